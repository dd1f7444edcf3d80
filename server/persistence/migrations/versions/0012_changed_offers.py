"""When an offer was last changed, for readers of its page and of the feeds."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column(
        "offer",
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
            comment="Kept by a trigger: whoever changes the row changes this",
        ),
    )
    op.execute(sa.text("update offer set changed_at = coalesce(source_updated_at, published_at, now())"))
    # What an organiser had loaded was public from then on; when that was, nobody wrote down.
    op.execute(sa.text("update offer set published_at = now() where published_at is null and created_at is null"))
    op.execute(
        sa.text(
            "create function note_offer_change() returns trigger language plpgsql as "
            "'begin new.changed_at := now(); return new; end'"
        )
    )
    op.execute(
        sa.text(
            "create trigger offer_changed before update on offer for each row "
            "when (old.* is distinct from new.*) execute function note_offer_change()"
        )
    )


def downgrade() -> None:
    op.execute(sa.text("drop trigger offer_changed on offer"))
    op.execute(sa.text("drop function note_offer_change"))
    op.drop_column("offer", "changed_at")
