"""An offer says how many positions are still to be filled."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    op.add_column("offer", sa.Column("openings", sa.Integer(), comment="Positions still to be filled; null: not said"))
    op.create_check_constraint(op.f("ck_offer_openings_are_counted"), "offer", "openings >= 0")


def downgrade() -> None:
    op.drop_column("offer", "openings")
