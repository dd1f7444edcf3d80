"""Offers of a feed from the file to the map, on a real database: again and again it comes to the same."""

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid5

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.orm import sessionmaker

from game_rules.feeds import FeedOffer, FeedRow, RejectedRow, Rejection
from game_rules.offers.findable import HiddenReason
from game_rules.offers.limits import FEED_OFFER_DAYS
from game_rules.offers.offer import LocationPrecision, OfferSource
from game_rules.people.players import AgeBand, Language
from game_rules.people.wishes import Wishes
from game_rules.play.offer_changes import compare_offers
from game_rules.play.outcomes import OffersChanged
from game_rules.territory.territory import Place, PlaceKind
from server.adapters.feeds.france_travail import SavedSearch
from server.adapters.feeds.job_posting import job_postings
from server.live.campaign import CampaignSnapshot, LiveCampaign
from server.live.live import Live
from server.live.walkers import Walkers
from server.persistence.engine import connect
from server.persistence.unit_of_work import OpenUnit
from server.schemas.play import OfferOut, SourceOut
from server.services.accounts.sign_in_guest import NewGuest, sign_in_guest
from server.services.feeds.import_feeds import import_feeds
from server.services.feeds.import_offers import ROWS_PER_BATCH, ImportOptions, ImportReport, import_offers
from server.services.play.campaign_changes import campaign_change, offers_shown
from server.services.play.player_state import found_offers
from server.services.territory.load_campaign import load_campaign
from server.services.territory.store_territory import store_places
from tests.support.contexts import context_at
from tests.support.databases import NewDatabase
from tests.support.factories import START, offer, place
from tests.support.outside.france_travail import EVERY_FIELD, PLAIN, answer_of, changed
from tests.support.scenes.campaigns import EAST_INSEE, WEST_INSEE, store_territory

TODAY = START.date()
TOWN_HALL = Place(
    uuid5(offer().id, "mairie"), "Mairie", PlaceKind.TOWN_HALL, place(metres_north=700), 50, WEST_INSEE, "-"
)
STATION = Place(uuid5(offer().id, "gare"), "Gare", PlaceKind.STATION, place(metres_east=900), 50, EAST_INSEE, "-")


@pytest.fixture
def campaign_of(open_unit: OpenUnit) -> OpenUnit:
    store_territory(open_unit, [offer()])
    store_places(context_at(open_unit), [TOWN_HALL, STATION])
    return open_unit


def rows_of(*offers: Any) -> list[FeedRow]:
    return list(SavedSearch(BytesIO(answer_of(offers))))


def bring_in(
    open_unit: OpenUnit, rows: Sequence[FeedRow] | Iterator[FeedRow], *, day: date = TODAY, **options: Any
) -> ImportReport:
    return import_offers(context_at(open_unit), OfferSource.FRANCE_TRAVAIL, rows, ImportOptions(day, **options))


def outcome(report: ImportReport) -> tuple[int, int, int, int]:
    return report.created, report.updated, report.unchanged, report.rejected.total()


def current(open_unit: OpenUnit, days_later: int = 0) -> CampaignSnapshot:
    live = LiveCampaign()
    assert load_campaign(context_at(open_unit, START + timedelta(days=days_later), live=Live(campaign=live)))
    assert live.current is not None
    return live.current


def stored(connection: Connection) -> list[Any]:
    return list(connection.execute(text("select * from offer where source is not null order by id")).all())


def transitions(connection: Connection) -> list[tuple[str | None, str, str]]:
    rows = connection.execute(text("select action, actor, to_state from offer_transition order by id")).all()
    return [(action, actor, to_state) for action, actor, to_state in rows]


MIXED = [
    EVERY_FIELD,
    changed(PLAIN, id="dept", lieuTravail={"libelle": "62 - Pas-de-Calais"}),
    changed(PLAIN, id="paris", lieuTravail={"libelle": "75 - PARIS 02", "commune": "75102"}),
    changed(PLAIN, id="named", lieuTravail={"libelle": "62 - LENS"}),
    changed(PLAIN, id="east", lieuTravail={"libelle": "62 - SALLAUMINES", "commune": EAST_INSEE}),
    changed(PLAIN, id="old", dateCreation="2026-01-01T08:00:00Z"),
    changed(PLAIN, id="untitled", intitule=None),
    EVERY_FIELD,
]


