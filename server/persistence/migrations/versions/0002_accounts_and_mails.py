"""Mails on their way, and the job queue.

The queue's tables are procrastinate's own. They are made from the schema of the installed release, and the comment on
its first table says how far that goes: a migration for a later release applies those of the library's migration files
that are newer than the comment, and is then right for old and new databases alike.
"""

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager

from server.persistence.job_tables import newest_queue_migration

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
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
    op.drop_index(op.f("ix_mail_outbox_to_address"), table_name="mail_outbox")
    op.drop_table("mail_outbox")
