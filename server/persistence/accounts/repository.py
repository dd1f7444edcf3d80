"""Accounts, what they may be, and the player each one is."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, bindparam, delete, exists, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from game_rules.cases.measure import SHUTS_OUT
from game_rules.kinds import OfferKind
from game_rules.people.players import AgeBand, Consent, Player, Role
from game_rules.people.wishes import Wishes
from server.persistence.changes import announce_refused_positions
from server.persistence.tables.accounts import AccountRoleRow, AccountRow, PlayerRow
from server.persistence.tables.base import core_of
from server.persistence.tables.cases import MeasureRow
from server.persistence.tables.play import DeviceRow

# Sent with each batch of fixes and so built once, see `achievements`.
_player_table, _account_table = core_of(PlayerRow), core_of(AccountRow)
# The update is the lock, as strong as FOR NO KEY UPDATE: whoever waited for it reads the row as it is by then.
_LOCK_PLAYER = (
    update(_player_table)
    .where(_player_table.c.id == bindparam("of_player"))
    .values(version=_player_table.c.version + 1)
    .returning(_player_table.c.version, _player_table.c.wished_kinds, _player_table.c.wished_rome_domains)
)
_ALLOWS_POSITIONS = (
    select(_account_table.c.consent_withdrawn_on.is_(None))
    .join(_player_table, _player_table.c.account_id == _account_table.c.id)
    .where(_player_table.c.id == bindparam("of_player"))
)
_FOR_GOOD = datetime(9999, 1, 1, tzinfo=UTC)
_NOTE_DEVICE = insert(core_of(DeviceRow)).on_conflict_do_nothing()


@dataclass(frozen=True, slots=True)
class LockedPlayer:
    """A player whose lock is held, as their own row tells it. `version` is the one that this lock has given."""

    version: int
    wishes: Wishes


class Accounts:
    """Repository bound to one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._given: dict[UUID, int] = {}

    def add(self, player: Player, age_band: AgeBand, today: date) -> None:
        """Makes the account and its player, with the player's roles."""
        self._session.add(
            AccountRow(
                id=player.account_id,
                display_name=player.name,
                language=player.language,
                age_band=age_band,
                is_guest=player.is_guest,
                email=player.email,
                consent_version=player.consent.version,
                consented_on=player.consent.given_on,
                consent_withdrawn_on=player.consent.withdrawn_on,
            )
        )
        self._session.flush()
        self._session.add(
            PlayerRow(
                id=player.id,
                account_id=player.account_id,
                wished_kinds=sorted(player.wishes.kinds),
                wished_rome_domains=sorted(player.wishes.rome_domains),
            )
        )
        self._session.flush()
        for role in player.roles:
            self.grant(player.account_id, role, today)

    def grant(self, account_id: UUID, role: Role, today: date) -> None:
        """Gives the account the role, unless it has it."""
        self._session.execute(
            insert(AccountRoleRow).values(account_id=account_id, role=role, granted_on=today).on_conflict_do_nothing()
        )

    def take_back(self, account_id: UUID, role: Role) -> None:
        """Ends the role; one that the account does not have is no mistake."""
        self._session.execute(
            delete(AccountRoleRow).where(AccountRoleRow.account_id == account_id, AccountRoleRow.role == role)
        )

    def give_email(self, account_id: UUID, email: str) -> None:
        """Makes a guest somebody who can sign in."""
        self._session.execute(update(AccountRow).where(AccountRow.id == account_id).values(email=email, is_guest=False))

    def player_of_email(self, email: str) -> Player | None:
        return self._one(AccountRow.email == email)

    def player_of_account(self, account_id: UUID) -> Player | None:
        return self._one(AccountRow.id == account_id)

    def remove(self, account_id: UUID) -> None:
        """Deletes the account with all that hangs on it."""
        self._session.execute(delete(AccountRow).where(AccountRow.id == account_id))
        announce_refused_positions(self._session)

    def set_age_band(self, account_id: UUID, age_band: AgeBand) -> None:
        self._session.execute(update(AccountRow).where(AccountRow.id == account_id).values(age_band=age_band))

    def age_band(self, account_id: UUID) -> AgeBand:
        """Raises NoResultFound when the account is gone."""
        return self._session.execute(select(AccountRow.age_band).where(AccountRow.id == account_id)).scalar_one()

    def devices(self, player_id: UUID) -> dict[UUID, date]:
        """The player's devices, each with the local day on which it was first seen."""
        rows = self._session.execute(
            select(DeviceRow.id, DeviceRow.first_seen_on).where(DeviceRow.player_id == player_id)
        )
        return {device_id: day for device_id, day in rows}  # noqa: C416 - dict(rows) has no types

    def roles(self, account_id: UUID) -> dict[Role, date]:
        """The account's roles, each with the day on which it was given."""
        rows = self._session.execute(
            select(AccountRoleRow.role, AccountRoleRow.granted_on).where(AccountRoleRow.account_id == account_id)
        )
        return {role: day for role, day in rows}  # noqa: C416 - the same

    def move_devices(self, from_player_id: UUID, to_player_id: UUID) -> None:
        """Makes one player's devices the other's too; those of both keep the day they were first seen."""
        devices = select(literal(to_player_id, PlayerRow.id.type), DeviceRow.id, DeviceRow.first_seen_on).where(
            DeviceRow.player_id == from_player_id
        )
        moved = insert(DeviceRow).from_select(["player_id", "id", "first_seen_on"], devices)
        self._session.execute(
            moved.on_conflict_do_update(
                index_elements=[DeviceRow.player_id, DeviceRow.id],
                set_={"first_seen_on": func.least(DeviceRow.first_seen_on, moved.excluded.first_seen_on)},
            )
        )

    def player(self, player_id: UUID) -> Player | None:
        return self._one(PlayerRow.id == player_id)

    def organisers(self) -> list[Player]:
        """Everybody with the role, in the order of their ids."""
        is_one = exists().where(AccountRoleRow.account_id == AccountRow.id, AccountRoleRow.role == Role.ORGANISER)
        return self._players(is_one)

    def _one(self, condition: ColumnElement[bool]) -> Player | None:
        return next(iter(self._players(condition)), None)

    def _players(self, condition: ColumnElement[bool]) -> list[Player]:
        roles = (
            select(func.array_agg(AccountRoleRow.role))
            .where(AccountRoleRow.account_id == AccountRow.id)
            .scalar_subquery()
        )
        suspended_until = (
            select(func.max(func.coalesce(MeasureRow.ends_at, _FOR_GOOD)))
            .where(MeasureRow.player_id == PlayerRow.id, MeasureRow.lifted_at.is_(None), MeasureRow.kind.in_(SHUTS_OUT))
            .scalar_subquery()
        )
        rows = self._session.execute(
            select(PlayerRow, AccountRow, roles, suspended_until)
            .join(AccountRow, AccountRow.id == PlayerRow.account_id)
            .where(condition)
            .order_by(PlayerRow.id)
            .execution_options(populate_existing=True)
        )
        return [
            replace(_player(player, account, names or []), suspended_until=until)
            for player, account, names, until in rows
        ]

    def lock_player(self, player_id: UUID) -> LockedPlayer | None:
        """Makes others who write for this player wait until this unit ends, and moves the player's version on; None
        when the player is gone. What is decided under the lock is read after it: what was read before may be old."""
        row = self._session.execute(_LOCK_PLAYER, {"of_player": player_id}).one_or_none()
        if row is None:
            return None
        version, kinds, rome_domains = row
        self._given[player_id] = version
        return LockedPlayer(version, _wishes(kinds, rome_domains))

    def version_given(self, player_id: UUID) -> int:
        """The version that the player has once this unit is committed. Raises KeyError where it does not hold them."""
        return self._given[player_id]

    def version(self, player_id: UUID) -> int | None:
        """The number of times that the player has been locked and what was done kept; None when the player is gone."""
        return self._session.scalar(select(PlayerRow.version).where(PlayerRow.id == player_id))

    def allows_positions(self, player_id: UUID) -> bool:
        """Tells whether the player's position may be used: for whoever holds their lock, until this unit ends.

        Not part of the lock's statement: that reads the account as it was before the lock had been waited for.
        """
        return bool(self._session.scalar(_ALLOWS_POSITIONS, {"of_player": player_id}))

    def set_consent(self, account_id: UUID, consent: Consent) -> None:
        """The caller holds the lock of the account's player."""
        self._session.execute(
            update(AccountRow)
            .where(AccountRow.id == account_id)
            .values(
                consent_version=consent.version,
                consented_on=consent.given_on,
                consent_withdrawn_on=consent.withdrawn_on,
            )
        )
        if not consent.allows_positions:
            announce_refused_positions(self._session)

    def allowing_positions(self, player_ids: Collection[UUID]) -> set[UUID]:
        """Those who are there and whose position may be used."""
        allowing = (
            select(PlayerRow.id)
            .join(AccountRow, AccountRow.id == PlayerRow.account_id)
            .where(AccountRow.consent_withdrawn_on.is_(None))
            # One parameter, however many they are.
            .where(PlayerRow.id == any_(literal(list(player_ids), ARRAY(Uuid))))
        )
        return set(self._session.scalars(allowing))

    def wishes_of(self, player_ids: Collection[UUID]) -> dict[UUID, Wishes]:
        """Returns the wishes of the players, by player; those whose position may not be used are left out."""
        rows = self._session.execute(
            select(PlayerRow.id, PlayerRow.wished_kinds, PlayerRow.wished_rome_domains)
            .join(AccountRow, AccountRow.id == PlayerRow.account_id)
            .where(AccountRow.consent_withdrawn_on.is_(None))
            .where(PlayerRow.id == any_(literal(list(player_ids), ARRAY(Uuid))))
        )
        return {player_id: _wishes(kinds, rome_domains) for player_id, kinds, rome_domains in rows}

    def lock_player_of_account(self, account_id: UUID) -> LockedPlayer | None:
        """The same, by the player's account."""
        player_id = self._session.scalar(select(PlayerRow.id).where(PlayerRow.account_id == account_id))
        return self.lock_player(player_id) if player_id else None

    def lock_players(self, player_ids: Collection[UUID]) -> bool:
        """Like `lock_player` for several, always in the same order; False when one of them is gone. The others are
        locked all the same."""
        locked = [self.lock_player(player_id) for player_id in sorted(set(player_ids))]
        return None not in locked

    def age_band_of_player(self, player_id: UUID) -> AgeBand | None:
        """All that is known of the player's age; None when the player is gone."""
        return self._session.scalar(
            select(AccountRow.age_band)
            .join(PlayerRow, PlayerRow.account_id == AccountRow.id)
            .where(PlayerRow.id == player_id)
        )

    def minors_among(self, player_ids: Collection[UUID]) -> set[UUID]:
        """Those of the players who are under 18."""
        return set(
            self._session.scalars(
                select(PlayerRow.id)
                .join(AccountRow, AccountRow.id == PlayerRow.account_id)
                .where(PlayerRow.id.in_(player_ids), AccountRow.age_band != AgeBand.FROM_18)
            )
        )

    def guests_among(self, player_ids: Collection[UUID]) -> set[UUID]:
        """Those of the players who have no e-mail address."""
        return set(
            self._session.scalars(
                select(PlayerRow.id)
                .join(AccountRow, AccountRow.id == PlayerRow.account_id)
                .where(PlayerRow.id.in_(player_ids), AccountRow.is_guest)
            )
        )

    def is_guest(self, player_id: UUID) -> bool:
        """Tells whether the player has no e-mail address."""
        return bool(self.guests_among((player_id,)))

    def names(self, player_ids: Collection[UUID]) -> dict[UUID, str]:
        """Returns what players want to be called, by player id."""
        rows = self._session.execute(
            select(PlayerRow.id, AccountRow.display_name)
            .join(AccountRow, AccountRow.id == PlayerRow.account_id)
            .where(PlayerRow.id.in_(player_ids))
        )
        return {player_id: name for player_id, name in rows}  # noqa: C416 - dict(rows) has no types

    def set_wishes(self, player_id: UUID, wishes: Wishes) -> None:
        """The caller holds the player's lock."""
        self._session.execute(
            update(PlayerRow)
            .where(PlayerRow.id == player_id)
            .values(wished_kinds=sorted(wishes.kinds), wished_rome_domains=sorted(wishes.rome_domains))
        )

    def note_device(self, player_id: UUID, device_id: UUID, today: date) -> None:
        """Keeps the device, unless it is known already."""
        self._session.execute(_NOTE_DEVICE, {"player_id": player_id, "id": device_id, "first_seen_on": today})


def _player(player: PlayerRow, account: AccountRow, roles: list[str]) -> Player:
    return Player(
        id=player.id,
        account_id=account.id,
        name=account.display_name,
        language=account.language,
        is_guest=account.is_guest,
        wishes=_wishes(player.wished_kinds, player.wished_rome_domains),
        roles=frozenset(Role(role) for role in roles),
        email=account.email,
        consent=Consent(account.consent_version, account.consented_on, account.consent_withdrawn_on),
    )


def _wishes(kinds: Iterable[str], rome_domains: Iterable[str]) -> Wishes:
    return Wishes(frozenset(OfferKind(kind) for kind in kinds), frozenset(rome_domains))
