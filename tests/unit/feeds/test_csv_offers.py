"""Tables of offers as offices write them: every row becomes an offer or is rejected with its reason."""

from datetime import date
from io import BytesIO

import pytest

from game_rules.feeds import FeedOffer, FeedRow, RejectedRow, Rejection
from game_rules.geo import LatLon
from game_rules.kinds import OfferKind, WayToMeet
from game_rules.offers.limits import OFFER_TEXT_MAX_CHARS
from game_rules.offers.offer import LocationPrecision
from game_rules.territory.communes import Town
from server.adapters.feeds.csv_offers import COLUMNS, OfferTable

WHOLE = {
    "identifiant": "42",
    "intitule": "Fleuriste (H/F)",
    "employeur": "Les Fleurs d’Essai",
    "date_publication": "20/05/2026",
    "type": "Apprentissage",
    "siret": "732 829 320 00074",
    "code_insee": "62498",
    "commune": "Lens",
    "code_postal": "62300",
    "latitude": "50,4291",
    "longitude": "2.8319",
    "precision": "porte",
    "description": "<p>Composer des bouquets</p><script>alert(1)</script>",
    "code_rome": "D1209",
    "salaire": "1 850 € par mois",
    "horaires": "35 h",
    "duree": "12 mois",
    "nombre_postes": "3",
    "date_debut": "2026-09-01",
    "date_limite": "2026-06-30",
    "permis_requis": "Non",
    "url": "https://fleurs.example/42",
    "url_candidature": "javascript:alert(1)",
    "date_mise_a_jour": "2026-05-28",
}


def table(*rows: dict[str, str], header: list[str] | None = None, delimiter: str = ";") -> bytes:
    names = header or list(WHOLE)
    lines = [delimiter.join(names), *(delimiter.join(row.get(name, "") for name in names) for row in rows)]
    return "\r\n".join(lines).encode()


def read(content: bytes) -> list[FeedRow]:
    return list(OfferTable(BytesIO(content), "mission-locale"))


def read_one(**values: str) -> FeedRow:
    [row] = read(table({**WHOLE, **values}))
    return row


def test_a_row_takes_what_an_offer_can_hold() -> None:
    assert set(WHOLE) == set(COLUMNS)
    offer = read_one()
    assert isinstance(offer, FeedOffer), offer
    assert (offer.title, offer.organisation, offer.kind) == (
        "Fleuriste (H/F)",
        "Les Fleurs d’Essai",
        OfferKind.APPRENTICESHIP,
    )
    assert offer.siret == "73282932000074"
    assert (offer.where.precision, offer.where.commune_insee) == (LocationPrecision.DOOR, "62498")
    assert offer.where.position == LatLon(50.4291, 2.8319)
    assert offer.town == Town("Lens", "62")
    assert offer.description == "Composer des bouquets"
    assert (offer.starts_on, offer.expires_on) == (date(2026, 9, 1), date(2026, 6, 30))
    assert (offer.salary, offer.working_hours, offer.duration) == ("1 850 € par mois", "35 h", "12 mois")
    assert (offer.rome_code, offer.openings) == ("D1209", 3)
    assert offer.without_driving_licence is True
    assert offer.apply_url is None
    assert WayToMeet.APPLY_ONLINE not in offer.ways_to_meet
    assert offer.provenance.source_id == "mission-locale/42"
    assert offer.provenance.url == "https://fleurs.example/42"


