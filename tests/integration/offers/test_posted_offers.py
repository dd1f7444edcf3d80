"""Employers write, submit and move offers, on a real database."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, text

from game_rules.kinds import OfferKind, WayToMeet
from game_rules.offers.drafts import AtDoor, AtHome, Fault, FaultCode, InCommune, OfferIncomplete
from game_rules.offers.lifecycle import OfferAction, OfferState
from game_rules.offers.limits import EXTENSION_DAYS, POSTED_OFFER_DAYS
from game_rules.offers.posted import PostedAction, WordingBlocked
from game_rules.organisations.organisation import OrganisationAction
from game_rules.refusals import RefusalReason, Refused
from game_rules.undo import undo_until
from server.live.campaign import LiveCampaign
from server.live.live import Live
from server.services.offers.access import offer_of
from server.services.offers.expire import expire_offers
from server.services.offers.extend import ExtendLink, extend_offer, follow_link, look_at_link
from server.services.offers.views import list_offers, list_submitted
from server.services.ports import OpenUnit
from server.services.territory.load_campaign import load_campaign
from tests.support.contexts import context_at
from tests.support.factories import START, place
from tests.support.scenes.campaigns import WEST_INSEE
from tests.support.scenes.offers import DOOR, FORUM, OfferScene, home

DAY = timedelta(days=1)
TODAY = date(2026, 6, 3)


@pytest.fixture
def scene(open_unit: OpenUnit) -> OfferScene:
    return OfferScene(open_unit)


def refused(reason: RefusalReason, what: Callable[[], object]) -> None:
    with pytest.raises(Refused) as refusal:
        what()
    assert refusal.value.reason is reason


def findable(scene: OfferScene) -> set[UUID]:
    live = LiveCampaign()
    load_campaign(context_at(scene.open_unit, live=Live(campaign=live)))
    return set(live.current.offers.by_id) if live.current else set()


def transitions(connection: Connection, offer_id: UUID) -> list[tuple[str, str, UUID | None, str]]:
    rows = connection.execute(
        text("select action, actor, account_id, to_state from offer_transition where offer_id = :id order by id"),
        {"id": offer_id},
    )
    return [tuple(row) for row in rows]


def test_what_a_verified_organisation_submits_is_public_at_once(scene: OfferScene, connection: Connection) -> None:
    offer_id = scene.draft()
    assert offer_id not in findable(scene)
    view = scene.submit(offer_id)

    assert (view.offer.state, view.is_public) == (OfferState.PUBLISHED, True)
    assert view.offer.draft.expires_on == TODAY + POSTED_OFFER_DAYS * DAY
    assert view.offer.commune_insee == WEST_INSEE
    assert view.can == (
        PostedAction.EDIT,
        PostedAction.PAUSE,
        PostedAction.FILL,
        PostedAction.WITHDRAW,
        PostedAction.EXTEND,
    )
    assert offer_id in findable(scene)
    assert transitions(connection, offer_id) == [
        ("submit", "employer", scene.owner.account_id, "submitted"),
        ("publish", "rules", None, "published"),
    ]


def test_before_its_organisation_is_verified_nothing_is_public(open_unit: OpenUnit) -> None:
    scene = OfferScene(open_unit, verified=False)
    offer_id, stale = scene.draft(), scene.draft(title="Une offre d’hier", expires_on=TODAY)
    for one in (offer_id, stale):
        assert scene.submit(one).offer.state is OfferState.SUBMITTED
    assert {view.offer.id for view in list_submitted(context_at(open_unit), scene.owner.language)} == {offer_id, stale}
    refused(RefusalReason.NOT_ALLOWED_NOW, lambda: scene.decide(offer_id, OfferAction.PUBLISH))

    scene.people.decide(scene.organisation_id, OrganisationAction.VERIFY, now=START + 2 * DAY)
    assert scene.view(offer_id).offer.state is OfferState.PUBLISHED
    assert scene.view(stale).offer.state is OfferState.SUBMITTED
    with pytest.raises(OfferIncomplete):
        scene.decide(stale, OfferAction.PUBLISH, now=START + 2 * DAY)
    scene.decide(stale, OfferAction.SEND_BACK, "La date est passée.", START + 3 * DAY)
    assert (scene.view(stale).offer.state, scene.view(stale).offer.reason) == (OfferState.DRAFT, "La date est passée.")
    mail = scene.people.mails_to(scene.owner.email)[-1]
    assert "La date est passée." in mail.text


def test_a_suspended_organisation_s_offers_wait(scene: OfferScene) -> None:
    published = scene.published()
    scene.people.decide(scene.organisation_id, OrganisationAction.SUSPEND, "Plaintes")
    assert published not in findable(scene)
    waiting = scene.draft(title="Deuxième offre")
    assert scene.submit(waiting).offer.state is OfferState.SUBMITTED
    scene.people.decide(scene.organisation_id, OrganisationAction.REINSTATE)
    assert {published, waiting} <= findable(scene)


def test_what_is_missing_is_named_field_by_field(scene: OfferScene) -> None:
    offer_id = scene.draft(
        at=None,
        title="",
        kind=OfferKind.EVENT,
        ways_to_meet=frozenset({WayToMeet.PHONE_FIRST, WayToMeet.APPLY_ONLINE}),
        expires_on=TODAY - DAY,
    )
    with pytest.raises(OfferIncomplete) as refusal:
        scene.submit(offer_id)
    assert refusal.value.faults == (
        Fault("title", FaultCode.MISSING),
        Fault("place", FaultCode.MISSING),
        Fault("expires_on", FaultCode.IN_THE_PAST),
        Fault("phone", FaultCode.MISSING),
        Fault("apply_url", FaultCode.MISSING),
        Fault("event", FaultCode.MISSING),
    )
    assert scene.view(offer_id).offer.state is OfferState.DRAFT


@pytest.mark.parametrize(
    ("at", "fault"),
    [
        (AtDoor(place(metres_north=50_000)), FaultCode.OUT_OF_TERRITORY),
        (InCommune(WEST_INSEE), FaultCode.NO_PUBLIC_PLACE),
    ],
)
def test_a_place_where_nobody_would_find_it_is_refused(
    scene: OfferScene, at: AtDoor | InCommune, fault: FaultCode
) -> None:
    with pytest.raises(OfferIncomplete) as refusal:
        scene.submit(scene.draft(at=at, ways_to_meet=frozenset()))
    assert refusal.value.faults == (Fault("place", fault),)


def test_of_a_home_only_the_commune_is_kept(scene: OfferScene, connection: Connection) -> None:
    offer_id = scene.draft(at=AtHome(home()))
    was_a_door = scene.published(title="Une porte")
    scene.move(was_a_door, OfferAction.PAUSE)
    with pytest.raises(OfferIncomplete):
        scene.draft(at=AtHome(place(metres_north=50_000)))
    rows = connection.execute(
        text("select position, address, commune_insee, offer::text like '%' || :lon || '%' from offer where id = :id"),
        {"id": offer_id, "lon": f"{home().lon:.5f}"},
    ).one()
    assert tuple(rows) == (None, None, WEST_INSEE, False)
    assert scene.view(offer_id).offer.draft.place == InCommune(WEST_INSEE)

    draft = scene.draft(title="Bientôt chez moi")
    scene.edit(draft, at=AtHome(home()))
    assert connection.execute(text("select position, address from offer where id = :id"), {"id": draft}).one() == (
        None,
        None,
    )


def test_two_editors_at_once_get_a_conflict_and_lose_nothing(scene: OfferScene) -> None:
    colleague = scene.people.join(scene.owner, scene.organisation_id)
    offer_id = scene.draft()
    seen = scene.view(offer_id).offer.version
    scene.edit(offer_id, version=seen, salary="12 € de l’heure")
    refused(RefusalReason.EDIT_CONFLICT, lambda: scene.edit(offer_id, version=seen, by=colleague, title="Autre chose"))
    refused(RefusalReason.EDIT_CONFLICT, lambda: scene.submit(offer_id, version=seen))
    kept = scene.view(offer_id).offer
    assert (kept.draft.salary, kept.draft.title) == ("12 € de l’heure", "Aide en boulangerie")
    scene.edit(offer_id, by=colleague, title="Autre chose")
    assert scene.view(offer_id).offer.draft.salary == "12 € de l’heure"


def test_what_is_public_stays_fit_to_be_seen(scene: OfferScene) -> None:
    offer_id = scene.published()
    with pytest.raises(OfferIncomplete):
        scene.edit(offer_id, title="")
    with pytest.raises(WordingBlocked) as blocked:
        scene.edit(offer_id, description="Nous cherchons une jeune femme de moins de 30 ans.")
    assert "description" in {one.field for one in blocked.value.findings}
    assert scene.view(offer_id).offer.draft.description == "Vente et mise en rayon, le matin."


def test_words_that_the_law_forbids_stop_a_submission(scene: OfferScene) -> None:
    offer_id = scene.draft(description="Réservé aux hommes de moins de 25 ans.")
    with pytest.raises(WordingBlocked):
        scene.submit(offer_id)
    view = scene.view(offer_id)
    assert view.offer.state is OfferState.DRAFT
    assert view.findings


def test_an_offer_is_paused_taken_up_again_and_filled_for_good(scene: OfferScene) -> None:
    offer_id = scene.published()
    scene.move(offer_id, OfferAction.PAUSE)
    assert offer_id not in findable(scene)
    scene.move(offer_id, OfferAction.RESUME)
    assert offer_id in findable(scene)
    assert scene.move(offer_id, OfferAction.FILL).can == (PostedAction.RESTORE,)
    assert scene.view(offer_id, undo_until(START)).can == ()
    assert offer_id not in findable(scene)
    refused(RefusalReason.NOT_ALLOWED_NOW, lambda: scene.edit(offer_id, salary="Plus"))
    refused(RefusalReason.NOT_ALLOWED_NOW, lambda: scene.move(offer_id, OfferAction.RESUME))


def test_an_organiser_withdraws_with_a_reason_that_members_are_told(scene: OfferScene) -> None:
    offer_id = scene.published()
    refused(RefusalReason.INVALID_TEXT, lambda: scene.decide(offer_id, OfferAction.WITHDRAW, " "))
    scene.decide(offer_id, OfferAction.WITHDRAW, "Trois signalements.")
    view = scene.view(offer_id)
    assert (view.offer.state, view.offer.reason, view.can) == (OfferState.WITHDRAWN, "Trois signalements.", ())
    assert any("Trois signalements." in mail.text for mail in scene.people.mails_to(scene.owner.email))


def test_strangers_find_no_offer_and_no_list(scene: OfferScene) -> None:
    offer_id, stranger = scene.published(), scene.people.account()
    with context_at(scene.open_unit).unit() as unit:
        refused(RefusalReason.OFFER_NOT_FOUND, lambda: offer_of(unit, offer_id, stranger.account_id))
    refused(RefusalReason.OFFER_NOT_FOUND, lambda: scene.edit(offer_id, by=stranger, title="À moi"))
    refused(
        RefusalReason.NOT_A_MEMBER,
        lambda: list_offers(context_at(scene.open_unit, player=stranger), scene.organisation_id),
    )
    refused(
        RefusalReason.ORGANISATION_NOT_FOUND, lambda: list_offers(context_at(scene.open_unit, player=stranger), uuid4())
    )


def test_what_came_of_an_offer_is_counted_without_names(scene: OfferScene) -> None:
    offer_id, other = scene.published(), scene.published(title="Une autre")
    for _ in range(2):
        scene.guest(offer_id)
    counts = {
        view.offer.id: view.counts
        for view in list_offers(context_at(scene.open_unit, player=scene.owner), scene.organisation_id)
    }
    assert (counts[offer_id].found_by, counts[offer_id].visited_by, counts[other].found_by) == (2, 0, 0)


# The end of an offer


def at_end(scene: OfferScene, offer_id: UUID, days_before: int) -> tuple[int, int]:
    """Runs the hourly job so many days before the offer's last day, and returns how many it ended and reminded of."""
    last = scene.view(offer_id).offer.draft.expires_on
    assert last is not None
    now = START + (last - TODAY) - days_before * DAY
    ended = expire_offers(context_at(scene.open_unit, now))
    return ended.expired, ended.reminded


