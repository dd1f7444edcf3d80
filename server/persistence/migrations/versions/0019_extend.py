"""An offer is extended: "prolong" is a false friend."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

_ACTIONS = ("submit", "publish", "send_back", "pause", "resume", "fill", "expire", "{extend}", "withdraw")


def upgrade() -> None:
    _rename("prolong", "extend")


def downgrade() -> None:
    _rename("extend", "prolong")


def _rename(before: str, after: str) -> None:
    op.execute(sa.text("alter table offer_transition drop constraint ck_offer_transition_action"))
    op.execute(
        sa.text("update offer_transition set action = :after where action = :before").bindparams(
            before=before, after=after
        )
    )
    actions = ", ".join(f"'{action.format(extend=after)}'" for action in _ACTIONS)
    op.execute(
        sa.text(f"alter table offer_transition add constraint ck_offer_transition_action check (action in ({actions}))")
    )
