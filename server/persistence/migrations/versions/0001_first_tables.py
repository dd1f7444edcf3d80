"""First tables: accounts, the territory and its offers, and what players win."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geography
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False, comment="UUIDv7"),
        sa.Column(
            "display_name", sa.Text(), nullable=False, comment="What the person wants to be called; not a full name"
        ),
        sa.Column(
            "language",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=40),
            nullable=False,
            comment="Language of the interface",
        ),
        sa.Column(
            "age_band",
            sa.Enum(
                "under_15", "15_17", "18_plus", name="age_band", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
            comment="All that is known of the age",
        ),
        sa.Column("is_guest", sa.Boolean(), nullable=False, comment="Has no way yet to sign in on another device"),
        sa.CheckConstraint("age_band <> 'under_15'", name=op.f("ck_account_old_enough")),
        sa.CheckConstraint("char_length(display_name) between 1 and 40", name=op.f("ck_account_display_name_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        comment="Somebody who signs in, or a guest.",
    )
    op.create_table(
        "campaign",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False, comment="IANA name; days and visiting hours are read in it"),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True, comment="Last day; null while open"),
        sa.Column(
            "territory",
            Geography(
                geometry_type="MULTIPOLYGON",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeogFromText",
                name="geography",
                nullable=False,
            ),
            nullable=False,
            comment="Where the game is played",
        ),
        sa.Column("territory_source", sa.Text(), nullable=False),
        sa.CheckConstraint("ends_on is null or starts_on <= ends_on", name=op.f("ck_campaign_ends_after_it_starts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("slug", name=op.f("uq_campaign_slug")),
        comment="A run of the game on a territory.",
    )
    op.create_index("ix_campaign_territory", "campaign", ["territory"], unique=False, postgresql_using="gist")
    op.create_table(
        "commune",
        sa.Column("insee", sa.Text(), nullable=False, comment="INSEE code of the commune (COG)"),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False, comment="Inhabitants"),
        sa.Column(
            "centre",
            Geography(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeogFromText",
                name="geography",
                nullable=False,
            ),
            nullable=False,
            comment="A central point",
        ),
        sa.Column(
            "area",
            Geography(
                geometry_type="MULTIPOLYGON",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeogFromText",
                name="geography",
                nullable=False,
            ),
            nullable=False,
            comment="Outline, or a stand-in that its source names",
        ),
        sa.Column("source", sa.Text(), nullable=False, comment="Where point and outline come from"),
        sa.PrimaryKeyConstraint("insee", name=op.f("pk_commune")),
        comment="French municipalities in and around the territory.",
    )
    op.create_index("ix_commune_area", "commune", ["area"], unique=False, postgresql_using="gist")
    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "employer",
                "school",
                "agency",
                "association",
                "public_service",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_demo", sa.Boolean(), nullable=False, comment="Invented for demonstration"),
        sa.Column(
            "siret", sa.Text(), nullable=True, comment="Number in the French register of establishments, if known"
        ),
        sa.CheckConstraint("siret ~ '^[0-9]{14}$'", name=op.f("ck_organisation_siret_has_14_digits")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("siret", name=op.f("uq_organisation_siret")),
        comment="Employer, school, agency, association or public service.",
    )
    op.create_table(
        "offer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "job",
                "internship",
                "apprenticeship",
                "training",
                "civic_service",
                "immersion",
                "event",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column(
            "position",
            Geography(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeogFromText",
                name="geography",
                nullable=False,
            ),
            nullable=False,
            comment="Secret until discovered",
        ),
        sa.Column(
            "location_precision",
            sa.Enum(
                "door",
                "street",
                "commune",
                name="location_precision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
            comment="What the position stands for",
        ),
        sa.Column("commune_insee", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("rome_code", sa.Text(), nullable=True, comment="Occupation, ROME version 4, such as F1703"),
        sa.Column("salary", sa.Text(), nullable=True, comment="In the employer's words"),
        sa.Column("working_hours", sa.Text(), nullable=True, comment="In the employer's words"),
        sa.Column("duration", sa.Text(), nullable=True, comment="In the employer's words"),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True, comment="Last local day on which it can be found"),
        sa.Column("ways_to_meet", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column(
            "visiting_hours",
            postgresql.JSONB(),
            nullable=False,
            comment='Local time by weekday, 0 is Monday: {"0": [["08:00", "20:00"]]}',
        ),
        sa.Column("without_driving_licence", sa.Boolean(), nullable=True),
        sa.Column("wheelchair_accessible", sa.Boolean(), nullable=True),
        sa.CheckConstraint("rome_code ~ '^[A-N][0-9]{4}$'", name=op.f("ck_offer_rome_code_form")),
        sa.ForeignKeyConstraint(["commune_insee"], ["commune.insee"], name=op.f("fk_offer_commune_insee_commune")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_offer_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        comment="What a player can find. Null is 'not given' and is never filled in.",
    )
    op.create_index(op.f("ix_offer_commune_insee"), "offer", ["commune_insee"], unique=False)
    op.create_index(op.f("ix_offer_organisation_id"), "offer", ["organisation_id"], unique=False)
    op.create_index("ix_offer_position", "offer", ["position"], unique=False, postgresql_using="gist")
    op.create_table(
        "place",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "town_hall",
                "library",
                "station",
                "school",
                "training_place",
                "employment_service",
                "museum",
                "landmark",
                "sport",
                "culture",
                "park",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "position",
            Geography(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeogFromText",
                name="geography",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("accuracy_m", sa.Double(), nullable=False, comment="How far the true place may be, metres"),
        sa.Column("commune_insee", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("accuracy_m > 0", name=op.f("ck_place_accuracy_is_positive")),
        sa.ForeignKeyConstraint(["commune_insee"], ["commune.insee"], name=op.f("fk_place_commune_insee_commune")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
        comment="Public landmarks and venues.",
    )
    op.create_index(op.f("ix_place_commune_insee"), "place", ["commune_insee"], unique=False)
    op.create_index("ix_place_position", "place", ["position"], unique=False, postgresql_using="gist")
    op.create_table(
        "player",
        sa.Column("id", sa.Uuid(), nullable=False, comment="UUIDv7"),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "wished_kinds", sa.ARRAY(sa.Text()), nullable=False, comment="Kinds of offers looked for; empty is any"
        ),
        sa.Column(
            "wished_rome_domains", sa.ARRAY(sa.Text()), nullable=False, comment="ROME domains (F17); empty is any"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_player_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_player")),
        sa.UniqueConstraint("account_id", name=op.f("uq_player_account_id")),
        comment="An account in the game. Its row is the lock that orders what several devices win at once.",
    )
    op.create_table(
        "session",
        sa.Column("token_sha256", postgresql.BYTEA(), nullable=False, comment="SHA-256 of the cookie's token"),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "expires_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="After this the token opens nothing; moved on by use",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_session_account_id_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_session")),
        comment="Signed-in browsers. The cookie's token itself is never stored.",
    )
    op.create_index(op.f("ix_session_account_id"), "session", ["account_id"], unique=False)
    op.create_table(
        "device",
        sa.Column("player_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False, comment="Made by the device itself"),
        sa.Column("first_seen_on", sa.Date(), nullable=False, comment="Local day"),
        sa.ForeignKeyConstraint(
            ["player_id"], ["player.id"], name=op.f("fk_device_player_id_player"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("player_id", "id", name=op.f("pk_device")),
        comment="A phone or browser that has sent fixes; fixes are judged per device.",
    )
    op.create_table(
        "discovery",
        sa.Column("player_id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("discovered_on", sa.Date(), nullable=False, comment="Local day"),
        sa.Column("visited_on", sa.Date(), nullable=True, comment="Local day the player stood at its door"),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_discovery_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["player_id"], ["player.id"], name=op.f("fk_discovery_player_id_player"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("player_id", "offer_id", name=op.f("pk_discovery")),
        comment="Which offers a player has found, by day only: a time would make it a track.",
    )
    op.create_index("ix_discovery_offer_id", "discovery", ["offer_id"], unique=False)
    op.create_table(
        "fog_block",
        sa.Column("player_id", sa.Uuid(), nullable=False),
        sa.Column("x", sa.Integer(), nullable=False, comment="Tile column at zoom 14"),
        sa.Column("y", sa.Integer(), nullable=False, comment="Tile row at zoom 14"),
        sa.Column(
            "cells",
            postgresql.BIT(length=4096),
            nullable=False,
            comment="64 x 64 cells of zoom 20; bit row * 64 + column from the north-west, leftmost is 0",
        ),
        sa.ForeignKeyConstraint(
            ["player_id"], ["player.id"], name=op.f("fk_fog_block_player_id_player"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("player_id", "x", "y", name=op.f("pk_fog_block")),
        comment="Lifted clouds: one row per player and slippy-map tile of zoom 14. Carries no time.",
    )
    op.create_table(
        "ledger_entry",
        sa.Column("player_id", sa.Uuid(), nullable=False),
        sa.Column(
            "rule",
            sa.Enum(
                "cells",
                "discovery",
                "visit",
                "new_domain",
                "new_commune",
                name="rule",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "subject", sa.Text(), nullable=False, comment="What for, within the rule: offer, domain, commune, day"
        ),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("earned_on", sa.Date(), nullable=False, comment="Local day"),
        sa.CheckConstraint("points > 0", name=op.f("ck_ledger_entry_points_are_never_taken_back")),
        sa.ForeignKeyConstraint(
            ["player_id"], ["player.id"], name=op.f("fk_ledger_entry_player_id_player"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("player_id", "rule", "subject", name=op.f("pk_ledger_entry")),
        comment="Points. Lines are only added; the line for a day's cells alone grows.",
    )


def downgrade() -> None:
    op.drop_table("ledger_entry")
    op.drop_table("fog_block")
    op.drop_index("ix_discovery_offer_id", table_name="discovery")
    op.drop_table("discovery")
    op.drop_table("device")
    op.drop_index(op.f("ix_session_account_id"), table_name="session")
    op.drop_table("session")
    op.drop_table("player")
    op.drop_index("ix_place_position", table_name="place", postgresql_using="gist")
    op.drop_index(op.f("ix_place_commune_insee"), table_name="place")
    op.drop_table("place")
    op.drop_index("ix_offer_position", table_name="offer", postgresql_using="gist")
    op.drop_index(op.f("ix_offer_organisation_id"), table_name="offer")
    op.drop_index(op.f("ix_offer_commune_insee"), table_name="offer")
    op.drop_table("offer")
    op.drop_table("organisation")
    op.drop_index("ix_commune_area", table_name="commune", postgresql_using="gist")
    op.drop_table("commune")
    op.drop_index("ix_campaign_territory", table_name="campaign", postgresql_using="gist")
    op.drop_table("campaign")
    op.drop_table("account")
