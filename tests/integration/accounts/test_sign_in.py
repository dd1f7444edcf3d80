"""Signing in with a mailed code, and what becomes of the guest who does."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.orm import sessionmaker

from game_rules.limits import DEFAULT_LIMITS
from game_rules.people.limits import SIGN_IN_CODE_MINUTES, SIGN_IN_CODE_TRIES
from game_rules.people.players import AgeBand, Consent, Language, Player, Role
from game_rules.people.wishes import Wishes
from game_rules.play.fixes import Track
from game_rules.play.fog import FogBlock
from game_rules.play.points import entry_for_discovery
from game_rules.refusals import RefusalReason, Refused
from server.live.live import Live
from server.live.walkers import Walkers
from server.persistence.engine import connect
from server.services.accounts.consent import give_consent, withdraw_consent
from server.services.accounts.grant_organiser import grant_organiser
from server.services.accounts.sessions import end_all_sessions, end_session, open_sessions, signed_in_by
from server.services.accounts.sign_in import Profile
from server.services.accounts.sign_in_guest import NewGuest, SignInResult, sign_in_guest
from server.services.context import SignedIn
from server.services.play.forget_walkers import forget_walkers
from server.services.ports import OpenUnit
from server.services.privacy.erase_account import erase_account
from tests.support.contexts import context_at
from tests.support.databases import NewDatabase
from tests.support.factories import START, offer
from tests.support.scenes.campaigns import store_territory
from tests.support.scenes.signing_in import ZOE, code_for, come_in, enter, guest, holder_of

TODAY = START.date()
BAKERY = offer()
BLOCK = FogBlock(8316, 5525)
DEVICE = UUID("0190b6a0-0000-7000-8000-00000000d001")


def win(open_unit: OpenUnit, player: Player, *, mask: int, day: date = TODAY, bakery: bool = False) -> None:
    with open_unit() as unit:
        unit.achievements.lift(player.id, {BLOCK: mask})
        if bakery:
            unit.achievements.add_discoveries(player.id, {BAKERY.id: day})
            unit.achievements.add_entries(player.id, [entry_for_discovery(BAKERY.id, day)])
        unit.commit()


def why(refused: "pytest.ExceptionInfo[Refused]") -> RefusalReason:
    return refused.value.reason


def test_a_code_lets_its_reader_in_once(open_unit: OpenUnit) -> None:
    code = code_for(open_unit)
    arrived = enter(open_unit, code)

    assert (arrived.player.name, arrived.player.email, arrived.player.is_guest) == ("Zoé", ZOE, False)
    assert arrived.player.roles == {Role.PLAYER}
    assert holder_of(open_unit, arrived.token).player == arrived.player
    with pytest.raises(Refused) as refused:
        enter(open_unit, code)
    assert why(refused) is RefusalReason.CODE_INVALID


def test_the_same_address_is_the_same_player(open_unit: OpenUnit) -> None:
    first, again = come_in(open_unit), come_in(open_unit)
    assert first.player == again.player
    assert first.token != again.token


@pytest.mark.parametrize(
    ("minutes", "works"), [(SIGN_IN_CODE_MINUTES - 0.1, True), (SIGN_IN_CODE_MINUTES + 0.1, False)]
)
def test_a_code_works_for_ten_minutes(open_unit: OpenUnit, minutes: float, *, works: bool) -> None:
    code = code_for(open_unit)
    if works:
        enter(open_unit, code, minutes=minutes)
        return
    with pytest.raises(Refused) as refused:
        enter(open_unit, code, minutes=minutes)
    assert why(refused) is RefusalReason.CODE_INVALID


@pytest.mark.parametrize(("mistakes", "works"), [(SIGN_IN_CODE_TRIES - 1, True), (SIGN_IN_CODE_TRIES, False)])
def test_a_code_can_be_tried_five_times(open_unit: OpenUnit, mistakes: int, *, works: bool) -> None:
    code = code_for(open_unit)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _ in range(mistakes):
        with pytest.raises(Refused):
            enter(open_unit, wrong)
    if works:
        enter(open_unit, code)
        return
    with pytest.raises(Refused) as refused:
        enter(open_unit, code)
    assert why(refused) is RefusalReason.CODE_INVALID


def test_a_code_opens_no_other_address(open_unit: OpenUnit) -> None:
    code = code_for(open_unit)
    code_for(open_unit, "lea@example.org", minutes=0.1)
    with pytest.raises(Refused):
        enter(open_unit, code, "lea@example.org")


def test_somebody_new_is_asked_for_a_profile_and_the_code_still_works(open_unit: OpenUnit) -> None:
    code = code_for(open_unit)
    for _ in range(SIGN_IN_CODE_TRIES + 1):
        with pytest.raises(Refused) as refused:
            enter(open_unit, code, profile=Profile(Language.FRENCH))
        assert why(refused) is RefusalReason.PROFILE_NEEDED
    enter(open_unit, code)


def test_of_a_child_nothing_is_kept(open_unit: OpenUnit, connection: Connection) -> None:
    code = code_for(open_unit)
    with pytest.raises(Refused) as refused:
        enter(open_unit, code, profile=Profile(Language.FRENCH, AgeBand.UNDER_15, "Tom"))
    assert why(refused) is RefusalReason.TOO_YOUNG
    for table in ("account", "sign_in_code", "mail_outbox"):
        assert connection.scalar(text(f"select count(*) from {table}")) == 0  # noqa: S608 - the test's own words


def test_a_guest_who_signs_in_keeps_everything(open_unit: OpenUnit) -> None:
    store_territory(open_unit, [BAKERY])
    camille = guest(open_unit)
    win(open_unit, camille.player, mask=0b1011, bakery=True)
    with open_unit() as unit:
        before = unit.achievements.winnings(camille.player.id)

    arrived = come_in(open_unit, current=camille, profile=Profile(Language.FRENCH))

    assert arrived.player.id == camille.player.id
    assert arrived.player.name == "Camille"
    assert (arrived.player.email, arrived.player.is_guest) == (ZOE, False)
    with open_unit() as unit:
        assert unit.achievements.winnings(arrived.player.id) == before
        assert unit.accounts.player(arrived.player.id) == arrived.player


def test_the_session_that_signs_in_ends_and_a_new_one_begins(open_unit: OpenUnit) -> None:
    arrived = sign_in_guest(
        context_at(
            open_unit,
        ),
        NewGuest(name="Camille", language=Language.FRENCH, age_band=AgeBand.FROM_18, wishes=Wishes()),
    )
    again = come_in(open_unit, current=holder_of(open_unit, arrived.token))
    assert signed_in_by(context_at(open_unit), arrived.token) is None
    assert holder_of(open_unit, again.token).player.id == arrived.player.id


def test_guest_and_account_become_one_player(open_unit: OpenUnit) -> None:
    store_territory(open_unit, [BAKERY])
    zoe = come_in(open_unit).player
    win(open_unit, zoe, mask=0b0110, bakery=True)
    camille = guest(open_unit)
    win(open_unit, camille.player, mask=0b1100, day=TODAY - timedelta(days=1), bakery=True)

    arrived = come_in(open_unit, current=camille)

    assert arrived.player == zoe
    with open_unit() as unit:
        assert unit.accounts.player(camille.player.id) is None
        won = unit.achievements.winnings(zoe.id)
        wishes = unit.accounts.player(zoe.id)
    assert won.fog == {BLOCK: 0b1110}
    assert won.discoveries[BAKERY.id].discovered_on == TODAY - timedelta(days=1)
    assert [entry.points for entry in won.ledger.values()] == [DEFAULT_LIMITS.points_discovery]
    assert wishes is not None
    assert wishes.wishes == Wishes()


def test_somebody_who_signs_in_as_another_takes_nothing_along(open_unit: OpenUnit) -> None:
    zoe = come_in(open_unit)
    lea = come_in(open_unit, "lea@example.org", current=holder_of(open_unit, zoe.token))
    assert lea.player.id != zoe.player.id
    with open_unit() as unit:
        assert unit.accounts.player(zoe.player.id) is not None


def test_a_withdrawal_survives_a_merge_and_a_new_consent_ends_it(open_unit: OpenUnit) -> None:
    zoe = come_in(open_unit).player
    camille = guest(open_unit, consent_version="2026-06")
    withdraw_consent(context_at(open_unit, live=Live(walkers=Walkers()), player=zoe))

    merged = come_in(open_unit, current=camille).player
    assert merged.consent == Consent("2026-06", TODAY, withdrawn_on=TODAY)
    give_consent(context_at(open_unit, player=merged), "2026-07")
    with open_unit() as unit:
        again = unit.accounts.player(merged.id)
    assert again is not None
    assert again.consent == Consent("2026-07", TODAY)


def test_every_server_forgets_where_somebody_walked_who_allows_it_no_longer(open_unit: OpenUnit) -> None:
    zoe, lea, leaving = (come_in(open_unit, f"{name}@example.org").player for name in ("zoe", "lea", "leaving"))
    here, elsewhere = Walkers(), Walkers()
    for player in (zoe, lea, leaving):
        elsewhere.keep_track(player.id, DEVICE, Track())
    withdraw_consent(context_at(open_unit, live=Live(walkers=here), player=zoe))
    erase_account(context_at(open_unit, live=Live(walkers=here), player=leaving))
    forget_walkers(context_at(open_unit, live=Live(walkers=elsewhere)))
    assert elsewhere.players() == {lea.id}


def test_sessions_are_listed_and_ended_by_their_owner_only(open_unit: OpenUnit) -> None:
    zoe, phone = come_in(open_unit), come_in(open_unit, device_label="Safari, iPhone")
    lea = come_in(open_unit, "lea@example.org")
    listed = open_sessions(context_at(open_unit, account_id=zoe.player.account_id))
    assert {one.device_label for one in listed} == {"Firefox, Android", "Safari, iPhone"}
    assert {one.last_used_on for one in listed} == {START.date()}

    of_phone = holder_of(open_unit, phone.token)
    with pytest.raises(Refused) as refused:
        end_session(context_at(open_unit, account_id=lea.player.account_id), of_phone.session_id)
    assert why(refused) is RefusalReason.NO_SUCH_SESSION
    end_session(context_at(open_unit, account_id=zoe.player.account_id), of_phone.session_id)
    assert signed_in_by(context_at(open_unit), phone.token) is None
    assert signed_in_by(context_at(open_unit), zoe.token) is not None

    end_all_sessions(context_at(open_unit, account_id=zoe.player.account_id))
    assert signed_in_by(context_at(open_unit), zoe.token) is None
    assert signed_in_by(context_at(open_unit), lea.token) is not None


def test_use_moves_a_session_on_once_a_day(open_unit: OpenUnit) -> None:
    zoe = come_in(open_unit)
    tomorrow = START + timedelta(days=1)
    assert signed_in_by(context_at(open_unit, tomorrow), zoe.token) is not None
    (session,) = open_sessions(context_at(open_unit, tomorrow, account_id=zoe.player.account_id))
    assert session.last_used_on == tomorrow.date()
    assert session.expires_at == tomorrow + timedelta(days=180)


def test_an_organiser_is_appointed_once_with_or_without_an_account(open_unit: OpenUnit) -> None:
    come_in(open_unit)
    for email in (ZOE, "mairie@example.org"):
        assert grant_organiser(context_at(open_unit), email, "Mairie")
        assert not grant_organiser(context_at(open_unit), email, "Mairie")
        assert come_in(open_unit, email).player.roles == {Role.PLAYER, Role.ORGANISER}


@pytest.fixture(scope="module")
def committed(new_database: NewDatabase) -> Iterator[OpenUnit]:
    """Units of work where COMMIT is COMMIT."""
    engine = connect(new_database("sign_in"), pool_size=8)
    sessions = sessionmaker(engine, expire_on_commit=False)
    store_territory(OpenUnit(sessions), [BAKERY])
    yield OpenUnit(sessions)
    engine.dispose()


def test_two_guests_who_sign_in_with_one_code_at_once_are_one_winner(committed: OpenUnit) -> None:
    for round_number in range(5):
        email = f"race{round_number}@example.org"
        code = code_for(committed, email)
        guests = [guest(committed, name=f"Guest {number}") for number in range(4)]

        def try_to(one: SignedIn, code: str = code, email: str = email) -> SignInResult | None:
            try:
                return enter(committed, code, email, current=one)
            except Refused:
                return None

        with ThreadPoolExecutor(4) as pool:
            arrived = [one for one in pool.map(try_to, guests) if one is not None]
        assert len(arrived) == 1


def test_guests_who_merge_into_one_account_one_after_the_other_lose_nothing(committed: OpenUnit) -> None:
    zoe = come_in(committed).player
    guests = [guest(committed) for _ in range(4)]
    for number, one in enumerate(guests):
        win(committed, one.player, mask=1 << number, bakery=True)

    for one in guests:
        come_in(committed, current=one)
    with committed() as unit:
        assert unit.achievements.winnings(zoe.id).fog == {BLOCK: 0b1111}
        assert unit.achievements.totals(zoe.id).points == DEFAULT_LIMITS.points_discovery
