"""The tables. Every column says in the database what it holds.

No table keeps a track: fog cells carry no time, discoveries and ledger lines only a local day, and their keys are
natural ones, since a UUIDv7 would tell the millisecond.
"""

from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from geoalchemy2 import Geography, WKBElement
from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    MetaData,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy import Table as CoreTable
from sqlalchemy.dialects.postgresql import BYTEA, JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from game_rules.hours import VisitingHours
from game_rules.kinds import OfferKind
from game_rules.offers.lifecycle import OfferAction, OfferActor, OfferState
from game_rules.offers.offer import LocationPrecision, OfferSource
from game_rules.organisations.organisation import OrganisationKind, OrganisationState
from game_rules.people.players import AgeBand, Language, Role
from game_rules.play.points import PointRule
from game_rules.territory.territory import PlaceKind
from server.persistence.column_types import FogBits, WeeklyHours, text_enum

WGS84 = 4326


class Table(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {str: Text, datetime: DateTime(timezone=True), date: Date}  # noqa: RUF012 - SQLAlchemy's


def core_of(mapped: type[Table]) -> CoreTable:
    """The table below the mapper, for statements of rows and not of objects.

    The ORM adds to each what costs more than PostgreSQL's own work on it: `./dev bench` shows it.
    """
    return cast("CoreTable", mapped.__table__)


def _point() -> Geography:
    # The index is declared beside the table, by name, so that migrations and models agree on it.
    return Geography("POINT", srid=WGS84, spatial_index=False)


def _area() -> Geography:
    return Geography("MULTIPOLYGON", srid=WGS84, spatial_index=False)


class AccountRow(Table):
    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("char_length(display_name) between 1 and 40", "display_name_length"),
        CheckConstraint("age_band <> 'under_15'", "old_enough"),
        CheckConstraint("is_guest = (email is null)", "guests_have_no_email"),
        CheckConstraint("(consent_version is null) = (consented_on is null)", "consent_has_a_day"),
        UniqueConstraint("email"),
        {"comment": "Somebody who signs in, or a guest."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, comment="UUIDv7")
    display_name: Mapped[str] = mapped_column(comment="What the person wants to be called; not a full name")
    language: Mapped[Language] = mapped_column(text_enum(Language, "language"), comment="Language of the interface")
    age_band: Mapped[AgeBand] = mapped_column(text_enum(AgeBand, "age_band"), comment="All that is known of the age")
    is_guest: Mapped[bool] = mapped_column(comment="Has no way yet to sign in on another device")
    email: Mapped[str | None] = mapped_column(
        comment="Lower case, its domain in ASCII (IDNA): one spelling per mailbox"
    )

    consent_version: Mapped[str | None] = mapped_column(comment="Which words on geolocation were consented to")
    consented_on: Mapped[date | None] = mapped_column(comment="Day, UTC")
    consent_withdrawn_on: Mapped[date | None] = mapped_column(comment="Day, UTC; from then on no position is used")


class AccountRoleRow(Table):
    __tablename__ = "account_role"
    __table_args__ = ({"comment": "What an account may be: player, joker, employer, organiser."},)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[Role] = mapped_column(text_enum(Role, "role"), primary_key=True)
    granted_on: Mapped[date] = mapped_column(comment="Day, UTC")


class SignInCodeRow(Table):
    __tablename__ = "sign_in_code"
    __table_args__ = (
        CheckConstraint("tries_left >= 0 and strangers_tries_left >= 0", "tries_are_counted"),
        {"comment": "Codes that an address may sign in with now. The codes themselves are never stored."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, comment="UUIDv7; part of what is hashed")
    email: Mapped[str] = mapped_column(index=True)
    code_hmac: Mapped[bytes] = mapped_column(
        BYTEA, comment="HMAC-SHA256 of id and code, see server/services/accounts/sign_in_codes.py"
    )
    mark_sha256: Mapped[bytes] = mapped_column(
        BYTEA, comment="SHA-256 of the token of the browser that asked for the code"
    )
    tries_left: Mapped[int] = mapped_column(comment="For the browser that asked")
    strangers_tries_left: Mapped[int] = mapped_column(comment="For all other browsers together")
    expires_at: Mapped[datetime]


class SessionRow(Table):
    __tablename__ = "session"
    __table_args__ = (
        UniqueConstraint("id"),
        {"comment": "Signed-in browsers. The cookie's token itself is never stored."},
    )

    token_sha256: Mapped[bytes] = mapped_column(BYTEA, primary_key=True, comment="SHA-256 of the cookie's token")
    id: Mapped[UUID] = mapped_column(comment="Names the session to its owner; opens nothing")
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    device_label: Mapped[str] = mapped_column(comment="Browser and system, no version; empty when neither is known")
    last_used_on: Mapped[date] = mapped_column(comment="Day, UTC")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(comment="After this the token opens nothing; moved on by use")


class PlayerRow(Table):
    __tablename__ = "player"
    __table_args__ = (
        UniqueConstraint("account_id"),
        {"comment": "An account in the game. Its row is the lock that orders what several devices win at once."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, comment="UUIDv7")
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    wished_kinds: Mapped[list[str]] = mapped_column(ARRAY(Text), comment="Kinds of offers looked for; empty is any")
    wished_rome_domains: Mapped[list[str]] = mapped_column(ARRAY(Text), comment="ROME domains (F17); empty is any")


class DeviceRow(Table):
    __tablename__ = "device"
    __table_args__ = ({"comment": "A phone or browser that has sent fixes; fixes are judged per device."},)

    player_id: Mapped[UUID] = mapped_column(ForeignKey("player.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True, comment="Made by the device itself")
    first_seen_on: Mapped[date] = mapped_column(comment="Local day")


class OrganisationRow(Table):
    __tablename__ = "organisation"
    __table_args__ = (
        # Whoever is declined does not keep a number from the organisation whose it is.
        Index("uq_organisation_siret", "siret", unique=True, postgresql_where=text("state <> 'declined'")),
        CheckConstraint("siret ~ '^[0-9]{14}$'", "siret_has_14_digits"),
        {"comment": "Employer, school, agency, association or public service."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[OrganisationKind] = mapped_column(text_enum(OrganisationKind, "kind"))
    is_demo: Mapped[bool] = mapped_column(comment="Invented for demonstration")
    siret: Mapped[str | None] = mapped_column(comment="Number in the French register of establishments, if known")
    state: Mapped[OrganisationState] = mapped_column(
        text_enum(OrganisationState, "state"), comment="Its moves: game_rules/organisations/organisation.py"
    )
    state_reason: Mapped[str | None] = mapped_column(comment="What an organiser said of its state; its members read it")


class CommuneRow(Table):
    __tablename__ = "commune"
    __table_args__ = (
        Index("ix_commune_area", "area", postgresql_using="gist"),
        {"comment": "French municipalities in and around the territory."},
    )

    insee: Mapped[str] = mapped_column(primary_key=True, comment="INSEE code of the commune (COG)")
    name: Mapped[str]
    population: Mapped[int] = mapped_column(comment="Inhabitants")
    centre: Mapped[WKBElement] = mapped_column(_point(), comment="A central point")
    area: Mapped[WKBElement] = mapped_column(_area(), comment="Outline, or a stand-in that its source names")
    source: Mapped[str] = mapped_column(comment="Where point and outline come from")


class CampaignRow(Table):
    __tablename__ = "campaign"
    __table_args__ = (
        UniqueConstraint("slug"),
        CheckConstraint("ends_on is null or starts_on <= ends_on", "ends_after_it_starts"),
        Index("ix_campaign_territory", "territory", postgresql_using="gist"),
        {"comment": "A run of the game on a territory."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    slug: Mapped[str]
    name: Mapped[str]
    timezone: Mapped[str] = mapped_column(comment="IANA name; days and visiting hours are read in it")
    starts_on: Mapped[date]
    ends_on: Mapped[date | None] = mapped_column(comment="Last day; null while open")
    territory: Mapped[WKBElement] = mapped_column(_area(), comment="Where the game is played")
    territory_source: Mapped[str]


class PlaceRow(Table):
    __tablename__ = "place"
    __table_args__ = (
        CheckConstraint("accuracy_m > 0", "accuracy_is_positive"),
        Index("ix_place_position", "position", postgresql_using="gist"),
        {"comment": "Public landmarks and venues."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[PlaceKind] = mapped_column(text_enum(PlaceKind, "kind"))
    position: Mapped[WKBElement] = mapped_column(_point())
    accuracy_m: Mapped[float] = mapped_column(comment="How far the true place may be, metres")
    commune_insee: Mapped[str | None] = mapped_column(ForeignKey("commune.insee"), index=True)
    source: Mapped[str]
    staffed_hours: Mapped[VisitingHours | None] = mapped_column(
        WeeklyHours, comment="Local time, as in offer.visiting_hours; null is not staffed, or not known"
    )


class OfferRow(Table):
    __tablename__ = "offer"
    __table_args__ = (
        CheckConstraint("rome_code ~ '^[A-N][0-9]{4}$'", "rome_code_form"),
        CheckConstraint("position is not null or location_precision = 'commune'", "a_door_has_a_position"),
        CheckConstraint("not is_address_public or address is not null", "a_public_address_is_one"),
        CheckConstraint("cardinality(questions) <= 3", "three_questions_at_most"),
        CheckConstraint(
            "(event_starts_at is null) = (event_ends_at is null) and event_starts_at < event_ends_at "
            "and (seats is null or event_starts_at is not null) and seats > 0",
            "an_event_has_its_times",
        ),
        CheckConstraint(
            "case when source is null then num_nonnulls(source_id, source_name, source_siret, source_url, "
            "source_created_at, source_updated_at, source_details) = 0 else num_nulls(source_id, source_name, "
            "source_created_at, source_updated_at, source_details) = 0 end",
            "what_comes_by_a_feed_says_whence",
        ),
        CheckConstraint("source_siret ~ '^[0-9]{14}$'", "source_siret_has_14_digits"),
        # Nulls are distinct: any number of offers were posted here.
        UniqueConstraint("source", "source_id"),
        Index("ix_offer_position", "position", postgresql_using="gist"),
        {"comment": "What a player can find. Null is 'not given' and is never filled in."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[OfferKind] = mapped_column(text_enum(OfferKind, "kind"))
    title: Mapped[str]
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), index=True)
    state: Mapped[OfferState] = mapped_column(
        text_enum(OfferState, "state"), comment="Its moves: game_rules/offers/lifecycle.py"
    )
    position: Mapped[WKBElement | None] = mapped_column(
        _point(), comment="Secret until discovered. Of precision commune: as given, or null; a public place carries it"
    )
    location_precision: Mapped[LocationPrecision] = mapped_column(
        text_enum(LocationPrecision, "location_precision"), comment="What the position stands for"
    )
    commune_insee: Mapped[str | None] = mapped_column(
        index=True, comment="INSEE code; offers come from all of France, so it may be no commune of ours"
    )
    description: Mapped[str | None] = mapped_column(comment="Plain text")
    rome_code: Mapped[str | None] = mapped_column(comment="Occupation, ROME version 4, such as F1703")
    salary: Mapped[str | None] = mapped_column(comment="In the employer's words")
    working_hours: Mapped[str | None] = mapped_column(comment="In the employer's words")
    duration: Mapped[str | None] = mapped_column(comment="In the employer's words")
    starts_on: Mapped[date | None]
    expires_on: Mapped[date | None] = mapped_column(comment="Last local day on which it can be found")
    ways_to_meet: Mapped[list[str]] = mapped_column(ARRAY(Text))
    visiting_hours: Mapped[VisitingHours] = mapped_column(
        WeeklyHours, comment='Local time by weekday, 0 is Monday: {"0": [["08:00", "20:00"]]}'
    )
    without_driving_licence: Mapped[bool | None]
    wheelchair_accessible: Mapped[bool | None]
    apply_url: Mapped[str | None] = mapped_column(comment="Where to apply online")
    phone: Mapped[str | None] = mapped_column(comment="For whoever found it; international form")
    address: Mapped[str | None] = mapped_column(comment="Of the door; secret like its position unless public")
    is_address_public: Mapped[bool] = mapped_column(
        server_default=text("false"), comment="The employer lets public pages show it; finding it then wins nothing"
    )
    questions: Mapped[list[str]] = mapped_column(
        ARRAY(Text), server_default=text("'{}'"), comment="Asked of whoever applies"
    )
    event_starts_at: Mapped[datetime | None]
    event_ends_at: Mapped[datetime | None]
    seats: Mapped[int | None] = mapped_column(comment="How many may register for the event; null is no limit")
    version: Mapped[int] = mapped_column(
        server_default=text("1"), comment="Moved on by every change of an editor, who has to name the one they saw"
    )
    state_reason: Mapped[str | None] = mapped_column(comment="What an organiser said of its state; its members read it")
    created_by_account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    created_at: Mapped[datetime | None] = mapped_column(comment="Null: not written here")
    published_at: Mapped[datetime | None] = mapped_column(comment="First time, or as its feed says")
    changed_at: Mapped[datetime] = mapped_column(
        server_default=func.now(), comment="Kept by a trigger: whoever changes the row changes this"
    )
    source: Mapped[OfferSource | None] = mapped_column(
        text_enum(OfferSource, "source"), comment="The feed it came by; null was posted here"
    )
    source_id: Mapped[str | None] = mapped_column(comment="The offer's id there")
    source_name: Mapped[str | None] = mapped_column(comment="Who publishes it: a site, a platform, a list")
    source_siret: Mapped[str | None] = mapped_column(comment="The employer's SIRET as its source says; nobody checked")
    source_url: Mapped[str | None] = mapped_column(comment="The offer's page there")
    source_created_at: Mapped[datetime | None]
    source_updated_at: Mapped[datetime | None] = mapped_column(comment="An older version never replaces a newer one")
    source_details: Mapped[dict[str, Any] | None] = mapped_column(
        JSONB(none_as_null=True), comment="What the source said and no column holds; no contact data"
    )

    organisation: Mapped[OrganisationRow] = relationship(lazy="raise")


class OfferTransitionRow(Table):
    __tablename__ = "offer_transition"
    __table_args__ = ({"comment": "Every change of an offer's state, and what kind of actor made it."},)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    action: Mapped[OfferAction | None] = mapped_column(text_enum(OfferAction, "action"), comment="Null: it came in")
    actor: Mapped[OfferActor] = mapped_column(text_enum(OfferActor, "actor"))
    to_state: Mapped[OfferState] = mapped_column(text_enum(OfferState, "to_state"))
    account_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), comment="Who made it; null for feeds, clock, rules, and the gone"
    )
    reason: Mapped[str | None] = mapped_column(comment="What an organiser said of it")


class FogBlockRow(Table):
    __tablename__ = "fog_block"
    __table_args__ = (
        {"comment": "Lifted clouds: one row per player and slippy-map tile of zoom 14. Carries no time."},
    )

    player_id: Mapped[UUID] = mapped_column(ForeignKey("player.id", ondelete="CASCADE"), primary_key=True)
    x: Mapped[int] = mapped_column(primary_key=True, comment="Tile column at zoom 14")
    y: Mapped[int] = mapped_column(primary_key=True, comment="Tile row at zoom 14")
    cells: Mapped[int] = mapped_column(
        FogBits, comment="64 x 64 cells of zoom 20; bit row * 64 + column from the north-west, leftmost is 0"
    )


class DiscoveryRow(Table):
    __tablename__ = "discovery"
    __table_args__ = (
        Index("ix_discovery_offer_id", "offer_id"),
        {"comment": "Which offers a player has found, by day only: a time would make it a track."},
    )

    player_id: Mapped[UUID] = mapped_column(ForeignKey("player.id", ondelete="CASCADE"), primary_key=True)
    offer_id: Mapped[UUID] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True)
    discovered_on: Mapped[date] = mapped_column(comment="Local day")
    visited_on: Mapped[date | None] = mapped_column(comment="Local day the player stood at its door")


class LedgerEntryRow(Table):
    __tablename__ = "ledger_entry"
    __table_args__ = (
        CheckConstraint("points > 0", "points_are_never_taken_back"),
        {"comment": "Points. Lines are only added; the line for a day's cells alone grows."},
    )

    player_id: Mapped[UUID] = mapped_column(ForeignKey("player.id", ondelete="CASCADE"), primary_key=True)
    rule: Mapped[PointRule] = mapped_column(text_enum(PointRule, "rule"), primary_key=True)
    subject: Mapped[str] = mapped_column(
        primary_key=True, comment="What for, within the rule: offer, domain, commune, day"
    )
    points: Mapped[int]
    earned_on: Mapped[date] = mapped_column(comment="Local day")


class MailOutboxRow(Table):
    __tablename__ = "mail_outbox"
    __table_args__ = (
        CheckConstraint(
            "(attachment is null) = (attachment_name is null) and (attachment is null) = (attachment_type is null)",
            "attachment_is_whole",
        ),
        {"comment": "Mails that wait to be sent. A row goes once a mail server has taken the mail."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, comment="UUIDv7; the Message-ID is made of it")
    to_address: Mapped[str] = mapped_column(index=True)
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(comment="Plain text")
    written_at: Mapped[datetime]
    about_player_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("player.id", ondelete="CASCADE"), index=True, comment="Whom it names, if not its reader"
    )
    attachment_name: Mapped[str | None] = mapped_column(comment="File name of the one attachment, if there is one")
    attachment_type: Mapped[str | None] = mapped_column(comment="Media type with its parameters")
    attachment: Mapped[str | None]
