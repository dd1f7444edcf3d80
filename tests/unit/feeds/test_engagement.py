"""Missions of the API Engagement as its documentation describes them: written by hand, nobody real is in them."""

import json
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from game_rules.feeds import FeedOffer, FeedRow, RejectedRow, Rejection
from game_rules.geo import LatLon
from game_rules.kinds import OfferKind
from game_rules.offers.limits import OFFER_TEXT_MAX_CHARS
from game_rules.offers.offer import LocationPrecision
from game_rules.organisations.organisation import OrganisationKind
from game_rules.territory.communes import Town
from server.adapters.feeds.engagement import DROPPED, IN_DETAILS, IN_OFFER, PUBLISHER, MissionList

MISSION: dict[str, Any] = {
    "id": "64a1b2c3d4e5f6789abc0001",
    "_id": "64a1b2c3d4e5f6789abc0001",
    "clientId": "SC-1",
    "publisherId": "1",
    "publisherName": "Service d’essai",
    "publisherUrl": "https://service.example",
    "publisherLogo": "https://service.example/logo.png",
    "type": "volontariat_service_civique",
    "title": "Animer la médiathèque",
    "description": "<p><strong>EN QUELQUES MOTS</strong></p><p>Lire &amp; faire lire</p>",
    "applicationUrl": "https://service.example/missions/1",
    "image": "https://service.example/image.png",
    "metadata": "interne",
    "domain": "culture-loisirs",
    "activities": ["animation"],
    "schedule": "24 heures par semaine",
    "startAt": "2026-10-01T00:00:00.000Z",
    "endAt": "2027-05-31T00:00:00.000Z",
    "postedAt": "2026-05-20T08:00:00.000Z",
    "createdAt": "2026-05-20T09:00:00.000Z",
    "updatedAt": "2026-05-28T09:00:00.000Z",
    "places": 2,
    "compensationAmount": 620,
    "compensationUnit": "month",
    "compensationType": "net",
    "openToMinors": "yes",
    "addresses": [
        {
            "street": "1 rue de l’Essai",
            "postalCode": "62300",
            "city": "Lens",
            "departmentCode": "62",
            "country": "France",
            "location": {"lat": 50.4291, "lon": 2.8319},
        }
    ],
    "organizationName": "Les Amis d’Essai",
    "organizationType": "Association déclarée",
    "organizationSiret": "73282932000074",
    "organizationFullAddress": "chez Dominique Secret",
    "organizationLogo": "https://service.example/logo.png",
    "moderation_5f5931496c7ea514150a818f_status": "ACCEPTED",
}


def mission(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in {**MISSION, **fields}.items() if value is not None}


def answer(*missions: Any) -> bytes:
    return json.dumps({"ok": True, "total": len(missions), "limit": 25, "skip": 0, "data": list(missions)}).encode()


def read(*missions: Any) -> list[FeedRow]:
    return list(MissionList(BytesIO(answer(*missions))))


def read_one(**fields: Any) -> FeedOffer:
    [row] = read(mission(**fields))
    assert isinstance(row, FeedOffer), row
    return row


def test_a_mission_of_civic_service_becomes_an_offer() -> None:
    offer = read_one()
    assert offer.openings == 2
    assert (offer.kind, offer.title) == (OfferKind.CIVIC_SERVICE, "Animer la médiathèque")
    assert (offer.organisation, offer.organisation_kind) == ("Les Amis d’Essai", OrganisationKind.ASSOCIATION)
    assert offer.siret == "73282932000074"
    assert offer.description == "EN QUELQUES MOTS\nLire & faire lire"
    assert (offer.where.precision, offer.where.position) == (LocationPrecision.COMMUNE, LatLon(50.4291, 2.8319))
    assert offer.town == Town("Lens", "62")
    assert (offer.starts_on, offer.expires_on) == (date(2026, 10, 1), date(2026, 10, 1))
    assert (offer.salary, offer.working_hours) == ("620 € par mois net", "24 heures par semaine")
    assert offer.apply_url == "https://service.example/missions/1"
    assert (offer.provenance.source_id, offer.provenance.source_name) == (MISSION["id"], "Service d’essai")
    assert "ecret" not in repr(offer)
    assert "png" not in repr(offer)


def test_every_documented_field_has_one_place() -> None:
    missions = MissionList(BytesIO(answer(MISSION, mission(id="2", nouveau=1))))
    assert len(list(missions)) == 2
    assert missions.unknown_fields == {"nouveau": 1}
    assert not IN_OFFER & IN_DETAILS
    assert not (IN_OFFER | IN_DETAILS) & DROPPED.keys()


def test_the_older_form_of_an_answer_is_read_too() -> None:
    place = {"zip": "62300", "city": "Lens", "department": "62", "country": "FR"}
    offer = read_one(id=None, addresses=[place], publisherName=None, startAt=None, endAt=None)
    assert offer.provenance.source_id == MISSION["_id"]
    assert offer.provenance.source_name == PUBLISHER
    assert offer.town == Town("Lens", "62")
    assert offer.expires_on == date(2026, 7, 19)


def test_a_mission_in_several_places_is_in_none_of_them_in_particular() -> None:
    offer = read_one(addresses=[*MISSION["addresses"], {"city": "Liévin", "postalCode": "62800"}])
    assert (offer.town, offer.where.position) == (None, None)


def test_nobody_is_taken_after_the_end_of_a_mission() -> None:
    assert read_one(startAt="2026-06-01T00:00:00Z", endAt="2026-06-15T00:00:00Z").expires_on == date(2026, 6, 15)
    assert read_one(startAt="2026-06-01T00:00:00Z", endAt="2026-05-20T00:00:00Z").expires_on == date(2026, 7, 19)


@pytest.mark.parametrize(
    ("fields", "reason", "detail"),
    [
        ({"type": "benevolat"}, Rejection.KIND_UNKNOWN, "type"),
        ({"type": None}, Rejection.KIND_UNKNOWN, "type"),
        ({"deletedAt": "2026-06-01T00:00:00Z"}, Rejection.NOT_AN_OFFER, "deletedAt"),
        ({"id": None, "_id": None}, Rejection.ID_MISSING, "id"),
        ({"title": "<p></p>"}, Rejection.TITLE_MISSING, "title"),
        ({"organizationName": None}, Rejection.EMPLOYER_MISSING, "organizationName"),
        ({"postedAt": None, "createdAt": None}, Rejection.DATE_MISSING, "postedAt"),
        ({"postedAt": "hier"}, Rejection.WRONG_VALUE, "postedAt"),
        ({"description": "x" * (OFFER_TEXT_MAX_CHARS + 1)}, Rejection.TOO_LONG, "description"),
    ],
)
def test_each_mission_that_is_left_out_has_its_reason(fields: dict[str, Any], reason: Rejection, detail: str) -> None:
    [row] = read(mission(**fields))
    assert isinstance(row, RejectedRow)
    assert (row.reason, row.detail) == (reason, detail)


def test_what_is_no_mission_does_no_harm() -> None:
    assert [row.reason for row in read(1, None, []) if isinstance(row, RejectedRow)] == [Rejection.NOT_AN_OFFER] * 3
    with pytest.raises(ValueError, match="not whole JSON"):
        list(MissionList(BytesIO(b"<html>")))
