"""PostgreSQL keeps no samples of what belongs to people.

ANALYZE copies some values of each column into pg_statistic, where an address outlives its erased account until the next
one. No query needs them: these columns are found by a unique key or not at all.
"""

from alembic import op

revision = "0016"
down_revision = "0015"

_UNSAMPLED = {
    "account": ("display_name", "email"),
    "application": ("first_name", "can_do", "available", "questions", "answers", "reply"),
    "conversation_report": ("text",),
    "fog_block": ("cells",),
    "help_message": ("text",),
    "help_request": ("text",),
    "joker": ("reason",),
    "joker_transition": ("reason",),
    "mail_outbox": ("to_address", "subject", "body", "attachment_name", "attachment"),
    "meeting": ("contact_name", "contact_email", "contact_phone"),
    "offer": ("address", "phone", "state_reason"),
    "offer_transition": ("reason",),
    "organisation": ("state_reason",),
    "organisation_invitation": ("email", "token_sha256"),
    "organisation_transition": ("reason",),
    "passkey": ("credential_id", "public_key", "device_label"),
    "passkey_challenge": ("challenge",),
    "push_subscription": ("endpoint", "p256dh", "auth"),
    "server_secret": ("value",),
    "session": ("token_sha256", "device_label"),
    "sign_in_code": ("email", "salt", "code_scrypt"),
}


def upgrade() -> None:
    _set_statistics(0)
    # The samples of today go too. Only a superuser may delete them; replacing a column by itself drops them for all.
    op.execute(
        """
        do $$
        declare one record;
        begin
          for one in
            select attrelid::regclass as in_table, attname, format_type(atttypid, atttypmod) as type_name
            from pg_attribute join pg_class on pg_class.oid = attrelid
            where attstattarget = 0 and attnum > 0 and not attisdropped and relkind = 'r'
              and relnamespace = current_schema()::regnamespace
          loop
            execute format('alter table %s alter column %I type %s', one.in_table, one.attname, one.type_name);
          end loop;
        end $$
        """
    )


def downgrade() -> None:
    _set_statistics(-1)


def _set_statistics(target: int) -> None:
    for table, columns in _UNSAMPLED.items():
        for column in columns:
            op.execute(f"alter table {table} alter column {column} set statistics {target}")
