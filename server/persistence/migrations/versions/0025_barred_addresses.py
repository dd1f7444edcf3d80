"""Addresses of people who were shut out and erased their accounts open no new one for a while."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.create_table(
        "barred_address",
        sa.Column(
            "email_hmac",
            sa.LargeBinary(),
            nullable=False,
            comment="HMAC-SHA256 of the address, with a key of this database",
        ),
        sa.Column(
            "until",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="From then on it may open an account again",
        ),
        sa.PrimaryKeyConstraint("email_hmac", name=op.f("pk_barred_address")),
        comment="Addresses of people who were shut out and erased their accounts.",
    )
    op.execute("alter table barred_address alter column email_hmac set statistics 0")
    op.create_index(op.f("ix_barred_address_until"), "barred_address", ["until"])


def downgrade() -> None:
    op.drop_table("barred_address")
