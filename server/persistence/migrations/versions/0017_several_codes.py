"""An address may have several sign-in codes, each with tries for the browser that asked and tries for all others.

Codes that are out are dropped: they live ten minutes, and are hashed otherwise.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.drop_table("sign_in_code")
    op.create_table(
        "sign_in_code",
        sa.Column("id", sa.Uuid(), nullable=False, comment="UUIDv7; part of what is hashed"),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column(
            "code_hmac",
            postgresql.BYTEA(),
            nullable=False,
            comment="HMAC-SHA256 of id and code, see server/services/sign_in_codes.py",
        ),
        sa.Column(
            "mark_sha256",
            postgresql.BYTEA(),
            nullable=False,
            comment="SHA-256 of the token of the browser that asked for the code",
        ),
        sa.Column("tries_left", sa.Integer(), nullable=False, comment="For the browser that asked"),
        sa.Column("strangers_tries_left", sa.Integer(), nullable=False, comment="For all other browsers together"),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "tries_left >= 0 and strangers_tries_left >= 0", name=op.f("ck_sign_in_code_tries_are_counted")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_code")),
        comment="Codes that an address may sign in with now. The codes themselves are never stored.",
    )
    op.create_index(op.f("ix_sign_in_code_email"), "sign_in_code", ["email"], unique=False)
    _keep_no_samples_of("email", "code_hmac", "mark_sha256")


def downgrade() -> None:
    op.drop_table("sign_in_code")
    op.create_table(
        "sign_in_code",
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("salt", postgresql.BYTEA(), nullable=False),
        sa.Column(
            "code_scrypt",
            postgresql.BYTEA(),
            nullable=False,
            comment="scrypt of the code, see server/services/sign_in_codes.py",
        ),
        sa.Column("tries_left", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("tries_left >= 0", name=op.f("ck_sign_in_code_tries_are_counted")),
        sa.PrimaryKeyConstraint("email", name=op.f("pk_sign_in_code")),
        comment="The one code that an address may sign in with now. The code itself is never stored.",
    )
    _keep_no_samples_of("email", "salt", "code_scrypt")


def _keep_no_samples_of(*columns: str) -> None:
    for column in columns:
        op.execute(f"alter table sign_in_code alter column {column} set statistics 0")
