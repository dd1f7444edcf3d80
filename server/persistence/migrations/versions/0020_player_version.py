"""A player's version: whoever locks the player moves it on."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.add_column(
        "player",
        sa.Column(
            "version",
            sa.BigInteger(),
            server_default=sa.text("0"),
            nullable=False,
            comment="Moved on by every lock of the player",
        ),
    )


def downgrade() -> None:
    op.drop_column("player", "version")
