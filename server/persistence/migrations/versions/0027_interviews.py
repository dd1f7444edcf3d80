"""An employer's invitation says when and where, or which number; who applied answers it."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

_ACTIONS = (
    "send", "see", "propose_meeting", "phone", "refuse", "meet", "hire", "put_off", "remind", "withdraw", "close",
    "fill",
)  # fmt: skip
_RESPONSES = ("yes", "other_time", "no", "question")


def _allow_actions(*actions: str) -> None:
    name = op.f("ck_application_transition_action")
    op.drop_constraint(name, "application_transition", type_="check")
    op.create_check_constraint(name, "application_transition", sa.column("action").in_(actions))


def upgrade() -> None:
    for column in (
        sa.Column("interview_at", sa.DateTime(timezone=True), comment="When the employer proposes to meet"),
        sa.Column("interview_place", sa.Text(), comment="Where, as a name or an address"),
        sa.Column("phone", sa.Text(), comment="The employer's, to call first; international form"),
        sa.Column("response", sa.String(40), comment="What the player says to the interview or the call"),
        sa.Column("response_words", sa.Text(), comment="In the player's words"),
    ):
        op.add_column("application", column)
    # Words and numbers of people: PostgreSQL keeps no samples of them.
    op.execute("alter table application alter column interview_place set statistics 0")
    op.execute("alter table application alter column phone set statistics 0")
    op.execute("alter table application alter column response_words set statistics 0")
    for name, rule in (
        ("response", sa.column("response").in_(_RESPONSES)),
        ("an_interview_has_its_place", "(interview_at is null) = (interview_place is null)"),
        ("words_belong_to_a_response", "response is not null or response_words is null"),
    ):
        op.create_check_constraint(op.f(f"ck_application_{name}"), "application", rule)
    _allow_actions(*_ACTIONS, "respond")


def downgrade() -> None:
    op.execute(sa.text("delete from application_transition where action = 'respond'"))
    _allow_actions(*_ACTIONS)
    for column in ("response_words", "response", "phone", "interview_place", "interview_at"):
        op.drop_column("application", column)
