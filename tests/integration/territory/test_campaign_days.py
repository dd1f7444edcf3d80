"""Which campaign runs on a day: the ground of the game follows from it."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from server.services.ports import OpenUnit
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


def test_of_two_campaigns_the_one_that_began_last_runs(spring: OpenUnit) -> None:
    with spring() as unit:
        unit.territory.store_campaign(
            replace(campaign(), id=uuid4(), slug="fair", starts_on=FIRST_DAY + 30 * DAY, ends_on=FIRST_DAY + 31 * DAY)
        )
        unit.commit()
    days = [FIRST_DAY + number * DAY for number in (29, 30, 31, 32)]
    assert [running(spring, day) for day in days] == ["spring", "fair", "fair", "spring"]
