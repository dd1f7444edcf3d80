"""Each list costs as many statements for one row as for fifty, and the hot paths no more than is written here."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection

from game_rules.kinds import OfferKind
from game_rules.notifications.notification import NotificationKind
from game_rules.people.players import AgeBand, Language
from game_rules.people.wishes import Wishes
from server.live.campaign import CampaignSnapshot, LiveCampaign
from server.live.live import Live
from server.services.accounts.sessions import open_sessions, start_session
from server.services.accounts.sign_in_guest import NewGuest, sign_in_guest
from server.services.applications.views import applications_for_offer, my_applications
from server.services.calls.close_conversation import close_conversation
from server.services.cases.judge import list_cases
from server.services.context import Context
from server.services.events.register import list_registrations, register_for_event
from server.services.jokers.vet import list_jokers
from server.services.meetings.help_snapshot import take_help_snapshot
from server.services.notifications.inbox import read_inbox
from server.services.notifications.notify import Notice, notify
from server.services.offers.views import list_offers, list_submitted
from server.services.organisations.membership import own_team
from server.services.organisations.vet import list_organisations
from server.services.play.player_state import found_offers, take_snapshot
from server.services.play.record_fixes import FixBatch, record_fixes
from server.services.ports import OpenUnit
from server.services.territory.load_campaign import load_campaign
from tests.support.contexts import context_at
from tests.support.factories import START, fix, offer
from tests.support.scenes.applications import BAKERY, ApplicationScene
from tests.support.scenes.campaigns import store_territory
from tests.support.scenes.cases import report_call
from tests.support.scenes.help import HelpScene
from tests.support.scenes.offers import FORUM, OfferScene
from tests.support.statements import counted

MANY = 50

Listing = Callable[[], Any]
"""Reads a list whose length is that of the scene."""


def applications_of_an_offer(open_unit: OpenUnit, rows: int) -> Listing:
    scene = ApplicationScene(open_unit)
    for _ in range(rows):
        scene.applied(scene.walker())
    return lambda: applications_for_offer(scene_context(scene, account_id=scene.member), BAKERY.id)


def scene_context(scene: ApplicationScene | HelpScene, **who: Any) -> Context:
    return context_at(scene.open_unit, campaign=scene.campaign, **who)


def applications_of_a_player(open_unit: OpenUnit, rows: int) -> Listing:
    scene = ApplicationScene(open_unit)
    player_id = scene.walker(email="zoe@example.org")
    first = scene.applied(player_id)
    for number in range(1, rows):
        other = replace(BAKERY, id=UUID(int=number))
        scene.run(
            "insert into offer select (jsonb_populate_record(offer, jsonb_build_object('id', cast(:id as uuid)))).* "
            "from offer where id = :known",
            id=other.id,
            known=BAKERY.id,
        )
        scene.run(
            "insert into application select (jsonb_populate_record(application, jsonb_build_object("
            "'id', gen_random_uuid(), 'offer_id', cast(:offer as uuid)))).* from application where id = :known",
            offer=other.id,
            known=first,
        )
    return lambda: my_applications(scene_context(scene, player_id=player_id))


def offers_of_an_organisation(open_unit: OpenUnit, rows: int) -> Listing:
    scene = OfferScene(open_unit)
    for number in range(rows):
        scene.published(title=f"Offre {number}")
    return lambda: list_offers(context_at(open_unit, player=scene.owner), scene.organisation_id)


def offers_handed_in(open_unit: OpenUnit, rows: int) -> Listing:
    scene = OfferScene(open_unit, verified=False)
    for number in range(rows):
        scene.submit(scene.draft(title=f"Offre {number}"))
    return lambda: list_submitted(context_at(open_unit), Language.FRENCH)


def registrations_of_an_event(open_unit: OpenUnit, rows: int) -> Listing:
    scene = OfferScene(open_unit)
    forum = scene.forum(replace(FORUM, seats=2))
    for number in range(rows):
        player = scene.guest(forum, f"Camille {number}")
        register_for_event(context_at(open_unit, player=player), forum)
    return lambda: list_registrations(context_at(open_unit, account_id=scene.owner.account_id), forum).registrations


def members_of_an_organisation(open_unit: OpenUnit, rows: int) -> Listing:
    scene = OfferScene(open_unit)
    for number in range(1, rows):
        scene.people.join(scene.owner, scene.organisation_id, f"Sacha {number}")
    owner = scene.owner.account_id
    return lambda: own_team(context_at(open_unit, account_id=owner), scene.organisation_id).members


def organisations_to_look_at(open_unit: OpenUnit, rows: int) -> Listing:
    scene = OfferScene(open_unit)
    for number in range(1, rows):
        scene.people.register(scene.people.account(f"Zoé {number}"))
    return lambda: list_organisations(context_at(open_unit))


def jokers(open_unit: OpenUnit, rows: int) -> Listing:
    scene = HelpScene(open_unit)
    scene.jokers(rows)
    return lambda: list_jokers(context_at(open_unit))


def reports(open_unit: OpenUnit, rows: int) -> Listing:
    scene = HelpScene(open_unit)
    for asker_id, joker_id in zip([scene.player() for _ in range(rows)], scene.jokers(rows), strict=True):
        call_id = scene.conversation(asker_id, joker_id)
        report_call(open_unit, asker_id, call_id, "Encore")
    return lambda: list_cases(context_at(open_unit))


def lines_of_an_inbox(open_unit: OpenUnit, rows: int) -> Listing:
    scene = HelpScene(open_unit)
    player_id = scene.player()
    with context_at(open_unit).unit() as unit:
        for number in range(rows):
            notify(unit, player_id, Notice(NotificationKind.MEETING_REMINDER, UUID(int=number)))
        unit.commit()
    return lambda: read_inbox(context_at(open_unit, player_id=player_id), None).notifications


def sessions(open_unit: OpenUnit, rows: int) -> Listing:
    scene = ApplicationScene(open_unit)
    with context_at(open_unit, device_label="Firefox").unit() as unit:
        for _ in range(rows - 1):
            start_session(unit, scene.member)
        unit.commit()
    return lambda: open_sessions(context_at(open_unit, account_id=scene.member))


def offers_found(open_unit: OpenUnit, rows: int) -> Listing:
    player_id, campaign = _finder(open_unit, rows)
    return lambda: take_snapshot(context_at(open_unit, campaign=campaign, player_id=player_id)).offers


def events_found(open_unit: OpenUnit, rows: int) -> Listing:
    player_id, campaign = _finder(open_unit, rows, kind=OfferKind.EVENT, event=FORUM)
    return lambda: found_offers(context_at(open_unit, campaign=campaign, player_id=player_id))


def _finder(open_unit: OpenUnit, rows: int, **kind: Any) -> tuple[UUID, CampaignSnapshot]:
    """Somebody who has found `rows` offers, and the campaign with them."""
    offers = [replace(offer(title=f"Offre {number}", metres_north=20 * number), **kind) for number in range(rows)]
    store_territory(open_unit, offers)
    live = LiveCampaign()
    assert load_campaign(context_at(open_unit, live=Live(campaign=live)))
    assert live.current is not None
    arrived = sign_in_guest(
        context_at(open_unit),
        NewGuest(name="Camille", language=Language.FRENCH, age_band=AgeBand.FROM_18, wishes=Wishes()),
    )
    with open_unit() as unit:
        unit.achievements.add_discoveries(arrived.player.id, {one.id: START.date() for one in offers})
        unit.commit()
    return arrived.player.id, live.current


def conversations(open_unit: OpenUnit, rows: int) -> Listing:
    scene = HelpScene(open_unit)
    (joker_id,) = scene.jokers(1)
    for number in range(rows):
        # One after the other: a Joker has no more than a few at once.
        call_id = scene.conversation(scene.player(), joker_id)
        if number < rows - 1:
            close_conversation(scene_context(scene, player_id=joker_id), call_id, helped=None)
    return lambda: take_help_snapshot(scene_context(scene, player_id=joker_id)).conversations


@pytest.mark.parametrize(
    "listing",
    [
        conversations,
        events_found,
        offers_found,
        applications_of_a_player,
        applications_of_an_offer,
        jokers,
        lines_of_an_inbox,
        members_of_an_organisation,
        offers_handed_in,
        offers_of_an_organisation,
        organisations_to_look_at,
        registrations_of_an_event,
        reports,
        sessions,
    ],
)
def test_a_list_of_fifty_costs_the_statements_of_a_list_of_one(
    open_unit: OpenUnit, connection: Connection, listing: Callable[[OpenUnit, int], Listing]
) -> None:
    costs = {}
    for rows in (2, MANY):
        nested = connection.begin_nested()
        read = listing(open_unit, rows)
        with counted(connection) as statements:
            assert len(read()) == rows
        costs[rows] = len(statements)
        nested.rollback()
    assert costs[MANY] == costs[2], costs


def test_a_batch_of_fixes_costs_no_more_statements_than_is_written_here(
    open_unit: OpenUnit, connection: Connection
) -> None:
    player_id, campaign = _finder(open_unit, 1)
    context = context_at(open_unit, campaign=campaign, player_id=player_id)
    # Clouds, the commune, the offer's neighbourhood: all of it new. Then fixes that win nothing.
    costs = []
    for seconds in (0, 60):
        fixes = tuple(fix(metres_north=500, seconds=seconds + number, accuracy_m=5) for number in range(3))
        batch = FixBatch(UUID(int=1), fixes)
        with counted(connection) as statements:
            recorded = record_fixes(context.at(START + timedelta(seconds=seconds + 3)), batch)
        assert recorded.verdicts
        costs.append(len(statements))
    # One of them asks for consent once the player is locked: the lock's own statement would read it as it was before.
    assert costs == [13, 9]
