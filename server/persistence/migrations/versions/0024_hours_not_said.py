"""Hours that no employer named are null: the game's own stood in their place, as if they had been said."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

_OF_THE_GAME = json.dumps({str(weekday): [["08:00", "20:00"]] for weekday in range(7)})
_COMMENT = 'Local time by weekday, 0 is Monday: {"0": [["08:00", "20:00"]]}'


def upgrade() -> None:
    op.alter_column(
        "offer", "visiting_hours", nullable=True, comment=f"{_COMMENT}; null: its employer named none",
        existing_comment=_COMMENT,
    )  # fmt: skip
    op.execute(
        sa.text("update offer set visiting_hours = null where visiting_hours = cast(:game as jsonb)").bindparams(
            game=_OF_THE_GAME
        )
    )


def downgrade() -> None:
    op.execute(
        sa.text("update offer set visiting_hours = cast(:game as jsonb) where visiting_hours is null").bindparams(
            game=_OF_THE_GAME
        )
    )
    op.alter_column(
        "offer", "visiting_hours", nullable=False, comment=_COMMENT,
        existing_comment=f"{_COMMENT}; null: its employer named none",
    )  # fmt: skip
