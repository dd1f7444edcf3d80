"""Words that would become part of a page come in by every kind of feed as words, and addresses lead where they say."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

import pytest

from game_rules.feeds import FeedOffer, FeedRow
from game_rules.web_addresses import web_address
from server.adapters.feeds.csv_offers import OfferTable
from server.adapters.feeds.engagement import MissionList
from server.adapters.feeds.france_travail import OFFER_PAGE, SavedSearch
from server.adapters.feeds.job_posting import job_postings
from server.adapters.feeds.outside_text import one_line
from tests.support import hostile_feeds
from tests.support.hostile_words import CLEANED, EVALUATED, KEPT, MISLEADING_ADDRESSES, OBEYED

WORDS = (*KEPT, *CLEANED)
DAY = "2026-05-20"
PAGE = "https://jobs.example/page"


def search(words: Sequence[str], **fields: Any) -> list[FeedRow]:
    return list(SavedSearch(BytesIO(hostile_feeds.search(words, DAY, **fields))))


def missions(words: Sequence[str], **fields: Any) -> list[FeedRow]:
    return list(MissionList(BytesIO(hostile_feeds.missions(words, DAY, **fields))))


def postings(words: Sequence[str], **fields: Any) -> list[FeedRow]:
    return list(job_postings(hostile_feeds.postings(words, DAY, **fields).decode(), PAGE))


Read = Callable[..., list[FeedRow]]
FEEDS = pytest.mark.parametrize("read", [search, missions, postings])


def texts_of(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for name, one in value.items() for text in (name, *texts_of(one))]
    return [text for one in value for text in texts_of(one)] if isinstance(value, list) else [str(value)]


def offer_of(row: FeedRow) -> FeedOffer:
    assert isinstance(row, FeedOffer), row
    return row


@FEEDS
def test_each_row_is_one_offer_with_the_words_in_plain_text(read: Read) -> None:
    rows = read(WORDS)
    assert len(rows) == len(WORDS)
    for words, row in zip(WORDS, rows, strict=True):
        offer, plain = offer_of(row), one_line(words)
        assert (offer.title, offer.organisation) == (plain, plain)
        lines = (offer.title, offer.organisation, offer.salary, offer.duration, offer.provenance.source_id)
        said = [*filter(None, lines), offer.description or "", *texts_of(dict(offer.provenance.details))]
        assert not set("".join(said)) & OBEYED, words
        assert not set("".join(filter(None, lines))) & {"\n"}
        assert EVALUATED not in "".join(said)
        assert offer.rome_code is None
        assert offer.apply_url is None
        assert offer.provenance.url in {None, web_address(offer.provenance.url)}


def test_each_row_of_a_table_is_one_offer() -> None:
    header = "identifiant,intitule,employeur,date_publication,url,url_candidature\n"
    rows = "".join(
        ",".join(f'"{value}"' for value in (number, quoted, quoted, DAY, quoted, quoted)) + "\n"
        for number, quoted in enumerate(one.replace('"', '""') for one in WORDS)
    )
    offers = [offer_of(row) for row in OfferTable(BytesIO((header + rows).encode()), "liste \x1b[2J\u202e")]
    assert [offer.title for offer in offers] == [one_line(words) for words in WORDS]
    assert {(offer.provenance.url, offer.apply_url) for offer in offers} == {(None, None)}
    assert {offer.provenance.source_name for offer in offers} == {"liste"}


@pytest.mark.parametrize("address", MISLEADING_ADDRESSES)
def test_nobody_is_sent_to_an_address_that_says_another_host_than_it_leads_to(address: str) -> None:
    for rows in (
        search(["Vente"], contact={"urlPostulation": address}, origineOffre={"urlOrigine": address}),
        missions(["Vente"], applicationUrl=address),
        postings(["Vente"], url=address, potentialAction={"@type": "ApplyAction", "target": address}),
    ):
        offer = offer_of(rows[0])
        assert offer.apply_url in {None, "https://good.example/"}, "without what cannot be seen it says where it leads"
        assert address not in {offer.provenance.url, offer.provenance.source_id}
        assert offer.provenance.source_name in {"France Travail", "Vente", "jobs.example", "good.example"}


def test_an_offers_id_is_one_step_of_its_page_there() -> None:
    offer = offer_of(search(["Vente"], id='../a?b#c "d', origineOffre=None)[0])
    assert offer.provenance.url == f"{OFFER_PAGE}..%2Fa%3Fb%23c%20%22d"


@pytest.mark.parametrize("number", ["1e7000000", "-1e7000000", "1e-7000000", "-12", "1000000001", "NaN", "Infinity"])
def test_a_number_that_is_nobodys_pay_is_not_written_out(number: str) -> None:
    """With an exponent of nine digits it would fill the memory."""
    pay: Any = {"@type": "MonetaryAmount", "value": {"value": number, "maxValue": number, "unitText": "HOUR"}}
    for rows in (
        postings(["Vente"], baseSalary=pay),
        missions(["Vente"], compensationAmount=number),
        search(["Vente"], salaire={"libelle": f"Mensuel de {number} Euros"}),
    ):
        for row in rows:
            assert not isinstance(row, FeedOffer) or len(row.salary or "") < 60
