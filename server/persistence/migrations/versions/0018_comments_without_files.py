"""Comments of columns name no files: those move, and what an installation's tables say should stay true."""

from alembic import op

revision = "0018"
down_revision = "0017"

_COMMENTS = {
    ("sign_in_code", "code_hmac"): (
        "HMAC-SHA256 of id and code",
        "HMAC-SHA256 of id and code, see server/services/sign_in_codes.py",
    ),
    ("offer", "state"): ("Moves as the rules of offers allow", "Its moves: game_rules/offer_lifecycle.py"),
    ("organisation", "state"): ("Moves as the rules of organisations allow", "Its moves: game_rules/organisations.py"),
    ("meeting", "contact_name"): (
        "Trusted contact of the asker; erased soon after",
        "Trusted contact of the asker; erased soon after, see README",
    ),
}
"""By table and column: what it says from now on, and what it said before."""


def upgrade() -> None:
    for (table, column), (comment, before) in _COMMENTS.items():
        op.alter_column(table, column, comment=comment, existing_comment=before)


def downgrade() -> None:
    for (table, column), (comment, before) in _COMMENTS.items():
        op.alter_column(table, column, comment=before, existing_comment=comment)
