"""Tables of people who play: accounts, players, sessions, codes and passkeys."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import BYTEA
from sqlalchemy.orm import Mapped, mapped_column

from game_rules.people.players import AgeBand, Language, Role
from server.persistence.column_types import text_enum
from server.persistence.tables.base import Table


class PasskeyRow(Table):
    __tablename__ = "passkey"
    __table_args__ = (
        UniqueConstraint("credential_id"),
        CheckConstraint("sign_count >= 0", "signatures_are_counted"),
        {"comment": "Public keys of phones and keyrings that open an account (WebAuthn). No fingerprint is ever sent."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, comment="Names the passkey to its owner; opens nothing")
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(BYTEA, comment="Made by the authenticator")
    public_key: Mapped[bytes] = mapped_column(BYTEA, comment="COSE key")
    sign_count: Mapped[int] = mapped_column(BigInteger, comment="As the authenticator counts; 0 where it does not")
    device_label: Mapped[str] = mapped_column(comment="Where it was made, as in session")
    created_on: Mapped[date] = mapped_column(comment="Day, UTC")
    last_used_on: Mapped[date | None] = mapped_column(comment="Day, UTC")


class PasskeyChallengeRow(Table):
    __tablename__ = "passkey_challenge"
    __table_args__ = ({"comment": "Random numbers that wait to be signed, each once."},)

    challenge: Mapped[bytes] = mapped_column(BYTEA, primary_key=True)
    account_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True, comment="Whose new passkey; null is for signing in"
    )
    expires_at: Mapped[datetime]


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


class BarredAddressRow(Table):
    __tablename__ = "barred_address"
    __table_args__ = ({"comment": "Addresses of people who were shut out and erased their accounts."},)

    email_hmac: Mapped[bytes] = mapped_column(
        BYTEA, primary_key=True, comment="HMAC-SHA256 of the address, with a key of this database"
    )
    until: Mapped[datetime] = mapped_column(index=True, comment="From then on it may open an account again")


class SignInCodeRow(Table):
    __tablename__ = "sign_in_code"
    __table_args__ = (
        CheckConstraint("tries_left >= 0 and strangers_tries_left >= 0", "tries_are_counted"),
        {"comment": "Codes that an address may sign in with now. The codes themselves are never stored."},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, comment="UUIDv7; part of what is hashed")
    email: Mapped[str] = mapped_column(index=True)
    code_hmac: Mapped[bytes] = mapped_column(BYTEA, comment="HMAC-SHA256 of id and code")
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
    version: Mapped[int] = mapped_column(
        BigInteger,
        server_default=text("0"),
        comment="Moved on by every lock of the player",
    )
