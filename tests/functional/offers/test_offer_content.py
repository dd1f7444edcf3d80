"""All that an employer writes of an offer arrives: on the card of whoever finds it, and in public as far as it may."""

import csv
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from io import StringIO

import requests

from game_rules.gps import GpsFix
from game_rules.offers.content import OfferContent, PublicContent
from server.schemas.offers.content import OfferContentOut
from server.schemas.offers.public_feeds import CSV_COLUMNS
from server.texts.public import DETAIL_LABELS
from tests.support.databases import NewDatabase
from tests.support.factories import offer, place
from tests.support.noon import where_it_is_noon
from tests.support.offer_content import told_to_its_employer
from tests.support.running.employers import Employer, door
from tests.support.running.filled import StartServer, address_of, fill_database
from tests.support.running.servers import DEADLINE_S, Guest, ServerProcess
from tests.support.waiting import wait_until


def test_what_is_posted_and_published_is_on_the_card_and_in_public(
    new_database: NewDatabase, start_server: StartServer
) -> None:
    engine = fill_database(new_database("content"), [offer()], where_it_is_noon())
    engine.dispose()
    server = start_server(address_of(engine))
    now = datetime.now(UTC)  # noqa: TID251 - the server's clock is a real one
    starts_at = (now + timedelta(days=5)).replace(microsecond=0)
    day = (starts_at + timedelta(hours=2)).date().isoformat()
    example = told_to_its_employer()
    said = {one.name: example[one.name] for one in fields(OfferContent)} | {
        "starts_on": day,
        "expires_on": day,
        "event": {"starts_at": starts_at.isoformat(), "ends_at": (starts_at + timedelta(hours=2)).isoformat()},
    }
    employer, walker = Employer(server), Guest(server)
    published = employer.publish(place=door(place(metres_north=600)), **said)
    alike = set(OfferContentOut.model_fields)
    assert {name: published[name] for name in alike} == {name: said[name] for name in alike}

    row = listed(server, published["id"])
    for name in {one.name for one in fields(PublicContent)} & set(CSV_COLUMNS):
        assert row[name] == (str(said[name]).lower() if isinstance(said[name], (bool, int)) else said[name])
    page = requests.get(f"{server.url}{published['page_url']}", timeout=10).text
    for name in DETAIL_LABELS:
        assert said[name] in page
    assert said["phone"] not in page
    assert said["phone"] not in row.values()

    with walker.open_socket() as walking:
        at_the_door = datetime.now(UTC) - timedelta(milliseconds=1)  # noqa: TID251 - the server's clock is a real one
        walking.send_fixes([GpsFix(place(metres_north=600), 5, at_the_door)])
        card = walking.wait_for("offer_discovered")["offer"]
    assert card["id"] == published["id"]
    assert {name: card[name] for name in alike} == {name: said[name] for name in alike}


def listed(server: ServerProcess, offer_id: str) -> dict[str, str]:
    """Returns the offer's row in the public list, once the server has taken it up."""

    def row() -> dict[str, str] | None:
        answer = requests.get(f"{server.url}/offres.csv", timeout=DEADLINE_S)
        rows = csv.DictReader(StringIO(answer.content.decode()))
        return next((row for row in rows if row["id"] == offer_id), None)

    found = wait_until(row, f"the offer {offer_id} in the public list")
    assert found is not None
    return found