def test_a_search_is_stored_once_with_a_reason_for_each_row_that_is_not(
    campaign_of: OpenUnit, connection: Connection
) -> None:
    rejected: list[RejectedRow] = []
    first = bring_in(campaign_of, rows_of(*MIXED), on_rejected=rejected.append)
    assert outcome(first) == (6, 0, 0, 2)
    assert [(row.row, row.source_id, row.reason) for row in rejected] == [
        (7, "untitled", Rejection.TITLE_MISSING),
        (8, "100AAAA", Rejection.REPEATED),
    ]
    assert first.findable == 2
    assert first.hidden == {
        HiddenReason.PLACE_UNKNOWN: 1,
        HiddenReason.OUT_OF_TERRITORY: 1,
        HiddenReason.NO_PUBLIC_PLACE: 1,
        HiddenReason.OUT_OF_DATE: 1,
    }
    assert first.expired == 1

    before, moves = stored(connection), transitions(connection)
    second = bring_in(campaign_of, rows_of(*MIXED))
    assert outcome(second) == (0, 0, 6, 2)
    assert second.expired == 0
    assert stored(connection) == before
    assert transitions(connection) == moves
    assert moves.count((None, "feed", "published")) == 5


def test_what_the_world_shows_is_what_the_report_counts_as_findable(campaign_of: OpenUnit) -> None:
    report = bring_in(campaign_of, rows_of(*MIXED))
    campaign = current(campaign_of)
    found = {one.id: one for one in campaign.offers.by_id.values() if one.id != offer().id}
    expected = {row.id for row in rows_of(EVERY_FIELD, MIXED[3]) if isinstance(row, FeedOffer)}
    assert found.keys() == expected
    assert report.findable == len(found)
    for one in found.values():
        assert one.position == TOWN_HALL.position
        assert one.location_precision is LocationPrecision.COMMUNE
        assert one.commune_name == "Lens"


def test_a_dry_run_says_the_same_and_keeps_nothing(campaign_of: OpenUnit, connection: Connection) -> None:
    dry = bring_in(campaign_of, rows_of(*MIXED), dry_run=True)
    assert stored(connection) == []
    assert transitions(connection) == []
    assert dry == bring_in(campaign_of, rows_of(*MIXED))


def test_a_changed_offer_is_updated_and_an_older_version_changes_nothing(
    campaign_of: OpenUnit, connection: Connection
) -> None:
    bring_in(campaign_of, rows_of(EVERY_FIELD))
    newer = changed(EVERY_FIELD, intitule="Autre titre", dateActualisation="2026-06-01T10:00:00Z")
    assert outcome(bring_in(campaign_of, rows_of(newer))) == (0, 1, 0, 0)
    assert outcome(bring_in(campaign_of, rows_of(EVERY_FIELD))) == (0, 0, 1, 0)
    [row] = stored(connection)
    assert row.title == "Autre titre"


def test_an_offer_expires_after_its_last_day_and_comes_back_when_it_is_made_anew(
    campaign_of: OpenUnit, connection: Connection
) -> None:
    rows = rows_of(EVERY_FIELD)
    last_day = date(2026, 5, 20) + timedelta(days=FEED_OFFER_DAYS)
    assert bring_in(campaign_of, rows, day=last_day).expired == 0
    over = bring_in(campaign_of, [], day=last_day + timedelta(days=1))
    assert over.expired == 1
    assert len(current(campaign_of).offers.by_id) == 1

    anew = changed(EVERY_FIELD, dateCreation="2026-07-20T08:00:00Z", dateActualisation="2026-07-20T08:00:00Z")
    bring_in(campaign_of, rows_of(anew), day=last_day + timedelta(days=1))
    assert transitions(connection) == [
        (None, "feed", "published"),
        ("expire", "feed", "expired"),
        ("extend", "feed", "published"),
    ]
    assert len(current(campaign_of, days_later=60).offers.by_id) == 2


@pytest.mark.parametrize("state", ["withdrawn", "filled", "paused"])
def test_a_feed_brings_nothing_back_that_people_took_away(
    campaign_of: OpenUnit, connection: Connection, state: str
) -> None:
    bring_in(campaign_of, rows_of(EVERY_FIELD))
    connection.execute(text("update offer set state = :state where source is not null"), {"state": state})
    bring_in(campaign_of, rows_of(changed(EVERY_FIELD, intitule="Encore", dateActualisation="2026-06-01T10:00:00Z")))
    [row] = stored(connection)
    assert (row.state, row.title) == (state, "Encore")
    assert current(campaign_of).offers.by_id.keys() == {offer().id}


class PowerCutError(Exception):
    """The run ends here."""


def test_a_run_that_is_cut_off_and_run_again_comes_to_the_same(campaign_of: OpenUnit, connection: Connection) -> None:
    count = 2 * ROWS_PER_BATCH + 10
    rows = rows_of(*(changed(PLAIN, id=f"id-{number}") for number in range(count)))

    def cut_off() -> Iterator[FeedRow]:
        yield from rows[: ROWS_PER_BATCH + 5]
        raise PowerCutError

    with pytest.raises(PowerCutError):
        bring_in(campaign_of, cut_off())
    assert len(stored(connection)) == ROWS_PER_BATCH
    again = bring_in(campaign_of, rows)
    assert outcome(again) == (count - ROWS_PER_BATCH, 0, ROWS_PER_BATCH, 0)
    assert len(stored(connection)) == count
    assert outcome(bring_in(campaign_of, rows)) == (0, 0, count, 0)


