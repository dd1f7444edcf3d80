"""Organisations are verified and have members; offers are written here, by version; events, posters, signed links."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"

_ORGANISATION_STATES = ("pending", "verified", "declined", "suspended")
_FEEDS_BEFORE = ("france_travail", "job_posting")
_FEEDS = (*_FEEDS_BEFORE, "engagement", "csv")
_ACTORS_BEFORE = ("employer", "organiser", "feed", "clock")
_ACTORS = (*_ACTORS_BEFORE, "rules")
_EVENT = (
    "(event_starts_at is null) = (event_ends_at is null) and event_starts_at < event_ends_at "
    "and (seats is null or event_starts_at is not null) and seats > 0"
)


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=False, length=40)


def _in(column: str, *values: str) -> str:
    words = ", ".join(f"'{value}'" for value in values)
    return f"{column} in ({words})"


def _one_of(table: str, column: str, *values: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(_in(column, *values), name=op.f(f"ck_{table}_{column}"))


def _replace_check(table: str, column: str, *values: str) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{column}"), table, type_="check")
    op.create_check_constraint(op.f(f"ck_{table}_{column}"), table, _in(column, *values))


def upgrade() -> None:
    op.create_table(
        "server_secret",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", postgresql.BYTEA(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_server_secret")),
        comment="Keys that all servers and workers of this database share, made at first use.",
    )
    op.create_table(
        "organisation_invitation",
        sa.Column("id", sa.Uuid(), nullable=False, comment="UUIDv7; opens nothing"),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False, comment="Whom it was sent to"),
        sa.Column("token_sha256", postgresql.BYTEA(), nullable=False),
        sa.Column("invited_by_account_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["invited_by_account_id"],
            ["account.id"],
            name=op.f("fk_organisation_invitation_invited_by_account_id_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_invitation_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_invitation")),
        sa.UniqueConstraint("organisation_id", "email", name=op.f("uq_organisation_invitation_organisation_id_email")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_organisation_invitation_token_sha256")),
        comment="Invitations that wait to be accepted. The mailed token itself is never stored.",
    )
    op.create_index(
        op.f("ix_organisation_invitation_invited_by_account_id"),
        "organisation_invitation",
        ["invited_by_account_id"],
        unique=False,
    )
    op.create_table(
        "organisation_member",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("is_owner", sa.Boolean(), nullable=False, comment="May invite and remove members"),
        sa.Column("joined_on", sa.Date(), nullable=False, comment="Day, UTC"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_organisation_member_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_member_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", "account_id", name=op.f("pk_organisation_member")),
        comment="Who posts and answers for an organisation.",
    )
    op.create_index(op.f("ix_organisation_member_account_id"), "organisation_member", ["account_id"], unique=False)
    op.create_table(
        "organisation_transition",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "action", _enum("action", "register", "edit", "verify", "decline", "suspend", "reinstate"), nullable=False
        ),
        sa.Column("actor", _enum("actor", "member", "organiser"), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True, comment="Who made it; null for those who are gone"),
        sa.Column("to_state", _enum("to_state", *_ORGANISATION_STATES), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_organisation_transition_account_id_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_transition_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_transition")),
        _one_of("organisation_transition", "action", "register", "edit", "verify", "decline", "suspend", "reinstate"),
        _one_of("organisation_transition", "actor", "member", "organiser"),
        _one_of("organisation_transition", "to_state", *_ORGANISATION_STATES),
        comment="Every change of an organisation's state, and who made it.",
    )
    op.create_index(
        op.f("ix_organisation_transition_organisation_id"), "organisation_transition", ["organisation_id"], unique=False
    )
    op.create_table(
        "event_registration",
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("player_id", sa.Uuid(), nullable=False),
        sa.Column("state", _enum("state", "registered", "waiting"), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False, comment="Orders those who wait"),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_event_registration_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["player_id"], ["player.id"], name=op.f("fk_event_registration_player_id_player"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("offer_id", "player_id", name=op.f("pk_event_registration")),
        _one_of("event_registration", "state", "registered", "waiting"),
        comment="Who comes to an event, and who waits for a seat.",
    )
    op.create_index("ix_event_registration_order", "event_registration", ["offer_id", "registered_at"], unique=False)
    op.create_index(op.f("ix_event_registration_player_id"), "event_registration", ["player_id"], unique=False)
    op.create_table(
        "offer_reminder",
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_offer_reminder_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("offer_id", "expires_on", "days_before", name=op.f("pk_offer_reminder")),
        comment="Which mails before an offer's last day went out, so that each goes once.",
    )
    op.create_table(
        "poster",
        sa.Column("id", sa.Uuid(), nullable=False, comment="UUIDv7; signed in the code"),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_poster_offer_id_offer"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poster")),
        comment="Posters with a QR code for an offer's window; one of an offer is in use.",
    )
    op.create_index(
        "uq_poster_in_use", "poster", ["offer_id"], unique=True, postgresql_where=sa.text("revoked_at is null")
    )
    op.create_table(
        "poster_scan",
        sa.Column("poster_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="Local day"),
        sa.Column("scans", sa.Integer(), nullable=False),
        sa.CheckConstraint("scans > 0", name=op.f("ck_poster_scan_scans_are_counted")),
        sa.ForeignKeyConstraint(
            ["poster_id"], ["poster.id"], name=op.f("fk_poster_scan_poster_id_poster"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("poster_id", "day", name=op.f("pk_poster_scan")),
        comment="How often a poster was scanned, by day; nobody is named.",
    )
    op.add_column(
        "offer", sa.Column("phone", sa.Text(), nullable=True, comment="For whoever found it; international form")
    )
    op.add_column(
        "offer",
        sa.Column("address", sa.Text(), nullable=True, comment="Of the door; secret like its position unless public"),
    )
    op.add_column(
        "offer",
        sa.Column(
            "is_address_public",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
            comment="The employer lets public pages show it; finding it then wins nothing",
        ),
    )
    op.add_column(
        "offer",
        sa.Column(
            "questions",
            sa.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
            comment="Asked of whoever applies",
        ),
    )
    op.add_column("offer", sa.Column("event_starts_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("offer", sa.Column("event_ends_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "offer",
        sa.Column(
            "seats", sa.Integer(), nullable=True, comment="How many may register for the event; null is no limit"
        ),
    )
    op.add_column(
        "offer",
        sa.Column(
            "version",
            sa.Integer(),
            server_default=sa.text("1"),
            nullable=False,
            comment="Moved on by every change of an editor, who has to name the one they saw",
        ),
    )
    op.add_column(
        "offer",
        sa.Column(
            "state_reason", sa.Text(), nullable=True, comment="What an organiser said of its state; its members read it"
        ),
    )
    op.add_column("offer", sa.Column("created_by_account_id", sa.Uuid(), nullable=True))
    op.add_column(
        "offer", sa.Column("created_at", sa.DateTime(timezone=True), nullable=True, comment="Null: not written here")
    )
    op.add_column(
        "offer",
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True, comment="First time, or as its feed says"),
    )
    op.create_check_constraint(
        op.f("ck_offer_a_public_address_is_one"), "offer", "not is_address_public or address is not null"
    )
    op.create_check_constraint(op.f("ck_offer_three_questions_at_most"), "offer", "cardinality(questions) <= 3")
    op.create_check_constraint(op.f("ck_offer_an_event_has_its_times"), "offer", _EVENT)
    op.execute(sa.text("update offer set published_at = source_created_at"))
    _replace_check("offer", "source", *_FEEDS)
    _replace_check("offer_transition", "actor", *_ACTORS)
    op.create_foreign_key(
        op.f("fk_offer_created_by_account_id_account"),
        "offer",
        "account",
        ["created_by_account_id"],
        ["id"],
        ondelete="SET NULL",
    )
    op.add_column(
        "offer_transition",
        sa.Column(
            "account_id", sa.Uuid(), nullable=True, comment="Who made it; null for feeds, clock, rules, and the gone"
        ),
    )
    op.add_column(
        "offer_transition", sa.Column("reason", sa.Text(), nullable=True, comment="What an organiser said of it")
    )
    op.create_foreign_key(
        op.f("fk_offer_transition_account_id_account"),
        "offer_transition",
        "account",
        ["account_id"],
        ["id"],
        ondelete="SET NULL",
    )
    op.add_column(
        "organisation",
        sa.Column(
            "state",
            _enum("state", *_ORGANISATION_STATES),
            nullable=False,
            server_default="verified",
            comment="Its moves: game_rules/organisations.py",
        ),
    )
    op.alter_column(
        "organisation", "state", server_default=None, existing_comment="Its moves: game_rules/organisations.py"
    )
    op.create_check_constraint(op.f("ck_organisation_state"), "organisation", _in("state", *_ORGANISATION_STATES))
    op.add_column(
        "organisation",
        sa.Column(
            "state_reason", sa.Text(), nullable=True, comment="What an organiser said of its state; its members read it"
        ),
    )
    op.drop_constraint(op.f("uq_organisation_siret"), "organisation", type_="unique")
    op.create_index(
        "uq_organisation_siret", "organisation", ["siret"], unique=True, postgresql_where=sa.text("state <> 'declined'")
    )


def downgrade() -> None:
    # The schema before shows all that it knows, and knows only what an organiser loaded or a feed brought.
    op.execute(sa.text("delete from offer where source in ('engagement', 'csv') or created_at is not null"))
    op.execute(
        sa.text("delete from offer where organisation_id in (select id from organisation where state <> 'verified')")
    )
    op.execute(sa.text("delete from organisation where state <> 'verified'"))
    op.execute(sa.text("delete from offer_transition where actor = 'rules'"))
    _replace_check("offer", "source", *_FEEDS_BEFORE)
    _replace_check("offer_transition", "actor", *_ACTORS_BEFORE)
    op.drop_index("uq_organisation_siret", table_name="organisation", postgresql_where=sa.text("state <> 'declined'"))
    op.create_unique_constraint(
        op.f("uq_organisation_siret"), "organisation", ["siret"], postgresql_nulls_not_distinct=False
    )
    op.drop_column("organisation", "state_reason")
    op.drop_column("organisation", "state")
    op.drop_constraint(op.f("fk_offer_transition_account_id_account"), "offer_transition", type_="foreignkey")
    op.drop_column("offer_transition", "reason")
    op.drop_column("offer_transition", "account_id")
    op.drop_constraint(op.f("fk_offer_created_by_account_id_account"), "offer", type_="foreignkey")
    op.drop_column("offer", "published_at")
    op.drop_column("offer", "created_at")
    op.drop_column("offer", "created_by_account_id")
    op.drop_column("offer", "state_reason")
    op.drop_column("offer", "version")
    op.drop_column("offer", "seats")
    op.drop_column("offer", "event_ends_at")
    op.drop_column("offer", "event_starts_at")
    op.drop_column("offer", "questions")
    op.drop_column("offer", "is_address_public")
    op.drop_column("offer", "address")
    op.drop_column("offer", "phone")
    op.drop_table("poster_scan")
    op.drop_index("uq_poster_in_use", table_name="poster", postgresql_where=sa.text("revoked_at is null"))
    op.drop_table("poster")
    op.drop_table("offer_reminder")
    op.drop_index(op.f("ix_event_registration_player_id"), table_name="event_registration")
    op.drop_index("ix_event_registration_order", table_name="event_registration")
    op.drop_table("event_registration")
    op.drop_index(op.f("ix_organisation_transition_organisation_id"), table_name="organisation_transition")
    op.drop_table("organisation_transition")
    op.drop_index(op.f("ix_organisation_member_account_id"), table_name="organisation_member")
    op.drop_table("organisation_member")
    op.drop_index(op.f("ix_organisation_invitation_invited_by_account_id"), table_name="organisation_invitation")
    op.drop_table("organisation_invitation")
    op.drop_table("server_secret")
