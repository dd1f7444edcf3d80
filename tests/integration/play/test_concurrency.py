"""Several connections at once, on rows that are really committed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import sessionmaker

from game_rules.limits import DEFAULT_LIMITS
from game_rules.people.players import AgeBand, Language
from game_rules.people.wishes import Wishes
from game_rules.play.posters import ScanResult
from server.adapters.signer import LinkSigner
from server.live.campaign import LiveCampaign
from server.live.jokers import LiveJokers
from server.live.live import Live
from server.live.walkers import Walkers
from server.persistence.engine import connect
from server.persistence.unit_of_work import StorageUnavailable, UnitOfWork
from server.services.accounts.sign_in_guest import NewGuest, sign_in_guest
from server.services.links import Links
from server.services.play.player_state import read_totals
from server.services.play.record_fixes import FixBatch, record_fixes
from server.services.play.scan_poster import scan_poster
from server.services.ports import OpenUnit
from server.services.public.posters import poster_of
from server.services.territory.load_campaign import load_campaign
from server.services.track_seal import track_seal
from tests.support.contexts import context_at
from tests.support.databases import NewDatabase
from tests.support.factories import START, fix, moment, offer
from tests.support.scenes.campaigns import store_territory
from tests.support.scenes.organisations import OrganisationScene


@pytest.fixture(scope="module")
def committed(new_database: NewDatabase) -> Iterator[OpenUnit]:
    """Units of work on a database of their own, where COMMIT is COMMIT."""
    engine: Engine = connect(new_database("concurrency"), pool_size=8)
    sessions = sessionmaker(engine, expire_on_commit=False)
    store_territory(OpenUnit(sessions), [offer(metres_north=200)])
    yield OpenUnit(sessions)
    engine.dispose()


def _guest(open_unit: OpenUnit) -> UUID:
    return sign_in_guest(
        context_at(
            open_unit,
        ),
        NewGuest(name="Camille", language=Language.FRENCH, age_band=AgeBand.FROM_18, wishes=Wishes()),
    ).player.id


def test_eight_devices_sending_the_same_walk_at_once_win_it_once(committed: OpenUnit) -> None:
    live = LiveCampaign()
    load_campaign(context_at(committed, live=Live(campaign=live)))
    fixes = tuple(fix(metres_north=metres, seconds=metres * 0.4, accuracy_m=5) for metres in range(0, 300, 10))
    # Else those that begin last in a day win nothing, and what they lift first is paid to nobody.
    limits = replace(DEFAULT_LIMITS, day_starts_max=9)

    def play(player_id: UUID) -> None:
        device, walkers = uuid4(), Walkers()
        for start in range(0, len(fixes), 5):
            batch = FixBatch(device, fixes[start : start + 5])
            seal = track_seal(committed)
            record_fixes(
                context_at(
                    committed,
                    moment(600),
                    campaign=live.current,
                    track_seal=seal,
                    limits=limits,
                    live=Live(walkers=walkers, jokers=LiveJokers()),
                    player_id=player_id,
                ),
                batch,
            )

    alone = _guest(committed)
    play(alone)
    together = _guest(committed)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(play, [together] * 8))

    assert read_totals(context_at(committed), together) == read_totals(context_at(committed), alone)


def test_eight_scans_of_one_poster_at_once_are_one_visit(committed: OpenUnit) -> None:
    live, links = LiveCampaign(), Links(LinkSigner(b"for tests", lambda: START), "https://play.example.org")
    load_campaign(context_at(committed, live=Live(campaign=live)))
    bakery, member, player = offer(metres_north=200), OrganisationScene(committed).account(), _guest(committed)
    with committed() as unit:
        unit.organisations.add_member(bakery.organisation.id, member.account_id, START.date(), is_owner=True)
        unit.commit()

    def token(_: int) -> str:
        sheet = poster_of(
            context_at(committed, campaign=live.current, links=links, account_id=member.account_id), bakery.id
        )
        return sheet.code_url.rpartition("/")[2]

    def scan(code: str) -> ScanResult:
        at_door = fix(metres_north=200)
        return scan_poster(
            context_at(committed, campaign=live.current, links=links, player_id=player), code, at_door
        ).result

    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(token, range(8)))
        results = list(pool.map(scan, codes))

    assert len(set(codes)) == 1
    assert sorted(results) == [ScanResult.ALREADY_VISITED] * 7 + [ScanResult.VISITED]
    won = DEFAULT_LIMITS.points_discovery + DEFAULT_LIMITS.points_new_domain + DEFAULT_LIMITS.points_visit
    assert read_totals(context_at(committed), player).points == won


def test_a_database_that_is_gone_is_told_apart_from_a_mistake(new_database: NewDatabase) -> None:
    engine = connect(new_database("gone").replace("test_gone", "test_never_made"), pool_size=1)
    with pytest.raises(StorageUnavailable), UnitOfWork(sessionmaker(engine)) as unit:
        unit.ping()
