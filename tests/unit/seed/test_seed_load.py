"""Loading the demo: everything through the services, in the order of references, and twice changes nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol, TypeVar
from uuid import UUID

import pytest

from game_rules.offers.offer import Offer
from game_rules.organisations.organisation import Organisation
from game_rules.territory.territory import Campaign, Commune, Place
from seed_data.load import DEMO_FILES, load_demo


class HasId(Protocol):
    @property
    def id(self) -> UUID: ...


Row = TypeVar("Row")


@dataclass
class Counts:
    created: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass
class MemoryWorld:
    """Keeps rows by id as the services do, and refuses an offer whose organisation it does not hold."""

    communes: dict[object, Commune] = field(default_factory=dict)
    campaigns: dict[object, Campaign] = field(default_factory=dict)
    places: dict[object, Place] = field(default_factory=dict)
    organisations: dict[object, Organisation] = field(default_factory=dict)
    offers: dict[object, Offer] = field(default_factory=dict)

    def store_communes(self, _: Callable[[], None], communes: Sequence[Commune]) -> Counts:
        return _keep(self.communes, {commune.insee: commune for commune in communes})

    def store_campaign(self, _: Callable[[], None], campaign: Campaign) -> Counts:
        return _keep(self.campaigns, {campaign.id: campaign})

    def store_places(self, _: Callable[[], None], places: Sequence[Place]) -> Counts:
        return _keep(self.places, _by_id(places))

    def store_organisations(self, _: Callable[[], None], organisations: Sequence[Organisation]) -> Counts:
        return _keep(self.organisations, _by_id(organisations))

    def store_offers(self, _: Callable[[], None], offers: Sequence[Offer]) -> Counts:
        assert all(offer.organisation.id in self.organisations for offer in offers)
        return _keep(self.offers, _by_id(offers))


Identified = TypeVar("Identified", bound=HasId)


def _by_id(rows: Sequence[Identified]) -> dict[object, Identified]:
    return {row.id: row for row in rows}


def _keep(kept: dict[object, Row], rows: dict[object, Row]) -> Counts:
    counts = Counts()
    for key, row in rows.items():
        if key not in kept:
            counts.created += 1
        elif kept[key] == row:
            counts.unchanged += 1
        else:
            counts.updated += 1
        kept[key] = row
    return counts


TODAY = date(2026, 6, 3)


def no_unit() -> None:
    """A unit of work for a world without transactions."""


def ignore_progress(file: str, done: int, total: int) -> None:
    assert 0 <= done <= total, file


def never_said(sentence: str) -> None:
    pytest.fail(sentence)


def test_the_demo_loads_whole() -> None:
    world = MemoryWorld()
    report = load_demo(no_unit, store=world, today=TODAY, progress=ignore_progress, say=never_said)
    assert len(world.communes) == 124
    assert len(world.places) >= 50
    assert len(world.offers) == len(world.organisations) >= 150
    rows = len(world.communes) + 1 + len(world.places) + len(world.organisations) + len(world.offers)
    assert (report.created, report.updated, report.unchanged, report.problems) == (rows, 0, 0, ())


def test_the_campaign_is_that_of_lens_lievin() -> None:
    world = MemoryWorld()
    load_demo(no_unit, store=world, today=TODAY, progress=ignore_progress, say=never_said)
    (campaign,) = world.campaigns.values()
    assert (campaign.slug, str(campaign.zone), campaign.starts_on.isoformat(), campaign.ends_on) == (
        "lens-lievin",
        "Europe/Paris",
        "2026-01-01",
        None,
    )
    assert len(campaign.territory.geoms) == 1
    assert "not an official outline" in campaign.territory_source


def test_loading_twice_changes_nothing() -> None:
    world = MemoryWorld()
    first = load_demo(no_unit, store=world, today=TODAY, progress=ignore_progress, say=never_said)
    second = load_demo(no_unit, store=world, today=TODAY, progress=ignore_progress, say=never_said)
    assert (second.created, second.updated, second.unchanged) == (0, 0, first.created)


def test_on_a_later_day_only_the_demo_events_are_dated_anew() -> None:
    world = MemoryWorld()
    load_demo(no_unit, store=world, today=TODAY, progress=ignore_progress, say=never_said)
    events = [offer for offer in world.offers.values() if offer.event is not None]
    again = load_demo(no_unit, store=world, today=TODAY + timedelta(days=1), progress=ignore_progress, say=never_said)
    assert again.updated == len(events) >= 10
    for before in events:
        now = world.offers[before.id]
        assert before.event is not None
        assert now.event is not None
        assert now.event.starts_at.replace(tzinfo=None) - before.event.starts_at.replace(tzinfo=None) == timedelta(1)


def test_progress_runs_through_every_file_to_its_end() -> None:
    steps: list[tuple[str, int, int]] = []
    load_demo(no_unit, store=MemoryWorld(), today=TODAY, progress=lambda *step: steps.append(step), say=never_said)
    files = list(dict.fromkeys(name for name, _, _ in steps))
    assert files == ["communes.csv", "places.csv", "organisations.csv", "offers.csv"]
    for file in files:
        own = [(done, total) for name, done, total in steps if name == file]
        assert own[0][0] == 0
        assert own[-1][0] == own[-1][1]
        assert own == sorted(own)


def test_a_broken_row_is_said_and_the_others_are_loaded(tmp_path: Path) -> None:
    lines = DEMO_FILES.places.read_text(encoding="utf-8").splitlines()
    broken = tmp_path / "places.csv"
    broken.write_text("\n".join([lines[0], "x,Lune,crater,50.4,2.8,150,,survey,", *lines[1:]]), encoding="utf-8")
    said: list[str] = []
    world = MemoryWorld()
    files = replace(DEMO_FILES, places=broken)
    report = load_demo(no_unit, store=world, today=TODAY, progress=ignore_progress, say=said.append, files=files)
    assert len(world.places) == len(lines) - 1
    assert [(problem.file, problem.line) for problem in report.problems] == [("places.csv", 2)]
    (sentence,) = said
    assert sentence.startswith("places.csv, line 2: kind must be one of")
    assert sentence.endswith("(row left out)")


def test_an_offer_of_a_broken_organisation_is_left_out_with_its_own_reason(tmp_path: Path) -> None:
    lines = DEMO_FILES.organisations.read_text(encoding="utf-8").splitlines()
    broken = tmp_path / "organisations.csv"
    broken.write_text("\n".join([lines[0], lines[1].replace(",yes,", ",maybe,"), *lines[2:]]), encoding="utf-8")
    said: list[str] = []
    world = MemoryWorld()
    files = replace(DEMO_FILES, organisations=broken)
    load_demo(no_unit, store=world, today=TODAY, progress=ignore_progress, say=said.append, files=files)
    assert [sentence.split(":")[0] for sentence in said] == ["organisations.csv, line 2", "offers.csv, line 2"]
    assert len(world.offers) == len(lines) - 2


def test_without_a_commune_of_the_agglomeration_there_is_no_campaign(tmp_path: Path) -> None:
    communes = tmp_path / "communes.csv"
    communes.write_text(DEMO_FILES.communes.read_text(encoding="utf-8").splitlines()[0], encoding="utf-8")
    with pytest.raises(ValueError, match="the campaign needs a territory"):
        load_demo(
            no_unit,
            store=MemoryWorld(),
            today=TODAY,
            progress=ignore_progress,
            say=never_said,
            files=replace(DEMO_FILES, communes=communes),
        )
