"""Winnings change under the player's lock alone, also where another listing comes to stand for a found offer."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.orm import sessionmaker

from game_rules.people.players import AgeBand, Language
from game_rules.people.wishes import Wishes
from game_rules.play.outcomes import OfferDiscovered
from game_rules.play.points import entry_for_discovery, entry_for_new_domain
from game_rules.play.posters import ScanResult
from game_rules.play.winnings import Discovery
from server.adapters.signer import LinkSigner
from server.live.campaign import CampaignSnapshot, LiveCampaign
from server.live.live import Live
from server.persistence.engine import connect
from server.persistence.unit_of_work import OpenUnit
from server.services.accounts.sign_in_guest import NewGuest, sign_in_guest
from server.services.links import Links
from server.services.play.player_state import read_totals
from server.services.play.record_fixes import FixBatch, record_fixes
from server.services.play.scan_poster import scan_poster
from server.services.public.posters import poster_of
from server.services.territory.load_campaign import load_campaign
from tests.support.contexts import context_at
from tests.support.databases import NewDatabase
from tests.support.factories import START, fix, moment, offer
from tests.support.lock_waits import wait_for_lock_or_end
from tests.support.scenes.campaigns import store_territory
from tests.support.scenes.organisations import OrganisationScene

CANONICAL = offer(title="Vente en boulangerie", metres_north=200)
DUPLICATE = offer(title="Vente en boulangerie (H/F)", metres_north=200)
TODAY = START.date()


@pytest.fixture(scope="module")
def committed(new_database: NewDatabase) -> Iterator[OpenUnit]:
    """Two listings of one job, on a database of their own, where COMMIT is COMMIT."""
    engine = connect(new_database("winnings_races"), pool_size=5)
    open_unit = OpenUnit(sessionmaker(engine, expire_on_commit=False))
    store_territory(open_unit, [CANONICAL, DUPLICATE])
    listed = (
        "update offer set source = 'csv', source_id = '1', source_name = 'liste', source_created_at = published_at, "
        "source_updated_at = published_at, source_details = '{}' where id = :id"
    )
    with engine.begin() as connection:
        connection.execute(text("update offer set published_at = :now"), {"now": START})
        connection.execute(text(listed), {"id": DUPLICATE.id})
    yield open_unit
    engine.dispose()


def load(open_unit: OpenUnit) -> CampaignSnapshot:
    live = LiveCampaign()
    assert load_campaign(context_at(open_unit, live=Live(campaign=live)))
    assert live.current is not None
    return live.current


@pytest.fixture(scope="module")
def campaign(committed: OpenUnit) -> CampaignSnapshot:
    loaded = load(committed)
    assert loaded.canonical_by_duplicate == {DUPLICATE.id: CANONICAL.id}
    return loaded


@pytest.fixture
def finder(committed: OpenUnit) -> UUID:
    """A player who has found the duplicate, and was paid for it."""
    player_id = sign_in_guest(
        context_at(committed),
        NewGuest(name="Camille", language=Language.FRENCH, age_band=AgeBand.FROM_18, wishes=Wishes()),
    ).player.id
    with committed() as unit:
        unit.accounts.lock_player(player_id)
        unit.achievements.add_discoveries(player_id, {DUPLICATE.id: TODAY})
        domain = CANONICAL.rome_domain
        assert domain is not None
        unit.achievements.add_entries(
            player_id, [entry_for_discovery(DUPLICATE.id, TODAY), entry_for_new_domain(domain, TODAY)]
        )
        unit.commit()
    return player_id


def discoveries(open_unit: OpenUnit, player_id: UUID) -> dict[UUID, Discovery]:
    with open_unit() as unit:
        return dict(unit.achievements.discoveries(player_id))


def test_a_visit_that_is_being_written_comes_along_to_the_listing_that_stands_for_it(
    committed: OpenUnit, finder: UUID
) -> None:
    with ThreadPoolExecutor(1) as pool, committed() as walking:
        walking.accounts.lock_player(finder)
        loading = pool.submit(load, committed)
        wait_for_lock_or_end(committed, loading)
        walking.achievements.add_visits(finder, {DUPLICATE.id: TODAY})
        walking.commit()
        loading.result()
    assert discoveries(committed, finder) == {CANONICAL.id: Discovery(TODAY, TODAY)}


def test_who_saves_an_offer_meanwhile_keeps_the_listing_that_stands_for_it(committed: OpenUnit, finder: UUID) -> None:
    with ThreadPoolExecutor(1) as pool, committed() as saving:
        saving.accounts.lock_player(finder)
        loading = pool.submit(load, committed)
        wait_for_lock_or_end(committed, loading)
        saving.saved_offers.save(finder, DUPLICATE.id, TODAY)
        saving.commit()
        loading.result()
    with committed() as unit:
        assert unit.saved_offers.of_player(finder) == {CANONICAL.id: TODAY}


def test_a_job_that_was_found_by_another_listing_is_paid_once(
    committed: OpenUnit, campaign: CampaignSnapshot, finder: UUID
) -> None:
    # No server has come to hand the discovery on yet.
    before = read_totals(context_at(committed), finder)
    fixes = tuple(fix(metres_north=metres, seconds=metres * 0.4, accuracy_m=5) for metres in range(0, 300, 10))
    context = context_at(committed, moment(120), campaign=campaign, live=Live(), player_id=finder)
    recorded = record_fixes(context, FixBatch(uuid4(), fixes))
    assert [event for event in recorded.events if isinstance(event, OfferDiscovered)] == []
    assert recorded.totals.offers_discovered == before.offers_discovered == 1
    with committed() as unit:
        lines = [entry for entry in unit.achievements.ledger(finder) if entry.rule.value in {"discovery", "new_domain"}]
    assert sum(entry.points for entry in lines) == before.points
    assert discoveries(committed, finder) == {CANONICAL.id: Discovery(TODAY, None)}


def test_a_poster_of_a_job_that_was_visited_by_another_listing_pays_nothing(
    committed: OpenUnit, campaign: CampaignSnapshot, finder: UUID
) -> None:
    with committed() as unit:
        unit.accounts.lock_player(finder)
        unit.achievements.add_visits(finder, {DUPLICATE.id: TODAY})
        unit.commit()
    links = Links(LinkSigner(b"for tests", lambda: START), "https://play.example.org")
    member = OrganisationScene(committed).account()
    with committed() as unit:
        unit.organisations.add_member(CANONICAL.organisation.id, member.account_id, TODAY, is_owner=True)
        unit.commit()
    sheet = poster_of(context_at(committed, campaign=campaign, links=links, account_id=member.account_id), CANONICAL.id)
    token = sheet.code_url.rpartition("/")[2]
    before = read_totals(context_at(committed), finder)
    context = context_at(committed, campaign=campaign, links=links, player_id=finder)
    scanned = scan_poster(context, token, fix(metres_north=200))
    assert scanned.result is ScanResult.ALREADY_VISITED
    assert read_totals(context_at(committed), finder) == before
