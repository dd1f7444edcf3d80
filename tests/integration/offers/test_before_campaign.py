"""Offers that are published before their campaign begins."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, text

from game_rules.offers.limits import POSTED_OFFER_DAYS
from server.services.ports import OpenUnit
from tests.support.factories import START
from tests.support.scenes.offers import OfferScene

TODAY = START.date()
FIRST_DAY = TODAY + timedelta(days=30)
ALL_DAYS = timedelta(days=POSTED_OFFER_DAYS)


@pytest.fixture
def scene(open_unit: OpenUnit, connection: Connection) -> OfferScene:
    """A world whose campaign begins in a month."""
    scene = OfferScene(open_unit)
    begin_on(connection, FIRST_DAY)
    return scene


def begin_on(connection: Connection, day: date) -> None:
    connection.execute(text("update campaign set starts_on = :day"), {"day": day})


def test_the_days_of_an_offer_count_from_the_first_day_of_the_campaign(scene: OfferScene) -> None:
    view = scene.submit(scene.draft())
    assert view.offer.draft.expires_on == FIRST_DAY + ALL_DAYS


def test_a_last_day_of_the_employers_own_stays(scene: OfferScene) -> None:
    own = FIRST_DAY + timedelta(days=7)
    assert scene.submit(scene.draft(expires_on=own)).offer.draft.expires_on == own


def test_once_a_campaign_runs_the_next_one_changes_nothing(scene: OfferScene, connection: Connection) -> None:
    begin_on(connection, TODAY)
    connection.execute(
        text(
            "insert into campaign select (jsonb_populate_record(campaign, jsonb_build_object("
            "'id', gen_random_uuid(), 'slug', 'next', 'starts_on', cast(:day as date)))).* from campaign"
        ),
        {"day": FIRST_DAY},
    )
    assert scene.submit(scene.draft()).offer.draft.expires_on == TODAY + ALL_DAYS


def test_after_the_last_campaign_days_count_from_today(scene: OfferScene, connection: Connection) -> None:
    connection.execute(
        text("update campaign set starts_on = :first, ends_on = :last"),
        {"first": TODAY - timedelta(days=9), "last": TODAY - timedelta(days=2)},
    )
    assert scene.submit(scene.draft()).offer.draft.expires_on == TODAY + ALL_DAYS
