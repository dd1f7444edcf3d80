"""The tables of passkeys: public keys that open an account, and the challenges that are out."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.dialects.postgresql import BYTEA
from sqlalchemy.orm import Mapped, mapped_column

from server.persistence.tables import Table


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