def test_four_columns_are_enough() -> None:
    names = ["identifiant", "intitule", "employeur", "date_publication"]
    [offer] = read(table(WHOLE, header=names))
    assert isinstance(offer, FeedOffer)
    assert (offer.kind, offer.expires_on) == (OfferKind.JOB, date(2026, 7, 19))
    assert (offer.where.precision, offer.where.commune_insee) == (LocationPrecision.COMMUNE, None)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_what_office_programs_write_is_read(delimiter: str, encoding: str) -> None:
    names = ["Intitulé", "Identifiant", "EMPLOYEUR", "Date publication", "Téléphone"]
    values = ["Boulangère ’ à l’essai", "1", "Chez Zoé", "2026-06-03", "0321000000"]
    lines = "\n".join([delimiter.join(names), delimiter.join(values), ""])
    file = OfferTable(BytesIO(lines.encode(encoding)), "liste")
    [offer] = list(file)
    assert isinstance(offer, FeedOffer)
    assert (offer.title, offer.organisation) == ("Boulangère ’ à l’essai", "Chez Zoé")
    assert file.unknown_fields == {"telephone": 1}
    assert "0321000000" not in repr(offer)


def test_a_text_of_several_lines_in_quotes_is_one_value() -> None:
    rows = 'identifiant,intitule,employeur,date_publication,description\n1,"Un, deux",E,2026-06-03,"ligne 1\n""2"""\n'
    [offer] = read(rows.encode())
    assert isinstance(offer, FeedOffer)
    assert (offer.title, offer.description) == ("Un, deux", 'ligne 1\n"2"')


@pytest.mark.parametrize(
    ("values", "reason", "detail"),
    [
        ({"identifiant": " "}, Rejection.ID_MISSING, "identifiant"),
        ({"intitule": "<b></b>"}, Rejection.TITLE_MISSING, "intitule"),
        ({"employeur": ""}, Rejection.EMPLOYER_MISSING, "employeur"),
        ({"date_publication": ""}, Rejection.DATE_MISSING, "date_publication"),
        ({"type": "bénévolat"}, Rejection.KIND_UNKNOWN, "type"),
        ({"date_publication": "31/02/2026", "date_limite": "bientôt"}, Rejection.WRONG_VALUE,
         "date_limite, date_publication"),
        ({"siret": "73282932000075"}, Rejection.WRONG_VALUE, "siret"),
        ({"code_insee": "LENS"}, Rejection.WRONG_VALUE, "code_insee"),
        ({"latitude": "91"}, Rejection.WRONG_VALUE, "latitude"),
        ({"latitude": "nan"}, Rejection.WRONG_VALUE, "latitude"),
        ({"latitude": ""}, Rejection.WRONG_VALUE, "precision, latitude, longitude"),
        ({"precision": "à peu près"}, Rejection.WRONG_VALUE, "precision"),
        ({"code_rome": "Z9999"}, Rejection.WRONG_VALUE, "code_rome"),
        ({"permis_requis": "B"}, Rejection.WRONG_VALUE, "permis_requis"),
        ({"description": "x" * (OFFER_TEXT_MAX_CHARS + 1)}, Rejection.TOO_LONG, "description"),
        ({"url": "x;y"}, Rejection.WRONG_VALUE, "25 values, 24 columns"),
    ],
)  # fmt: skip
def test_each_bad_row_has_its_reason(values: dict[str, str], reason: Rejection, detail: str) -> None:
    row = read_one(**values)
    assert isinstance(row, RejectedRow)
    assert (row.row, row.reason, row.detail) == (1, reason, detail)


def test_a_field_without_an_end_is_rejected_and_does_not_end_the_import() -> None:
    good = "1,Titre,E,2026-06-03\n"
    content = f'identifiant,intitule,employeur,date_publication\n{good}2,"{"x" * 10_000_000}",E,2026-06-03\n{good}'
    first, second, third = read(content.encode())
    assert isinstance(first, FeedOffer)
    assert isinstance(second, RejectedRow)
    assert second.reason is Rejection.TOO_LONG
    assert isinstance(third, FeedOffer)


@pytest.mark.parametrize("content", [b"", b"<html>", b"a;b\n1;2\n", b"\x00\xff" * 50])
def test_a_file_that_is_no_table_of_offers_says_which_columns_are_missing(content: bytes) -> None:
    with pytest.raises(ValueError, match="no column identifiant"):
        read(content)