def test_members_are_asked_a_week_and_a_day_before_the_end_once_each(scene: OfferScene) -> None:
    colleague = scene.people.join(scene.owner, scene.organisation_id)
    offer_id = scene.published()
    scene.forum()
    before = [len(scene.people.mails_to(one.email)) for one in (scene.owner, colleague)]
    told = [at_end(scene, offer_id, days) for days in (8, 7, 7, 3, 1, 0)]
    assert [reminded for _, reminded in told] == [0, 1, 0, 0, 1, 0]
    for one, count in zip((scene.owner, colleague), before, strict=True):
        mails = scene.people.mails_to(one.email)[count:]
        assert len(mails) == 2
        assert all("/r/" in mail.text and "Aide en boulangerie" in mail.subject for mail in mails)


def test_the_day_after_its_last_one_an_offer_has_expired(scene: OfferScene, connection: Connection) -> None:
    offer_id = scene.published()
    assert at_end(scene, offer_id, 0)[0] == 0
    assert at_end(scene, offer_id, -1)[0] == 1
    assert at_end(scene, offer_id, -1)[0] == 0
    assert scene.view(offer_id).offer.state is OfferState.EXPIRED
    assert transitions(connection, offer_id)[-1] == ("expire", "clock", None, "expired")


def link_of(scene: OfferScene, offer_id: UUID, account_id: UUID | None = None) -> ExtendLink:
    expires_on = scene.view(offer_id).offer.draft.expires_on
    assert expires_on is not None
    return ExtendLink(account_id or scene.owner.account_id, offer_id, expires_on)


