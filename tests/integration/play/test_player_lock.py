"""The lock of a player: it moves their version, and what is decided under it was read under it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import sessionmaker

from game_rules.kinds import OfferKind
from game_rules.people.players import AgeBand, Consent, Language, Player
from game_rules.people.wishes import Wishes
from game_rules.play.outcomes import FogLifted, PointsAwarded
from game_rules.refusals import RefusalReason, Refused
from server.live.campaign import CampaignSnapshot, LiveCampaign
from server.live.live import Live
from server.persistence.engine import connect
from server.persistence.unit_of_work import OpenUnit
from server.services.accounts.consent import give_consent, withdraw_consent
from server.services.accounts.sign_in_guest import NewGuest, sign_in_guest
from server.services.play.player_state import change_wishes, take_snapshot
from server.services.play.record_fixes import FixBatch, FixesRecorded, record_fixes
from server.services.territory.load_campaign import load_campaign
from tests.support.contexts import context_at
from tests.support.databases import NewDatabase
from tests.support.factories import START, fix, moment, offer
from tests.support.lock_waits import wait_for_lock_or_end
from tests.support.scenes.campaigns import store_territory

WISHES = Wishes(frozenset({OfferKind.INTERNSHIP}))


@pytest.fixture(scope="module")
def committed(new_database: NewDatabase) -> Iterator[OpenUnit]:
    """Units of work on a database of their own, where COMMIT is COMMIT."""
    engine = connect(new_database("player_lock"), pool_size=5)
    open_unit = OpenUnit(sessionmaker(engine, expire_on_commit=False))
    store_territory(open_unit, [offer(metres_north=200)])
    yield open_unit
    engine.dispose()


@pytest.fixture(scope="module")
def campaign(committed: OpenUnit) -> CampaignSnapshot:
    live = LiveCampaign()
    load_campaign(context_at(committed, live=Live(campaign=live)))
    assert live.current is not None
    return live.current


@pytest.fixture
def player(committed: OpenUnit) -> Player:
    return sign_in_guest(
        context_at(committed),
        NewGuest(name="Camille", language=Language.FRENCH, age_band=AgeBand.FROM_18, wishes=Wishes()),
    ).player


def version_of(open_unit: OpenUnit, player_id: UUID) -> int:
    with open_unit() as unit:
        version = unit._session.scalar(text("select version from player where id = :id"), {"id": player_id})
    assert isinstance(version, int)
    return version


def test_each_lock_that_is_committed_moves_the_version_by_one(committed: OpenUnit, player: Player) -> None:
    assert version_of(committed, player.id) == 0
    with committed() as unit:
        locked = unit.accounts.lock_player(player.id)
        assert locked is not None
        assert locked.version == 1
        unit.commit()
    with committed() as unit:
        unit.accounts.lock_players([player.id])
    assert version_of(committed, player.id) == 1


def test_a_change_of_wishes_or_of_consent_moves_the_version(committed: OpenUnit, player: Player) -> None:
    context = context_at(committed, player=player)
    seen = [version_of(committed, player.id)]
    for change in (
        partial(change_wishes, context, WISHES),
        partial(withdraw_consent, context),
        partial(give_consent, context, "2026-01"),
    ):
        change()
        seen.append(version_of(committed, player.id))
    assert seen == [0, 1, 2, 3]


def test_a_snapshot_says_the_version_that_it_is_of(
    committed: OpenUnit, campaign: CampaignSnapshot, player: Player
) -> None:
    context = context_at(committed, campaign=campaign, player=player)
    assert take_snapshot(context).version == 0
    change_wishes(context, WISHES)
    assert take_snapshot(context).version == 1


def test_what_is_committed_while_a_snapshot_is_read_is_not_in_it(
    committed: OpenUnit, campaign: CampaignSnapshot, player: Player
) -> None:
    context = context_at(committed, moment(10), campaign=campaign, player=player)
    walked: list[FixesRecorded] = []

    begun: list[object] = []

    def walk_meanwhile(*seen: object) -> None:
        if not begun:
            begun.append(seen)
            walked.append(record_fixes(context, FixBatch(uuid4(), (fix(seconds=9),))))

    with committed() as unit:
        engine = unit._session.get_bind()
    event.listen(engine, "after_cursor_execute", walk_meanwhile)
    before = take_snapshot(context)
    event.remove(engine, "after_cursor_execute", walk_meanwhile)
    assert walked[0].totals.cells_lifted
    assert (before.version, before.totals.cells_lifted, before.fog) == (walked[0].version - 1, 0, {})
    after = take_snapshot(context)
    assert (after.version, after.totals) == (walked[0].version, walked[0].totals)
    assert {one.version for one in walked[0].events if isinstance(one, (FogLifted, PointsAwarded))} == {after.version}


def test_of_a_lock_that_was_waited_for_the_wishes_are_those_of_now(committed: OpenUnit, player: Player) -> None:
    def wishes_under_lock() -> tuple[Wishes, int]:
        with committed() as unit:
            locked = unit.accounts.lock_player(player.id)
        assert locked is not None
        return locked.wishes, locked.version

    with ThreadPoolExecutor(1) as pool:
        with committed() as unit:
            unit.accounts.lock_player(player.id)
            unit.accounts.set_wishes(player.id, WISHES)
            waiting = pool.submit(wishes_under_lock)
            wait_for_lock_or_end(committed, waiting)
            unit.commit()
        assert waiting.result() == (WISHES, 2)


def test_a_change_of_wishes_waits_for_whoever_holds_the_player(committed: OpenUnit, player: Player) -> None:
    with ThreadPoolExecutor(1) as pool, committed() as unit:
        unit.accounts.lock_player(player.id)
        changing = pool.submit(change_wishes, context_at(committed, player=player), WISHES)
        wait_for_lock_or_end(committed, changing)
        assert not changing.done()
        unit.commit()
        changing.result()
    assert version_of(committed, player.id) == 2


def test_a_new_consent_waits_for_whoever_holds_the_player(committed: OpenUnit, player: Player) -> None:
    with ThreadPoolExecutor(1) as pool, committed() as unit:
        unit.accounts.lock_player(player.id)
        changing = pool.submit(give_consent, context_at(committed, player=player), "2026-01")
        wait_for_lock_or_end(committed, changing)
        assert not changing.done()
        unit.commit()
        changing.result()


def test_a_batch_that_waited_for_a_withdrawal_of_consent_wins_nothing(
    committed: OpenUnit, campaign: CampaignSnapshot, player: Player
) -> None:
    def walk() -> object:
        batch = FixBatch(uuid4(), tuple(fix(seconds=second) for second in range(5)))
        try:
            return record_fixes(
                context_at(committed, moment(60), campaign=campaign, live=Live(), player_id=player.id), batch
            )
        except Refused as refused:
            return refused.reason

    with ThreadPoolExecutor(1) as pool:
        with committed() as unit:
            unit.accounts.lock_player(player.id)
            withdrawn = Consent("2026-01", START.date(), withdrawn_on=START.date())
            unit.accounts.set_consent(player.account_id, withdrawn)
            walking = pool.submit(walk)
            wait_for_lock_or_end(committed, walking)
            unit.commit()
        assert walking.result() is RefusalReason.CONSENT_WITHDRAWN
    with committed() as unit:
        assert unit.achievements.fog(player.id) == {}
