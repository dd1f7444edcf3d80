"""Offers of France Travail as they come, with all that is odd about them."""

import json
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest

from game_rules.feeds import FeedOffer, FeedRow, RejectedRow, Rejection
from game_rules.geo import LatLon
from game_rules.kinds import OfferKind, WayToMeet
from game_rules.offers.limits import OFFER_TEXT_MAX_CHARS, OFFER_TITLE_MAX_CHARS
from game_rules.offers.offer import LocationPrecision
from game_rules.territory.communes import Town
from server.adapters.feeds.france_travail import DROPPED, IN_OFFER, PUBLISHER, SavedSearch
from server.adapters.feeds.france_travail_pay import salary_in_words
from tests.support.outside.france_travail import EVERY_FIELD, PLAIN, answer_of, changed, paths_in


def read(*offers: Any) -> list[FeedRow]:
    return list(SavedSearch(BytesIO(answer_of(offers))))


def read_one(**fields: Any) -> FeedOffer:
    [row] = read(changed(PLAIN, **fields))
    assert isinstance(row, FeedOffer), row
    return row


def test_an_offer_takes_what_it_can_hold() -> None:
    [offer] = read(EVERY_FIELD)
    assert isinstance(offer, FeedOffer)
    assert offer.title == "Fleuriste (H/F)"
    assert offer.kind is OfferKind.JOB
    assert offer.organisation == "Les Fleurs d’Essai"
    assert offer.where.precision is LocationPrecision.COMMUNE
    assert offer.where.commune_insee == "62498"
    assert offer.where.position == LatLon(50.4291, 2.8319)
    assert offer.description == "Vous composez des bouquets.\n\nVous aimez les gens."
    assert offer.rome_code == "D1209"
    assert offer.salary == "1\u202f850 à 2\u202f000,50 € par mois · Selon expérience · Primes"
    assert offer.working_hours == "35H Horaires normaux"
    assert offer.duration == "CDD - 6 Mois"
    assert offer.expires_on == date(2026, 7, 19)
    assert offer.starts_on is None
    assert offer.without_driving_licence is False
    assert offer.apply_url == "https://fleurs.example/postuler"
    assert offer.ways_to_meet == {WayToMeet.APPLY_ONLINE}
    assert offer.provenance.url == "https://partenaire.example/100AAAA"
    assert offer.provenance.created_at == datetime(2026, 5, 20, 8, 15, 42, tzinfo=UTC)
    assert offer.provenance.updated_at == datetime(2026, 5, 28, 10, tzinfo=UTC)


def test_every_documented_field_is_kept_or_named_as_dropped() -> None:
    search = SavedSearch(BytesIO(answer_of([EVERY_FIELD])))
    [offer] = list(search)
    assert isinstance(offer, FeedOffer)
    kept = set(paths_in(dict(offer.provenance.details))) | IN_OFFER
    assert set(paths_in(EVERY_FIELD)) - kept == set(DROPPED)
    assert not kept & set(DROPPED)
    assert search.unknown_fields == {}


def test_nobody_is_named_or_can_be_called_by_what_is_kept() -> None:
    [offer] = read(EVERY_FIELD)
    assert "ecret" not in repr(offer)
    assert "01000000" not in repr(offer)


@pytest.mark.parametrize(
    ("given", "read"),
    [(2, 2), ("3", 3), (2.0, 2), (None, None), (0, None), (-1, None), (True, None), ("deux", None), (10**9, None)],
)
def test_the_number_of_positions_is_read_and_never_made_up(given: object, read: int | None) -> None:
    offer = read_one(nombrePostes=given)
    assert offer.openings == read
    assert offer.provenance.details.get("nombrePostes") == given, "what it said is kept"


def test_neither_place_nor_description_nor_employer_is_needed() -> None:
    bare = read_one(lieuTravail=None)
    assert (bare.where.commune_insee, bare.where.position, bare.description, bare.salary) == (None, None, None, None)
    assert bare.organisation == PUBLISHER
    assert read_one(lieuTravail={"libelle": "62 - Pas-de-Calais"}).where.commune_insee is None
    assert read_one(lieuTravail={"libelle": "62 - LIEVIN"}).town == Town("LIEVIN", "62")
    assert read_one(lieuTravail={"libelle": "Rome", "latitude": "", "longitude": None}).town is None


