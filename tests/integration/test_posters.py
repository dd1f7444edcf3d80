"""Posters on a real database: made once, revoked, scanned by players who stand there and by some who do not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Connection, text

from game_rules.gps import GpsFix
from game_rules.limits import DEFAULT_LIMITS
from game_rules.offers.offer import Offer
from game_rules.people.players import AgeBand, Language, Player
from game_rules.people.wishes import Wishes
from game_rules.play.outcomes import OfferDiscovered, OfferVisited, PlayEvent, PointsAwarded
from game_rules.play.points import PointRule
from game_rules.play.posters import ScanResult
from game_rules.refusals import RefusalReason, Refused
from game_rules.undo import undo_until, undone_before
from server.adapters.signer import LinkSigner
from server.live.campaign import CampaignSnapshot, LiveCampaign
from server.live.live import Live
from server.live.walkers import Walkers
from server.services.accounts.consent import withdraw_consent
from server.services.accounts.sign_in_guest import NewGuest, sign_in_guest
from server.services.context import Context
from server.services.links import Links
from server.services.play.scan_poster import PosterScanned, scan_poster
from server.services.ports import OpenUnit
from server.services.public.posters import check_poster, poster_of, restore_poster, revoke_poster
from server.services.territory.load_campaign import load_campaign
from tests.support.contexts import context_at
from tests.support.factories import START, fix, offer
from tests.support.scenes.campaigns import store_territory
from tests.support.scenes.organisations import OrganisationScene

LINKS = Links(LinkSigner(b"for tests", lambda: START), "https://play.example.org")
BAKERY = offer(title="Vente en boulangerie")
PUBLIC = replace(
    offer(title="Accueil", metres_east=900, rome_code="M1601"), address="12 rue d’Essai", is_address_public=True
)
NEW_OFFER, NEW_DOMAIN, VISIT = (
    DEFAULT_LIMITS.points_discovery, DEFAULT_LIMITS.points_new_domain, DEFAULT_LIMITS.points_visit,
)  # fmt: skip


class PosterScene:
    """A member of the bakery, and players with phones."""

    def __init__(self, open_unit: OpenUnit) -> None:
        self.open_unit = open_unit
        store_territory(open_unit, [BAKERY, PUBLIC])
        self.live = LiveCampaign()
        assert load_campaign(context_at(open_unit, live=Live(campaign=self.live)))
        self.member = OrganisationScene(open_unit).account()
        with open_unit() as unit:
            unit.organisations.add_member(BAKERY.organisation.id, self.member.account_id, START.date(), is_owner=True)
            unit.commit()

    @property
    def campaign(self) -> CampaignSnapshot:
        assert self.live.current is not None
        return self.live.current

    def player(self) -> UUID:
        arrived = sign_in_guest(
            context_at(
                self.open_unit,
            ),
            NewGuest(name="Camille", language=Language.FRENCH, age_band=AgeBand.FROM_18, wishes=Wishes()),
        )
        return arrived.player.id

    def token(self, of: Offer = BAKERY, *, by: Player | None = None) -> str:
        account = by or self.member
        sheet = poster_of(
            context_at(self.open_unit, campaign=self.campaign, links=LINKS, account_id=account.account_id), of.id
        )
        return sheet.code_url.rpartition("/")[2]

    def scan(self, player_id: UUID, token: str, one: GpsFix | None, now: datetime = START) -> PosterScanned:
        return scan_poster(
            context_at(self.open_unit, now, campaign=self.campaign, links=LINKS, player_id=player_id), token, one
        )


@pytest.fixture
def scene(open_unit: OpenUnit) -> PosterScene:
    return PosterScene(open_unit)


def points(events: tuple[PlayEvent, ...]) -> dict[PointRule, int]:
    return {entry.rule: entry.points for event in events if isinstance(event, PointsAwarded) for entry in event.entries}


def test_at_the_door_a_scan_is_a_visit_once(scene: PosterScene) -> None:
    player, token = scene.player(), scene.token()
    first = scene.scan(player, token, fix())
    assert first.result is ScanResult.VISITED
    assert [type(event) for event in first.events] == [OfferDiscovered, OfferVisited, PointsAwarded]
    assert points(first.events) == {
        PointRule.DISCOVERY: NEW_OFFER, PointRule.NEW_DOMAIN: NEW_DOMAIN, PointRule.VISIT: VISIT,
    }  # fmt: skip
    assert first.found.visited_on == START.date()
    again = scene.scan(player, token, fix())
    assert (again.result, again.events) == (ScanResult.ALREADY_VISITED, ())
    assert again.found == first.found


def test_from_afar_the_offer_is_known_and_nothing_is_won_until_somebody_goes_there(scene: PosterScene) -> None:
    player, token = scene.player(), scene.token()
    afar = scene.scan(player, token, fix(metres_east=5_000))
    assert afar.result is ScanResult.TOO_FAR
    assert [type(event) for event in afar.events] == [OfferDiscovered, PointsAwarded]
    assert afar.found.visited_on is None
    assert scene.scan(player, token, None).result is ScanResult.NO_POSITION
    there = scene.scan(player, token, fix())
    assert there.result is ScanResult.VISITED
    assert points(there.events) == {PointRule.VISIT: VISIT}


def test_a_public_address_wins_a_visit_and_no_discovery(scene: PosterScene) -> None:
    found = scene.scan(scene.player(), scene.token(PUBLIC), fix(at=PUBLIC.position))
    assert found.result is ScanResult.VISITED
    assert points(found.events) == {PointRule.VISIT: VISIT}


def test_scans_are_counted_by_day_and_name_nobody(scene: PosterScene, connection: Connection) -> None:
    token = scene.token()
    for one in (fix(), None):
        scene.scan(scene.player(), token, one)
    assert [tuple(row) for row in connection.execute(text("select day, scans from poster_scan"))] == [(START.date(), 2)]


def test_there_is_one_poster_until_it_is_revoked(scene: PosterScene) -> None:
    player, token = scene.player(), scene.token()
    assert scene.token() == token
    check_poster(context_at(scene.open_unit, links=LINKS), token)
    revoke_poster(context_at(scene.open_unit, account_id=scene.member.account_id), BAKERY.id)
    refused(RefusalReason.POSTER_INVALID, lambda: check_poster(context_at(scene.open_unit, links=LINKS), token))
    refused(RefusalReason.POSTER_INVALID, lambda: scene.scan(player, token, fix()))
    assert scene.token() != token
    assert scene.scan(player, scene.token(), fix()).result is ScanResult.VISITED


def test_a_poster_that_was_revoked_by_a_slip_works_again(scene: PosterScene) -> None:
    def of_member(now: datetime = START) -> Context:
        return context_at(scene.open_unit, now, account_id=scene.member.account_id)

    refused(RefusalReason.NOT_ALLOWED_NOW, lambda: restore_poster(of_member(), BAKERY.id))
    token, due = scene.token(), undo_until(START)
    revoke_poster(of_member(), BAKERY.id)
    with of_member().unit() as unit:
        assert unit.posters.revoked_since([BAKERY.id], undone_before(START)) == {BAKERY.id: START}
    refused(RefusalReason.NOT_ALLOWED_NOW, lambda: restore_poster(of_member(due), BAKERY.id))
    for _ in range(2):
        restore_poster(of_member(due - timedelta(seconds=1)), BAKERY.id)
        assert scene.token() == token, "those that hang are those that are printed"
    revoke_poster(of_member(), BAKERY.id)
    assert scene.token() != token
    refused(RefusalReason.EDIT_CONFLICT, lambda: restore_poster(of_member(), BAKERY.id))
    with of_member().unit() as unit:
        assert unit.posters.revoked_since([BAKERY.id], undone_before(START)) == {}


@pytest.mark.parametrize(
    "token", ["made-up", LINKS.signer.sign("one_tap", {"p": "x"}), LINKS.signer.sign("poster", {"p": "x"})]
)
def test_a_code_that_was_not_made_here_opens_nothing(scene: PosterScene, token: str) -> None:
    refused(RefusalReason.POSTER_INVALID, lambda: scene.scan(scene.player(), token, fix()))


def test_only_members_print_and_revoke(scene: PosterScene) -> None:
    stranger = OrganisationScene(scene.open_unit).account("Sacha")
    refused(RefusalReason.OFFER_NOT_FOUND, lambda: scene.token(by=stranger))
    refused(
        RefusalReason.OFFER_NOT_FOUND,
        lambda: revoke_poster(context_at(scene.open_unit, account_id=stranger.account_id), BAKERY.id),
    )
    refused(RefusalReason.OFFER_NOT_FOUND, lambda: scene.token(replace(BAKERY, id=UUID(int=1))))


def test_the_poster_of_a_filled_offer_wins_nothing_any_more(scene: PosterScene, connection: Connection) -> None:
    token = scene.token()
    connection.execute(text("update offer set state = 'filled' where id = :id"), {"id": BAKERY.id})
    load_campaign(context_at(scene.open_unit, live=Live(campaign=scene.live)))
    refused(RefusalReason.OFFER_NOT_OPEN, lambda: scene.scan(scene.player(), token, fix()))
    refused(RefusalReason.OFFER_NOT_OPEN, scene.token)


def test_a_position_is_not_used_against_somebodys_will(scene: PosterScene) -> None:
    player, token = scene.player(), scene.token()
    with scene.open_unit() as unit:
        account = unit.accounts.player(player)
    assert account is not None
    withdraw_consent(context_at(scene.open_unit, live=Live(walkers=Walkers()), player=account))
    refused(RefusalReason.CONSENT_WITHDRAWN, lambda: scene.scan(player, token, fix()))
    assert scene.scan(player, token, None).result is ScanResult.NO_POSITION


def refused(reason: RefusalReason, action: Callable[[], object]) -> None:
    with pytest.raises(Refused) as caught:
        action()
    assert caught.value.reason is reason