def test_one_tap_extends_once_even_after_the_end(scene: OfferScene, connection: Connection) -> None:
    offer_id = scene.published(expires_on=TODAY + 10 * DAY)
    link = link_of(scene, offer_id)
    at_end(scene, offer_id, -1)
    late = START + 12 * DAY
    asked = look_at_link(context_at(scene.open_unit, late), link)
    assert asked.until == TODAY + (12 + EXTENSION_DAYS) * DAY
    assert scene.view(offer_id).offer.state is OfferState.EXPIRED, "looking changes nothing"
    assert follow_link(context_at(scene.open_unit, late), link) == asked
    assert follow_link(context_at(scene.open_unit, late), link).until is None
    assert look_at_link(context_at(scene.open_unit, late), link).until is None
    offer = scene.view(offer_id, late).offer
    assert (offer.state, offer.draft.expires_on) == (OfferState.PUBLISHED, asked.until)
    assert transitions(connection, offer_id)[-1] == ("extend", "employer", scene.owner.account_id, "published")


def test_the_link_of_somebody_who_has_left_opens_nothing(scene: OfferScene) -> None:
    offer_id = scene.published()
    stranger = scene.people.account()
    link = link_of(scene, offer_id, stranger.account_id)
    refused(RefusalReason.OFFER_NOT_FOUND, lambda: follow_link(context_at(scene.open_unit), link))
    mine = link_of(scene, offer_id)
    scene.move(offer_id, OfferAction.FILL)
    for what in (look_at_link, follow_link):
        refused(RefusalReason.NOT_ALLOWED_NOW, lambda what=what: what(context_at(scene.open_unit), mine))  # type: ignore[misc]


def test_extending_has_its_limits(scene: OfferScene) -> None:
    offer_id, forum = scene.published(), scene.forum()

    def extend(which: UUID, until: date | None) -> None:
        version = scene.view(which).offer.version
        extend_offer(context_at(scene.open_unit, account_id=scene.owner.account_id), which, version, until)

    for until in (TODAY - DAY, TODAY + 366 * DAY):
        with pytest.raises(OfferIncomplete):
            extend(offer_id, until)
    extend(offer_id, TODAY + 90 * DAY)
    assert scene.view(offer_id).offer.draft.expires_on == TODAY + 90 * DAY
    refused(RefusalReason.NOT_ALLOWED_NOW, lambda: extend(forum, None))
    assert scene.view(forum).offer.draft.expires_on == FORUM.ends_at.date()
    assert scene.view(forum).offer.draft.place == DOOR
