"""Accounts that people can sign in to again, mails on their way, and the job queue.

The queue's tables are procrastinate's own. They are made from the schema of the installed release, and the comment on
its first table says how far that goes: a migration for a later release applies those of the library's migration files
that are newer than the comment, and is then right for old and new databases alike.
"""

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager
from sqlalchemy.dialects import postgresql

from server.persistence.job_tables import newest_queue_migration

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _add_sign_in()
    _add_outbox_and_queue()


def _add_sign_in() -> None:
    op.add_column(
        "account",
        sa.Column(
            "email",
            sa.Text(),
            nullable=True,
            comment="Lower case, its domain in ASCII (IDNA): one spelling per mailbox",
        ),
    )
    for name, kind, comment in (
        ("consent_version", sa.Text(), "Which words on geolocation were consented to"),
        ("consented_on", sa.Date(), "Day, UTC"),
        ("consent_withdrawn_on", sa.Date(), "Day, UTC; from then on no position is used"),
    ):
        op.add_column("account", sa.Column(name, kind, nullable=True, comment=comment))
    op.create_check_constraint(
        op.f("ck_account_consent_has_a_day"), "account", "(consent_version is null) = (consented_on is null)"
    )
    op.create_unique_constraint(op.f("uq_account_email"), "account", ["email"])
    op.create_check_constraint(op.f("ck_account_guests_have_no_email"), "account", "is_guest = (email is null)")
    op.create_table(
        "account_role",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "player",
                "joker",
                "employer",
                "organiser",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("granted_on", sa.Date(), nullable=False, comment="Day, UTC"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_role_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", "role", name=op.f("pk_account_role")),
        comment="What an account may be: player, joker, employer, organiser.",
    )
    # Whoever is there already plays.
    op.execute("insert into account_role (account_id, role, granted_on) select id, 'player', current_date from account")
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
    # Sessions that are open stay open, and are named from now on.
    for column in (
        sa.Column(
            "id",
            sa.Uuid(),
            nullable=False,
            server_default=sa.text("gen_random_uuid()"),
            comment="Names the session to its owner; opens nothing",
        ),
        sa.Column(
            "device_label",
            sa.Text(),
            nullable=False,
            server_default="",
            comment="Browser and system, no version; empty when neither is known",
        ),
        sa.Column(
            "last_used_on", sa.Date(), nullable=False, server_default=sa.text("current_date"), comment="Day, UTC"
        ),
    ):
        op.add_column("session", column)
        op.alter_column("session", column.name, server_default=None)
    op.create_unique_constraint(op.f("uq_session_id"), "session", ["id"])


def _add_outbox_and_queue() -> None:
    op.create_table(
        "mail_outbox",
        sa.Column("id", sa.Uuid(), nullable=False, comment="UUIDv7; the Message-ID is made of it"),
        sa.Column("to_address", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False, comment="Plain text"),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_outbox")),
        comment="Mails that wait to be sent. A row goes once a mail server has taken the mail.",
    )
    op.create_index(op.f("ix_mail_outbox_to_address"), "mail_outbox", ["to_address"], unique=False)

    # On the driver's own cursor: the file is many statements, and its % are no placeholders.
    op.get_bind().connection.cursor().execute(SchemaManager.get_schema())
    op.create_table_comment(
        "procrastinate_jobs", f"Work for later, see procrastinate. Schema up to {newest_queue_migration()}."
    )


def downgrade() -> None:
    op.execute(
        """
        do $$
        declare name text;
        begin
            for name in select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = current_schema() and c.relkind = 'r' and c.relname like 'procrastinate\\_%' loop
                execute 'drop table ' || name || ' cascade';
            end loop;
            for name in select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                where n.nspname = current_schema() and p.proname like 'procrastinate\\_%' loop
                execute 'drop function ' || name || ' cascade';
            end loop;
            for name in select t.oid::regtype::text from pg_type t join pg_namespace n on n.oid = t.typnamespace
                where n.nspname = current_schema() and t.typname like 'procrastinate\\_%' loop
                execute 'drop type ' || name || ' cascade';
            end loop;
        end $$
        """
    )
    op.drop_constraint(op.f("uq_session_id"), "session")
    for column in ("last_used_on", "device_label", "id"):
        op.drop_column("session", column)
    op.drop_table("sign_in_code")
    op.drop_table("account_role")
    op.drop_constraint(op.f("ck_account_guests_have_no_email"), "account")
    op.drop_constraint(op.f("uq_account_email"), "account")
    # Without an address they are guests again; their open sessions let them in for as long as those last.
    op.execute("update account set is_guest = true")
    op.drop_constraint(op.f("ck_account_consent_has_a_day"), "account")
    for column in ("consent_withdrawn_on", "consented_on", "consent_version", "email"):
        op.drop_column("account", column)
    op.drop_index(op.f("ix_mail_outbox_to_address"), table_name="mail_outbox")
    op.drop_table("mail_outbox")
