"""Which campaign runs on a day: the ground of the game follows from it."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from game_rules.refusals import RefusalReason, Refused
from server.live.campaign import LiveCampaign
from server.live.live import Live
from server.services.offers.place import placement_context
from server.services.ports import OpenUnit
from server.services.territory.campaign_dates import read_campaign_dates
from server.services.territory.load_campaign import load_campaign
from server.services.territory.replace_territory import replace_territory
from tests.support.contexts import context_at
from tests.support.scenes.campaigns import campaign

FIRST_DAY, LAST_DAY = date(2026, 3, 1), date(2026, 6, 30)
DAY = timedelta(days=1)


def running(open_unit: OpenUnit, day: date) -> str | None:
    with open_unit() as unit:
        found = unit.territory.running_campaign(day)
    return found.slug if found else None


@pytest.fixture
def spring(open_unit: OpenUnit) -> OpenUnit:
    with open_unit() as unit:
        unit.territory.store_campaign(replace(campaign(), slug="spring", starts_on=FIRST_DAY, ends_on=LAST_DAY))
        unit.commit()
    return open_unit


@pytest.mark.parametrize(
    ("day", "runs"), [(FIRST_DAY - DAY, False), (FIRST_DAY, True), (LAST_DAY, True), (LAST_DAY + DAY, False)]
)
def test_a_campaign_runs_from_its_first_day_through_its_last(spring: OpenUnit, day: date, *, runs: bool) -> None:
    assert running(spring, day) == ("spring" if runs else None)


@pytest.mark.parametrize(
    ("zone", "now", "runs"),
    [
        # Midnight of the first day and of the day after the last one, in winter and in summer time.
        ("Europe/Paris", datetime(2026, 2, 28, 22, 59, 59, tzinfo=UTC), False),
        ("Europe/Paris", datetime(2026, 2, 28, 23, 0, 0, tzinfo=UTC), True),
        ("Europe/Paris", datetime(2026, 2, 28, 23, 0, 1, tzinfo=UTC), True),
        ("Europe/Paris", datetime(2026, 6, 30, 21, 59, 59, tzinfo=UTC), True),
        ("Europe/Paris", datetime(2026, 6, 30, 22, 0, 0, tzinfo=UTC), False),
        ("Europe/Paris", datetime(2026, 6, 30, 22, 0, 1, tzinfo=UTC), False),
        # Four hours behind UTC: their day begins later.
        ("America/Martinique", datetime(2026, 3, 1, 3, 59, 59, tzinfo=UTC), False),
        ("America/Martinique", datetime(2026, 3, 1, 4, 0, 0, tzinfo=UTC), True),
        ("America/Martinique", datetime(2026, 7, 1, 3, 59, 59, tzinfo=UTC), True),
        ("America/Martinique", datetime(2026, 7, 1, 4, 0, 0, tzinfo=UTC), False),
    ],
)
def test_its_days_begin_at_midnight_of_its_own_zone(
    open_unit: OpenUnit, zone: str, now: datetime, *, runs: bool
) -> None:
    with open_unit() as unit:
        unit.territory.store_campaign(
            replace(campaign(), slug="spring", starts_on=FIRST_DAY, ends_on=LAST_DAY, zone=ZoneInfo(zone))
        )
        unit.commit()
    live = LiveCampaign()

    assert load_campaign(context_at(open_unit, now, live=Live(campaign=live))) is runs
    assert (live.current is not None) is runs
    with context_at(open_unit, now).unit() as unit:
        assert (placement_context(unit).zone == ZoneInfo(zone)) is runs
        assert unit.today == now.astimezone(ZoneInfo(zone) if runs else UTC).date()
    assert context_at(open_unit, now).today == now.astimezone(ZoneInfo(zone) if runs else UTC).date()
    with nullcontext() if runs else pytest.raises(Refused, check=is_no_campaign):
        replace_territory(context_at(open_unit, now), {}, campaign().territory, source="")


def is_no_campaign(refused: Refused) -> bool:
    return refused.reason is RefusalReason.NO_CAMPAIGN


def test_of_two_campaigns_the_one_that_began_last_runs(spring: OpenUnit) -> None:
    with spring() as unit:
        unit.territory.store_campaign(
            replace(campaign(), id=uuid4(), slug="fair", starts_on=FIRST_DAY + 30 * DAY, ends_on=FIRST_DAY + 31 * DAY)
        )
        unit.commit()
    days = [FIRST_DAY + number * DAY for number in (29, 30, 31, 32)]
    assert [running(spring, day) for day in days] == ["spring", "fair", "fair", "spring"]


@pytest.mark.parametrize(
    ("now", "runs"),
    [
        (datetime(2026, 6, 30, 21, 59, 59, tzinfo=UTC), True),
        (datetime(2026, 6, 30, 22, 0, 0, tzinfo=UTC), False),
        (datetime(2026, 6, 30, 22, 0, 1, tzinfo=UTC), False),
    ],
)
def test_a_campaign_in_memory_ends_at_midnight_without_another_look(
    spring: OpenUnit, now: datetime, *, runs: bool
) -> None:
    live = LiveCampaign()
    load_campaign(context_at(spring, datetime(2026, 6, 30, 20, 0, tzinfo=UTC), live=Live(campaign=live)))
    found = live.at(now)
    assert (found.record.slug if found else None) == ("spring" if runs else None)


def test_a_server_looks_again_when_the_next_day_begins_in_the_zone_of_a_campaign(spring: OpenUnit) -> None:
    live = LiveCampaign()
    noon, in_paris = datetime(2026, 2, 1, 12, 0, tzinfo=UTC), datetime(2026, 2, 1, 23, 0, tzinfo=UTC)
    # Before its first day, too: nothing else tells that it begins.
    assert not load_campaign(context_at(spring, noon, live=Live(campaign=live)))
    assert live.look_again_at == in_paris
    with spring() as unit:
        island = replace(campaign(), id=uuid4(), slug="island", zone=ZoneInfo("Indian/Reunion"))
        unit.territory.store_campaign(replace(island, starts_on=FIRST_DAY, ends_on=None))
        unit.commit()
    load_campaign(context_at(spring, noon, live=Live(campaign=live)))
    assert live.look_again_at == datetime(2026, 2, 1, 20, 0, tzinfo=UTC)
    load_campaign(context_at(spring, live.look_again_at, live=Live(campaign=live)))
    assert live.look_again_at == in_paris


def test_before_between_and_after_campaigns_their_days_are_told(spring: OpenUnit) -> None:
    with spring() as unit:
        autumn = replace(campaign(), id=uuid4(), slug="autumn", name="Automne", ends_on=None)
        unit.territory.store_campaign(replace(autumn, starts_on=LAST_DAY + 60 * DAY))
        unit.commit()

    def told(day: date) -> tuple[bool, date | None, date | None]:
        found = read_campaign_dates(context_at(spring, datetime(day.year, day.month, day.day, 12, tzinfo=UTC)))
        ended_on = found.last.ends_on if found.last else None
        return found.running is not None, ended_on, found.next.starts_on if found.next else None

    assert told(FIRST_DAY - DAY) == (False, None, FIRST_DAY)
    assert told(FIRST_DAY) == (True, None, LAST_DAY + 60 * DAY)
    assert told(LAST_DAY + DAY) == (False, LAST_DAY, LAST_DAY + 60 * DAY)
    assert told(LAST_DAY + 61 * DAY) == (True, LAST_DAY, None)