def test_texts_that_come_as_arrays_and_keys_that_nobody_knows_are_read() -> None:
    offer = changed(
        EVERY_FIELD,
        dureeTravailLibelle=["35H", "Travail le samedi"],
        contexteTravail={"horaires": ["35H", "Matin"], "conditionsExercice": []},
        salaire={"libelle": ["Horaire de 12,50 Euros sur 12.0 mois"], "listeComplements": [{"code": "1"}]},
        nouveauChamp={"a": 1},
        pays="France",
    )
    search = SavedSearch(BytesIO(answer_of([offer, offer | {"id": "2"}])))
    first, _ = search
    assert isinstance(first, FeedOffer)
    assert first.working_hours == "35H\nTravail le samedi"
    assert first.salary == "12,50 € par heure"
    assert first.provenance.details["contexteTravail"] == {"horaires": ["35H", "Matin"]}
    assert search.unknown_fields == {"nouveauChamp": 2, "pays": 2}


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Mensuel de 1600,00 Euros sur 12 mois", "1\u202f600 € par mois"),
        ("Mensuel de 2275.0 Euros à 2300.0 Euros sur 12.0 mois", "2\u202f275 à 2\u202f300 € par mois"),
        ("Annuel de 20148,00 Euros à 25000,00 Euros sur 13 mois", "20\u202f148 à 25\u202f000 € par an sur 13 mois"),
        ("Mensuel de 1678,95 Euros à 1678,95 Euros sur 12 mois", "1\u202f678,95 € par mois"),
        ("Horaire de 11,07 Euros", "11,07 € par heure"),
        ("1600,00", "1600,00"),
        ("Cachet de 100 Euros", "Cachet de 100 Euros"),
        ("A négocier", "A négocier"),
    ],
)
def test_a_salary_says_what_it_says_and_no_more(given: str, shown: str) -> None:
    assert salary_in_words(given) == shown


@pytest.mark.parametrize("nature", ["Contrat apprentissage", "Cont. professionnalisation", "CONTRAT D'APPRENTISSAGE"])
def test_learning_at_work_is_an_apprenticeship(nature: str) -> None:
    assert read_one(natureContrat=nature).kind is OfferKind.APPRENTICESHIP
    assert read_one(alternance=True).kind is OfferKind.APPRENTICESHIP


@pytest.mark.parametrize(
    ("licences", "without"),
    [
        (None, None),
        ([], None),
        ([{"libelle": "B - Véhicule léger", "exigence": "E"}], False),
        ([{"libelle": "B - Véhicule léger", "exigence": "S"}], None),
        ([{"libelle": "Aucun permis", "exigence": "S"}], True),
    ],
)
def test_whether_a_licence_is_needed_is_never_guessed(licences: Any, without: bool | None) -> None:
    assert read_one(permis=licences).without_driving_licence is without


def test_broken_characters_are_mended_and_markup_is_gone() -> None:
    offer = read_one(
        intitule="DÃ©veloppeur <b>web</b>",
        description="&lt;p&gt;Bonjour&lt;/p&gt;<script>alert(1)</script><p>Pièces &amp; main d’œuvre\u0000</p>",
    )
    assert offer.title == "Développeur web"
    assert offer.description == "Bonjour\nPièces & main d’œuvre"


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("text", Rejection.NOT_AN_OFFER),
        (changed(PLAIN, id=None), Rejection.ID_MISSING),
        (changed(PLAIN, intitule="<br>"), Rejection.TITLE_MISSING),
        (changed(PLAIN, dateCreation=None), Rejection.DATE_MISSING),
        (changed(PLAIN, dateCreation="hier"), Rejection.WRONG_VALUE),
        (changed(PLAIN, dateCreation="9999-12-31T00:00:00Z"), Rejection.WRONG_VALUE),
        (changed(PLAIN, intitule="x" * (OFFER_TITLE_MAX_CHARS + 1)), Rejection.TOO_LONG),
        (changed(PLAIN, description="x" * (OFFER_TEXT_MAX_CHARS + 1)), Rejection.TOO_LONG),
        (changed(PLAIN, competences=[{"libelle": "x" * 10_000_000}]), Rejection.TOO_LONG),
        (changed(PLAIN, intitule={"a": 1}), Rejection.WRONG_VALUE),
    ],
)
def test_a_row_that_is_no_offer_is_left_out_with_its_reason_and_the_next_is_read(item: Any, reason: Rejection) -> None:
    first, second = read(item, changed(PLAIN, id="200BBBB"))
    assert isinstance(first, RejectedRow)
    assert (first.row, first.reason) == (1, reason)
    assert isinstance(second, FeedOffer)


def test_a_title_and_a_text_of_the_greatest_length_are_kept() -> None:
    offer = read_one(intitule="x" * OFFER_TITLE_MAX_CHARS, description="x" * OFFER_TEXT_MAX_CHARS)
    assert offer.description
    assert (len(offer.title), len(offer.description)) == (OFFER_TITLE_MAX_CHARS, OFFER_TEXT_MAX_CHARS)


def test_nobody_is_sent_to_an_address_that_is_none_of_the_web() -> None:
    assert read_one(contact={"urlPostulation": "javascript:alert(1)"}).apply_url is None
    assert read_one(contact={"urlPostulation": "https://a.example/x?y=1"}).apply_url == "https://a.example/x?y=1"


def test_a_bare_array_and_a_byte_order_mark_are_read() -> None:
    [row] = SavedSearch(BytesIO(b"\xef\xbb\xbf" + json.dumps([PLAIN]).encode()))
    assert isinstance(row, FeedOffer)


@pytest.mark.parametrize(
    "text", [b"", b"<html>", answer_of([PLAIN])[:-40], answer_of([PLAIN]).replace(b"Fleur", b"\xe9")]
)
def test_a_file_that_is_no_json_says_so(text: bytes) -> None:
    with pytest.raises(ValueError, match="whole JSON in UTF-8"):
        list(SavedSearch(BytesIO(text)))