def test_two_imports_of_one_source_at_once_come_to_the_same_as_one(new_database: NewDatabase) -> None:
    engine = connect(new_database("two_imports"), pool_size=4)
    sessions = sessionmaker(engine, expire_on_commit=False)
    open_unit = OpenUnit(sessions)
    store_territory(open_unit, [offer()])
    count = ROWS_PER_BATCH + 100
    rows = rows_of(*(changed(PLAIN, id=f"id-{number}") for number in range(count)))
    with ThreadPoolExecutor(2) as pool:
        # In opposite orders: whoever locked row by row would wait for the other in a circle.
        reports = list(pool.map(lambda some: bring_in(open_unit, some), (rows, rows[::-1])))
    with engine.connect() as connection:
        assert len(stored(connection)) == count
        assert transitions(connection) == [(None, "feed", "published")] * count
    engine.dispose()
    assert sum(report.created for report in reports) == count
    assert all(outcome(report)[1:] == (0, count - report.created, 0) for report in reports)


class _BrokenFeed:
    """A feed whose reader has a mistake."""

    name, source = "broken", OfferSource.JOB_POSTING

    def open(self, _communes: object, _now: object) -> Any:
        raise KeyError("a field that nobody expected to be missing")


def test_a_reader_with_a_mistake_keeps_no_other_feed_from_its_turn(
    campaign_of: OpenUnit, caplog: pytest.LogCaptureFixture
) -> None:
    class Second(_BrokenFeed):
        name = "gone"

        def open(self, _communes: object, _now: object) -> Any:
            raise FileNotFoundError

    reports = import_feeds(lambda: context_at(campaign_of), [_BrokenFeed(), Second()])
    assert reports == {"broken": None, "gone": None}
    assert "feed broken: its reader broke" in caplog.text
    assert "feed gone: cannot be read" in caplog.text


def test_no_more_than_a_batch_is_read_ahead(campaign_of: OpenUnit) -> None:
    read = 0
    ahead: list[int] = []

    def counted() -> Iterator[FeedRow]:
        nonlocal read
        for row in rows_of(*(changed(PLAIN, id=f"id-{number}") for number in range(3 * ROWS_PER_BATCH))):
            read += 1
            yield row

    bring_in(campaign_of, counted(), on_batch=lambda report: ahead.append(read - report.rows))
    assert ahead == [0, 0, 0]


def test_loading_the_territory_again_publishes_nothing_that_was_taken_away(
    campaign_of: OpenUnit, connection: Connection
) -> None:
    connection.execute(text("update offer set state = 'filled'"))
    store_territory(campaign_of, [offer(), offer(title="Une autre")])
    assert current(campaign_of).offers.by_id.keys() == {offer(title="Une autre").id}


def test_the_postings_of_a_page_are_stored_beside_those_of_other_sources(
    campaign_of: OpenUnit, connection: Connection
) -> None:
    page = json.dumps(
        [
            {
                "@type": "JobPosting",
                "title": f"Offre {number}",
                "identifier": "100AAAA",
                "datePosted": "2026-05-20",
                "hiringOrganization": employer,
                "jobLocation": {"address": {"addressLocality": "Lens", "postalCode": "62300"}},
            }
            for number, employer in enumerate(["Les Fleurs", "Les Fleurs", "Le Garage", None])
        ]
    )
    bring_in(campaign_of, rows_of(EVERY_FIELD))
    for created, unchanged in ((2, 0), (0, 2)):
        report = import_offers(
            context_at(campaign_of), OfferSource.JOB_POSTING, job_postings(page, "file:///page"), ImportOptions(TODAY)
        )
        assert outcome(report) == (created, 0, unchanged, 2)
        assert report.rejected == {Rejection.REPEATED: 1, Rejection.EMPLOYER_MISSING: 1}
        assert report.findable == 2
    assert len(stored(connection)) == 3
    assert len(current(campaign_of).offers.by_id) == 4


def page_of(**fields: Any) -> str:
    """The offer of `EVERY_FIELD` as its employer's own page has it."""
    return json.dumps(
        {
            "@type": "JobPosting",
            "title": "FLEURISTE F/H",
            "datePosted": "2026-05-25",
            "hiringOrganization": "LES FLEURS D'ESSAI",
            "url": "https://fleurs.example/emploi",
            "jobLocation": {"address": {"addressLocality": "Lens", "postalCode": "62300"}},
            **fields,
        }
    )


