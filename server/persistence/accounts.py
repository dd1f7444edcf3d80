"""Accounts, their sessions, and the player each one is."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from game_rules.offers import OfferKind, Wishes
from game_rules.players import AgeBand, Language, Player
from server.persistence.tables import AccountRow, DeviceRow, PlayerRow, SessionRow


class Accounts:
    """Repository bound to one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_guest(
        self, *, account_id: UUID, player_id: UUID, name: str, language: Language, age_band: AgeBand, wishes: Wishes
    ) -> None:
        self._session.add(
            AccountRow(id=account_id, display_name=name, language=language, age_band=age_band, is_guest=True)
        )
        self._session.flush()
        self._session.add(
            PlayerRow(
                id=player_id,
                account_id=account_id,
                wished_kinds=sorted(wishes.kinds),
                wished_rome_domains=sorted(wishes.rome_domains),
            )
        )
        self._session.flush()

    def add_session(self, *, token_sha256: bytes, account_id: UUID, created_at: datetime, expires_at: datetime) -> None:
        self._session.add(
            SessionRow(token_sha256=token_sha256, account_id=account_id, created_at=created_at, expires_at=expires_at)
        )

    def session_expiry(self, token_sha256: bytes, now: datetime) -> datetime | None:
        """When the session ends; None when there is none or it has ended."""
        return self._session.scalar(
            select(SessionRow.expires_at).where(SessionRow.token_sha256 == token_sha256, SessionRow.expires_at > now)
        )

    def renew_session(self, token_sha256: bytes, expires_at: datetime) -> None:
        self._session.execute(
            update(SessionRow).where(SessionRow.token_sha256 == token_sha256).values(expires_at=expires_at)
        )

    def player_of_session(self, token_sha256: bytes, now: datetime) -> Player | None:
        """The player who holds the session, None when it is unknown or has ended."""
        row = self._session.execute(
            select(PlayerRow, AccountRow)
            .join(AccountRow, AccountRow.id == PlayerRow.account_id)
            .join(SessionRow, SessionRow.account_id == AccountRow.id)
            .where(SessionRow.token_sha256 == token_sha256, SessionRow.expires_at > now)
        ).one_or_none()
        return _player(row[0], row[1]) if row else None

    def player(self, player_id: UUID) -> Player | None:
        row = self._session.execute(
            select(PlayerRow, AccountRow)
            .join(AccountRow, AccountRow.id == PlayerRow.account_id)
            .where(PlayerRow.id == player_id)
        ).one_or_none()
        return _player(row[0], row[1]) if row else None

    def lock_player(self, player_id: UUID) -> bool:
        """Makes others who write for this player wait until this unit ends; False when the player is gone."""
        locked = self._session.scalar(
            select(PlayerRow.id).where(PlayerRow.id == player_id).with_for_update(key_share=True)
        )
        return locked is not None

    def lock_players(self, player_ids: Collection[UUID]) -> bool:
        """Like `lock_player` for several, always in the same order; False when one of them is gone."""
        return all(self.lock_player(player_id) for player_id in sorted(set(player_ids)))

    def age_band(self, player_id: UUID) -> AgeBand | None:
        """All that is known of the player's age; None when the player is gone."""
        return self._session.scalar(
            select(AccountRow.age_band)
            .join(PlayerRow, PlayerRow.account_id == AccountRow.id)
            .where(PlayerRow.id == player_id)
        )

    def names(self, player_ids: Collection[UUID]) -> dict[UUID, str]:
        """What players want to be called, by player id."""
        rows = self._session.execute(
            select(PlayerRow.id, AccountRow.display_name)
            .join(AccountRow, AccountRow.id == PlayerRow.account_id)
            .where(PlayerRow.id.in_(player_ids))
        )
        return {player_id: name for player_id, name in rows}  # noqa: C416 - dict(rows) has no types

    def set_wishes(self, player_id: UUID, wishes: Wishes) -> None:
        self._session.execute(
            update(PlayerRow)
            .where(PlayerRow.id == player_id)
            .values(wished_kinds=sorted(wishes.kinds), wished_rome_domains=sorted(wishes.rome_domains))
        )

    def note_device(self, player_id: UUID, device_id: UUID, today: date) -> None:
        """Keeps the device, unless it is known already."""
        self._session.execute(
            insert(DeviceRow).values(player_id=player_id, id=device_id, first_seen_on=today).on_conflict_do_nothing()
        )


def _player(player: PlayerRow, account: AccountRow) -> Player:
    return Player(
        id=player.id,
        account_id=account.id,
        name=account.display_name,
        language=account.language,
        is_guest=account.is_guest,
        wishes=Wishes(
            frozenset(OfferKind(kind) for kind in player.wished_kinds), frozenset(player.wished_rome_domains)
        ),
    )
