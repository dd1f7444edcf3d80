"""A field of an offer is everywhere or nowhere: in its row, on the wire both ways, in feeds, on pages and in files."""

import re
from dataclasses import MISSING, fields
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from game_rules.events.seats import Registered
from game_rules.feeds import FeedOffer, Provenance, in_commune
from game_rules.offers.content import (
    DETAILS,
    TEXTS,
    EventTimes,
    OfferContent,
    PublicContent,
    fields_in,
    words_of,
)
from game_rules.offers.offer import LocationPrecision, Offer, OfferSource
from game_rules.offers.public import PublicOffer, public_offer
from game_rules.play.found_offers import FoundOffer
from server.persistence.offers.rows import EVENT_COLUMNS, content_columns, content_of
from server.persistence.tables.offers import OfferRow
from server.schemas.offers.content import OfferContentIn, OfferContentOut
from server.schemas.offers.employer_offers import OfferDraftIn
from server.schemas.offers.public_feeds import CSV_COLUMNS
from server.schemas.offers.wording import WordingIn
from server.schemas.play import OfferOut
from server.settings import PROJECT_ROOT
from server.texts.public import DETAIL_LABELS
from tests.support.factories import LENS, organisation
from tests.support.offer_content import CONTENT, told_to_its_employer

NAMES = [one.name for one in fields(OfferContent)]
CODES = {"rome_code", "phone", "apply_url"}
"""Texts that are no words of the employer's."""

TOLD_OTHERWISE_IN_FILES = {"event"}
NOT_IN_FILES = {"ways_to_meet", "apply_url"}


def test_every_field_of_an_event_has_a_column() -> None:
    assert set(EVENT_COLUMNS) == {one.name for one in fields(EventTimes)}


def everything() -> dict[str, Any]:
    return fields_in(CONTENT, OfferContent)


OFFER = Offer(
    **everything(),
    id=UUID(int=1),
    organisation=organisation(),
    position=LENS,
    location_precision=LocationPrecision.DOOR,
    commune_insee="62498",
)


def found() -> dict[str, Any]:
    """Returns what a player is sent of it."""
    return OfferOut.of(FoundOffer(OFFER, date(2026, 6, 3), None, Registered(None, None))).model_dump(mode="json")


@pytest.mark.parametrize("field", fields(OfferContent), ids=lambda one: one.name)
def test_the_example_gives_every_field(field: Any) -> None:
    assert field.default is MISSING or getattr(CONTENT, field.name) != field.default


def test_a_row_holds_all_content_and_gives_it_back() -> None:
    columns = content_columns(CONTENT)
    assert columns.keys() <= set(OfferRow.__table__.columns.keys())
    assert OfferContent(**content_of(OfferRow(**columns))) == CONTENT


def test_what_a_feed_says_of_a_field_reaches_the_row() -> None:
    moment = datetime(2026, 6, 3, tzinfo=UTC)
    offer = FeedOffer(
        **{name: value for name, value in everything().items() if name != "ways_to_meet"},
        row=1,
        provenance=Provenance(OfferSource.CSV, "1", "Liste", None, moment, moment, {}),
        organisation="Boulangerie",
        where=in_commune("62498"),
    )
    assert content_columns(offer) == {**content_columns(CONTENT), "ways_to_meet": ["apply_online"]}


def test_an_employer_gets_all_content_and_can_send_it_back() -> None:
    told = told_to_its_employer()
    assert set(NAMES) <= told.keys()
    back = OfferDraftIn.model_validate({name: told[name] for name in NAMES})
    assert fields_in(back.to_draft(), OfferContent) == everything()


def test_a_player_who_found_it_gets_all_content() -> None:
    told, written = found(), told_to_its_employer()
    assert set(NAMES) <= told.keys()
    plain = set(OfferContentOut.model_fields)
    assert set(NAMES) - plain == {"event", "visiting_hours"}
    assert {name: told[name] for name in plain} == {name: written[name] for name in plain}
    assert told["event"]["seats"] == 12
    assert told["visiting_hours"] == [{"weekday": 1, "opens": "09:00", "closes": "12:00"}]


def test_the_public_gets_the_public_content_and_nothing_else_of_it() -> None:
    public = public_offer(OFFER)
    assert fields_in(public, PublicContent) == fields_in(CONTENT, PublicContent)
    secret = set(NAMES) - {one.name for one in fields(PublicContent)}
    assert secret == {"questions", "phone", "visiting_hours"}
    assert not secret & {one.name for one in fields(PublicOffer)}


def test_files_have_a_column_for_each_public_field() -> None:
    public = {one.name for one in fields(PublicContent)}
    assert public - set(CSV_COLUMNS) == TOLD_OTHERWISE_IN_FILES | NOT_IN_FILES


def test_the_words_of_every_text_are_checked() -> None:
    typed = {name for name in NAMES if isinstance(getattr(CONTENT, name), str)} - {"kind"}
    assert set(TEXTS) == typed - CODES
    said = dict(words_of(CONTENT, None).texts)
    assert said == {
        **{name: getattr(CONTENT, name) for name in TEXTS},
        "questions/0": "Pourquoi nous ?",
        "questions/1": "Quand ?",
    }
    assert {*TEXTS, "questions"} <= WordingIn.model_fields.keys()


def test_every_detail_has_a_label_on_pages() -> None:
    assert tuple(DETAIL_LABELS) == DETAILS


@pytest.mark.parametrize("name", DETAILS)
def test_a_detail_of_nothing_but_spaces_is_not_given(name: str) -> None:
    draft = OfferContentIn.model_validate({"kind": "job", "title": " Vente \n à Lens ", name: " \n "})
    assert draft.content()[name] is None
    assert draft.content()["title"] == "Vente à Lens"
    assert OfferContentIn.model_validate({"kind": "job", "title": "Vente", name: " a \n b "}).content()[name] == "a b"


def test_a_field_is_named_where_the_docs_say_and_nowhere_else() -> None:
    page = (PROJECT_ROOT / "docs/where-things-go.md").read_text()
    section = page.split("## A field of an offer\n")[1].split("\n## ")[0]
    steps = re.findall(r"^[0-9]\. `([^`]+)`", section, re.MULTILINE)
    assert len([step for step in steps if step.endswith(".py")]) <= 6
    assert len([step for step in steps if step.startswith("webclient/")]) <= 3
    # What is made by a command, what is written once, and what only tests need.
    apart = ("server/persistence/migrations/", "webclient/src/shared/protocol/types.ts")
    of_tests = (".test.ts", "sample_offers.ts")
    named = {
        path.relative_to(PROJECT_ROOT).as_posix()
        for room in ("game_rules", "server", "webclient/src")
        for path in (PROJECT_ROOT / room).rglob("*.*")
        if path.suffix in {".py", ".html", ".ts", ".svelte"} and not path.name.endswith(of_tests)
        if "working_hours" in path.read_text()
    }
    others = re.findall(r"`([^`]+)`", section.split("Whoever else")[1])
    assert {path for path in named if not path.startswith((*apart, *others))} == set(steps)