def bring_page_in(open_unit: OpenUnit, page: str, **options: Any) -> ImportReport:
    rows = job_postings(page, "https://fleurs.example/")
    return import_offers(context_at(open_unit), OfferSource.JOB_POSTING, rows, ImportOptions(TODAY, **options))


def found_sources(open_unit: OpenUnit) -> list[OfferSource]:
    return sorted(one.source for one in current(open_unit).offers.by_id.values() if one.source)


@pytest.mark.parametrize("page_first", [True, False])
def test_an_offer_of_two_sources_is_found_once_whichever_came_first_and_both_are_kept(
    campaign_of: OpenUnit, connection: Connection, page_first: bool
) -> None:
    bring_in(campaign_of, []) if not page_first else bring_page_in(campaign_of, page_of())
    feed = bring_in(campaign_of, rows_of(EVERY_FIELD))
    page = bring_page_in(campaign_of, page_of())
    assert found_sources(campaign_of) == [OfferSource.JOB_POSTING]
    assert page.findable == 1
    assert (feed.findable, feed.hidden) == ((0, {HiddenReason.SAME_AS_ANOTHER: 1}) if page_first else (1, {}))
    dry = bring_in(campaign_of, rows_of(EVERY_FIELD), dry_run=True)
    assert dry == bring_in(campaign_of, rows_of(EVERY_FIELD))
    assert dry.hidden == {HiddenReason.SAME_AS_ANOTHER: 1}
    told = {row.source: (row.source_name, row.source_url, row.title) for row in stored(connection)}
    assert told == {
        "france_travail": ("France Travail", "https://partenaire.example/100AAAA", "Fleuriste (H/F)"),
        "job_posting": ("fleurs.example", "https://fleurs.example/emploi", "FLEURISTE F/H"),
    }


def test_a_source_that_changes_its_offer_speaks_for_itself_again(campaign_of: OpenUnit) -> None:
    bring_in(campaign_of, rows_of(EVERY_FIELD))
    bring_page_in(campaign_of, page_of())
    bring_page_in(campaign_of, page_of(title="Fleuriste confirmé"))
    assert found_sources(campaign_of) == [OfferSource.FRANCE_TRAVAIL, OfferSource.JOB_POSTING]
    bring_page_in(campaign_of, page_of())
    assert found_sources(campaign_of) == [OfferSource.JOB_POSTING]


def test_what_an_organiser_withdrew_comes_back_by_no_other_source(
    campaign_of: OpenUnit, connection: Connection
) -> None:
    bring_in(campaign_of, rows_of(EVERY_FIELD))
    connection.execute(text("update offer set state = 'withdrawn' where source is not null"))
    report = bring_page_in(campaign_of, page_of())
    assert found_sources(campaign_of) == []
    assert (report.findable, report.created, report.hidden) == (0, 1, {HiddenReason.SAME_AS_ANOTHER: 1})


def test_whoever_found_an_offer_has_found_it_when_another_listing_stands_for_it(
    campaign_of: OpenUnit, connection: Connection
) -> None:
    bring_in(campaign_of, rows_of(EVERY_FIELD))
    [before] = [one for one in current(campaign_of).offers.by_id.values() if one.source]
    player = sign_in_guest(
        context_at(
            campaign_of,
        ),
        NewGuest(name="Nour", language=Language.FRENCH, age_band=AgeBand.FROM_18, wishes=Wishes()),
    ).player
    with campaign_of() as unit:
        unit.achievements.add_discoveries(player.id, {before.id: TODAY})
        unit.achievements.add_visits(player.id, {before.id: TODAY})
        unit.saved_offers.save(player.id, before.id, TODAY)
        unit.commit()
    shown = offers_shown(context_at(campaign_of, campaign=current(campaign_of)))
    bring_page_in(campaign_of, page_of())
    campaign = current(campaign_of)
    assert before.id not in campaign.offers.by_id
    differ = compare_offers(shown, offers_shown(context_at(campaign_of, campaign=campaign)))
    news = campaign_change(
        context_at(campaign_of, campaign=campaign, live=Live(walkers=Walkers())),
        {player.id},
        offers_shown(context_at(campaign_of, campaign=campaign)),
        differ,
    )
    [told] = news.offers
    assert isinstance(told.event, OffersChanged)
    assert [one.offer.source for one in told.event.changed] == [OfferSource.JOB_POSTING]
    assert told.event.gone == (before.id,)
    [found] = found_offers(context_at(campaign_of, campaign=campaign, player_id=player.id))
    assert (found.offer.source, found.discovered_on, found.visited_on) == (OfferSource.JOB_POSTING, TODAY, TODAY)
    assert OfferOut.of(found).source == SourceOut(name="fleurs.example", url="https://fleurs.example/emploi")
    assert connection.scalar(text("select count(*) from discovery")) == 1
    with campaign_of() as unit:
        assert unit.saved_offers.of_player(player.id) == {found.offer.id: TODAY}
