"""Loading the demo on a real database: everything through the services, and twice changes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from game_rules.geo import LatLon
from game_rules.offers.offer import Offer
from game_rules.territory.territory import Commune, Place
from seed_data.load import DEMO_FILES, load_demo
from server.live.campaign import LiveCampaign
from server.live.live import Live
from server.services.ports import OpenUnit
from server.services.territory.load_campaign import load_campaign
from tests.support.contexts import context_at
from tests.support.factories import START

START_OF_THE_DEMO_WALK = LatLon(50.4219, 2.7786)


@dataclass(frozen=True)
class Stored:
    communes: Sequence[Commune]
    places: Sequence[Place]
    offers: Mapping[UUID, Offer]


def stored(open_unit: OpenUnit) -> Stored:
    """Returns everything that the database holds now."""
    with open_unit() as unit:
        offers = unit.offers.current(START.date())
        return Stored(unit.territory.communes(), unit.territory.places(), {one.offer.id: one.offer for one in offers})


def ignore_progress(file: str, done: int, total: int) -> None:
    assert 0 <= done <= total, file


def never_said(sentence: str) -> None:
    pytest.fail(sentence)


def test_the_demo_is_a_world_to_walk_in(open_unit: OpenUnit) -> None:
    load_demo(context_at(open_unit), progress=ignore_progress, say=never_said)
    live = LiveCampaign()

    assert load_campaign(context_at(open_unit, live=Live(campaign=live)))
    assert live.current is not None
    assert live.current.in_territory(START_OF_THE_DEMO_WALK)
    assert live.current.commune_at(START_OF_THE_DEMO_WALK) == "62510"
    assert any(live.current.offers.near(START_OF_THE_DEMO_WALK, 75))
    assert len(live.current.offers.by_id) >= 150


def test_the_demo_loads_whole(open_unit: OpenUnit) -> None:
    report = load_demo(context_at(open_unit), progress=ignore_progress, say=never_said)
    campaign = stored(open_unit)
    assert len(campaign.communes) == 124
    assert len(campaign.places) >= 50
    assert len(campaign.offers) == len({offer.organisation.id for offer in campaign.offers.values()}) >= 150
    rows = len(campaign.communes) + 1 + len(campaign.places) + 2 * len(campaign.offers)
    assert (report.created, report.updated, report.unchanged, report.problems) == (rows, 0, 0, ())


def test_the_campaign_is_that_of_lens_lievin(open_unit: OpenUnit) -> None:
    load_demo(context_at(open_unit), progress=ignore_progress, say=never_said)
    with open_unit() as unit:
        campaign = unit.territory.running_campaign(START.date())
    assert campaign is not None
    assert (campaign.slug, str(campaign.zone), campaign.starts_on.isoformat(), campaign.ends_on) == (
        "lens-lievin",
        "Europe/Paris",
        "2026-01-01",
        None,
    )
    assert len(campaign.territory.geoms) == 1
    assert "not an official outline" in campaign.territory_source


def test_loading_twice_changes_nothing(open_unit: OpenUnit) -> None:
    first = load_demo(context_at(open_unit), progress=ignore_progress, say=never_said)
    second = load_demo(context_at(open_unit), progress=ignore_progress, say=never_said)
    assert (second.created, second.updated, second.unchanged) == (0, 0, first.created)


def test_on_a_later_day_only_the_demo_events_are_dated_anew(open_unit: OpenUnit) -> None:
    load_demo(context_at(open_unit), progress=ignore_progress, say=never_said)
    events = [offer for offer in stored(open_unit).offers.values() if offer.event is not None]
    again = load_demo(context_at(open_unit, START + timedelta(days=1)), progress=ignore_progress, say=never_said)
    assert again.updated == len(events) >= 10
    later = stored(open_unit)
    for before in events:
        now = later.offers[before.id]
        assert before.event is not None
        assert now.event is not None
        assert now.event.starts_at.replace(tzinfo=None) - before.event.starts_at.replace(tzinfo=None) == timedelta(1)


def test_progress_runs_through_every_file_to_its_end(open_unit: OpenUnit) -> None:
    steps: list[tuple[str, int, int]] = []
    load_demo(context_at(open_unit), progress=lambda *step: steps.append(step), say=never_said)
    files = list(dict.fromkeys(name for name, _, _ in steps))
    assert files == ["communes.csv", "places.csv", "organisations.csv", "offers.csv"]
    for file in files:
        own = [(done, total) for name, done, total in steps if name == file]
        assert own[0][0] == 0
        assert own[-1][0] == own[-1][1]
        assert own == sorted(own)


def test_a_broken_row_is_said_and_the_others_are_loaded(open_unit: OpenUnit, tmp_path: Path) -> None:
    lines = DEMO_FILES.places.read_text(encoding="utf-8").splitlines()
    broken = tmp_path / "places.csv"
    broken.write_text("\n".join([lines[0], "x,Lune,crater,50.4,2.8,150,,survey,", *lines[1:]]), encoding="utf-8")
    said: list[str] = []
    files = replace(DEMO_FILES, places=broken)
    report = load_demo(context_at(open_unit), progress=ignore_progress, say=said.append, files=files)
    assert len(stored(open_unit).places) == len(lines) - 1
    assert [(problem.file, problem.line) for problem in report.problems] == [("places.csv", 2)]
    (sentence,) = said
    assert sentence.startswith("places.csv, line 2: kind must be one of")
    assert sentence.endswith("(row left out)")


def test_an_offer_of_a_broken_organisation_is_left_out_with_its_own_reason(open_unit: OpenUnit, tmp_path: Path) -> None:
    lines = DEMO_FILES.organisations.read_text(encoding="utf-8").splitlines()
    broken = tmp_path / "organisations.csv"
    broken.write_text("\n".join([lines[0], lines[1].replace(",yes,", ",maybe,"), *lines[2:]]), encoding="utf-8")
    said: list[str] = []
    files = replace(DEMO_FILES, organisations=broken)
    load_demo(context_at(open_unit), progress=ignore_progress, say=said.append, files=files)
    assert [sentence.split(":")[0] for sentence in said] == ["organisations.csv, line 2", "offers.csv, line 2"]
    assert len(stored(open_unit).offers) == len(lines) - 2


def test_without_a_commune_of_the_agglomeration_there_is_no_campaign(open_unit: OpenUnit, tmp_path: Path) -> None:
    communes = tmp_path / "communes.csv"
    communes.write_text(DEMO_FILES.communes.read_text(encoding="utf-8").splitlines()[0], encoding="utf-8")
    with pytest.raises(ValueError, match="the campaign needs a territory"):
        load_demo(
            context_at(open_unit),
            progress=ignore_progress,
            say=never_said,
            files=replace(DEMO_FILES, communes=communes),
        )
