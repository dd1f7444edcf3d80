"""Offers have a life: states and who changed them. Offers from feeds say whence, and may have no door."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"

_STATES = ("draft", "submitted", "published", "paused", "filled", "expired", "withdrawn")
_ACTIONS = ("submit", "publish", "send_back", "pause", "resume", "fill", "expire", "prolong", "withdraw")
_COMMUNE = "INSEE code; offers come from all of France, so it may be no commune of ours"
_POSITION = "Secret until discovered"
_POSITION_NOW = "Secret until discovered. Of precision commune: as given, or null; a public place carries it"


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=False, length=40)


def _one_of(table: str, column: str, *values: str) -> sa.CheckConstraint:
    words = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} in ({words})", name=op.f(f"ck_{table}_{column}"))


def upgrade() -> None:
    # What could be found until now was published.
    op.add_column(
        "offer",
        sa.Column(
            "state",
            _enum("state", *_STATES),
            nullable=False,
            server_default="published",
            comment="Its moves: game_rules/offer_lifecycle.py",
        ),
    )
    op.alter_column("offer", "state", server_default=None, existing_comment="Its moves: game_rules/offer_lifecycle.py")
    op.add_column("offer", sa.Column("apply_url", sa.Text(), nullable=True, comment="Where to apply online"))
    op.add_column(
        "offer",
        sa.Column(
            "source",
            _enum("source", "france_travail", "job_posting"),
            nullable=True,
            comment="The feed it came by; null was posted here",
        ),
    )
    op.add_column("offer", sa.Column("source_id", sa.Text(), nullable=True, comment="The offer's id there"))
    op.add_column("offer", sa.Column("source_url", sa.Text(), nullable=True, comment="The offer's page there"))
    op.add_column("offer", sa.Column("source_created_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "offer",
        sa.Column(
            "source_updated_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="An older version never replaces a newer one",
        ),
    )
    op.add_column(
        "offer",
        sa.Column(
            "source_details",
            postgresql.JSONB(none_as_null=True),
            nullable=True,
            comment="What the source said and no column holds; no contact data",
        ),
    )
    for column, values in (("state", _STATES), ("source", ("france_travail", "job_posting"))):
        op.create_check_constraint(
            op.f(f"ck_offer_{column}"),
            "offer",
            _one_of("offer", column, *values).sqltext,
        )
    op.create_check_constraint(
        op.f("ck_offer_a_door_has_a_position"), "offer", "position is not null or location_precision = 'commune'"
    )
    op.create_check_constraint(
        op.f("ck_offer_what_comes_by_a_feed_says_whence"),
        "offer",
        "case when source is null then num_nonnulls(source_id, source_url, source_created_at, source_updated_at, "
        "source_details) = 0 else num_nulls(source_id, source_created_at, source_updated_at, source_details) = 0 end",
    )
    op.create_unique_constraint(op.f("uq_offer_source_source_id"), "offer", ["source", "source_id"])
    op.drop_constraint(op.f("fk_offer_commune_insee_commune"), "offer", type_="foreignkey")
    op.alter_column("offer", "commune_insee", existing_type=sa.Text(), existing_nullable=True, comment=_COMMUNE)
    op.alter_column("offer", "description", existing_type=sa.Text(), existing_nullable=True, comment="Plain text")
    op.execute(sa.text("alter table offer alter column position drop not null"))
    op.execute(sa.text(f"comment on column offer.position is '{_POSITION_NOW}'"))
    op.create_table(
        "offer_transition",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", _enum("action", *_ACTIONS), nullable=True, comment="Null: it came in"),
        sa.Column("actor", _enum("actor", "employer", "organiser", "feed", "clock"), nullable=False),
        sa.Column("to_state", _enum("to_state", *_STATES), nullable=False),
        _one_of("offer_transition", "action", *_ACTIONS),
        _one_of("offer_transition", "actor", "employer", "organiser", "feed", "clock"),
        _one_of("offer_transition", "to_state", *_STATES),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_transition_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_transition")),
        comment="Every change of an offer's state, and what kind of actor made it.",
    )
    op.create_index(op.f("ix_offer_transition_offer_id"), "offer_transition", ["offer_id"], unique=False)


def downgrade() -> None:
    # The schema before knows only offers posted here, each with a place, and shows all that it knows.
    op.execute(
        sa.text(
            "delete from offer where source is not null or state <> 'published' or position is null "
            "or commune_insee not in (select insee from commune)"
        )
    )
    op.drop_index(op.f("ix_offer_transition_offer_id"), table_name="offer_transition")
    op.drop_table("offer_transition")
    op.execute(sa.text("alter table offer alter column position set not null"))
    op.execute(sa.text(f"comment on column offer.position is '{_POSITION}'"))
    op.alter_column("offer", "description", existing_type=sa.Text(), existing_nullable=True, comment=None)
    op.alter_column("offer", "commune_insee", existing_type=sa.Text(), existing_nullable=True, comment=None)
    op.create_foreign_key(op.f("fk_offer_commune_insee_commune"), "offer", "commune", ["commune_insee"], ["insee"])
    op.drop_constraint(op.f("uq_offer_source_source_id"), "offer", type_="unique")
    for name in ("what_comes_by_a_feed_says_whence", "a_door_has_a_position", "source", "state"):
        op.drop_constraint(op.f(f"ck_offer_{name}"), "offer", type_="check")
    for column in (
        "source_details", "source_updated_at", "source_created_at", "source_url", "source_id", "source", "apply_url",
        "state",
    ):  # fmt: skip
        op.drop_column("offer", column)
