"""Passkeys: public keys that open an account, and the challenges that are out."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "passkey",
        sa.Column("id", sa.Uuid(), nullable=False, comment="Names the passkey to its owner; opens nothing"),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("credential_id", postgresql.BYTEA(), nullable=False, comment="Made by the authenticator"),
        sa.Column("public_key", postgresql.BYTEA(), nullable=False, comment="COSE key"),
        sa.Column(
            "sign_count",
            sa.BigInteger(),
            nullable=False,
            comment="As the authenticator counts; 0 where it does not",
        ),
        sa.Column("device_label", sa.Text(), nullable=False, comment="Where it was made, as in session"),
        sa.Column("created_on", sa.Date(), nullable=False, comment="Day, UTC"),
        sa.Column("last_used_on", sa.Date(), nullable=True, comment="Day, UTC"),
        sa.CheckConstraint("sign_count >= 0", name=op.f("ck_passkey_signatures_are_counted")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_passkey_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
        comment="Public keys of phones and keyrings that open an account (WebAuthn). No fingerprint is ever sent.",
    )
    op.create_index(op.f("ix_passkey_account_id"), "passkey", ["account_id"], unique=False)
    op.create_table(
        "passkey_challenge",
        sa.Column("challenge", postgresql.BYTEA(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True, comment="Whose new passkey; null is for signing in"),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_passkey_challenge_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("challenge", name=op.f("pk_passkey_challenge")),
        comment="Random numbers that wait to be signed, each once.",
    )
    op.create_index(op.f("ix_passkey_challenge_account_id"), "passkey_challenge", ["account_id"], unique=False)


def downgrade() -> None:
    op.drop_table("passkey_challenge")
    op.drop_table("passkey")
