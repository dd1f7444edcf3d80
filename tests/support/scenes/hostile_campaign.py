"""A world in which everything that has a name is called by hostile words, for tests of the shipped server."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

from click.testing import CliRunner
from sqlalchemy import Engine, text
from sqlalchemy.orm import sessionmaker

from game_rules.kinds import OfferKind
from game_rules.offers.content import EventTimes
from game_rules.offers.offer import Offer
from server.clock import utc_now
from server.commands.verbs import jokajobs
from server.services.ports import OpenUnit
from server.services.territory.store_territory import store_places
from tests.support import hostile_feeds
from tests.support.contexts import context_at
from tests.support.factories import LENS, offer, organisation
from tests.support.hostile_words import CALENDARS, CLEANED, KEPT, MARKUP, TEMPLATES
from tests.support.running.filled import address_of, fill_database
from tests.support.scenes.campaigns import WEST_INSEE
from tests.support.scenes.help import LIBRARY

FOREVER = date(2099, 12, 31)
TIMES = EventTimes(datetime(2099, 6, 1, 12, tzinfo=UTC), datetime(2099, 6, 1, 15, tzinfo=UTC), seats=20)
_NAMESPACE = UUID("0f6f7b1a-5f07-4b0a-9f43-0c9f2f7d2b11")
INNOCENT = "Vente en boulangerie"
STORED = (*KEPT, *CLEANED)
"""Those that are cleaned on their way in as well: a database may have them from before."""


def saying(words: str) -> Offer:
    """A public event all of whose words are `words`."""
    return replace(
        offer(title=words, kind=OfferKind.EVENT, expires_on=FOREVER),
        id=uuid5(_NAMESPACE, words),
        organisation=replace(organisation(name=words), is_demo=False),
        description=words,
        salary=words,
        working_hours=words,
        duration=words,
        address=words,
        is_address_public=True,
        event=TIMES,
    )


OFFERS = {words: saying(words) for words in (INNOCENT, *STORED)}
ENDED = {words: replace(saying(words), id=uuid5(_NAMESPACE, f"{words}, over")) for words in (INNOCENT, *KEPT)}


PLACES = [
    replace(LIBRARY, id=uuid5(_NAMESPACE, f"{words}, place"), name=words, source=words)
    for words in (*MARKUP, *TEMPLATES, *CALENDARS, *CLEANED)
]


def run(engine: Engine, *words: str) -> str:
    """Runs a command, and returns what it prints on standard output."""
    done = CliRunner().invoke(jokajobs, words, env={"DATABASE_URL": address_of(engine)})
    assert done.exit_code == 0, done.output
    return done.stdout


def units(engine: Engine) -> OpenUnit:
    sessions = sessionmaker(engine, expire_on_commit=False)
    return OpenUnit(sessions)


def hostile_campaign(database_url: str) -> Engine:
    """Offers that are open and offers that are over, for each of the words."""
    engine = fill_database(database_url, [*OFFERS.values(), *ENDED.values()])
    with engine.begin() as connection:
        over = [one.id for one in ENDED.values()]
        connection.execute(text("update offer set state = 'filled' where id = any(:ids)"), {"ids": over})
        connection.execute(text("update campaign set name = :it"), {"it": "Lens {{7*191}}</title>\n]]>\u202e\x1b[2J"})
        connection.execute(text("update commune set name = :it"), {"it": "Lens </script>{{7*191}}\u202e\x1b[2J"})
    store_places(context_at(units(engine)), PLACES)
    return engine


def bring_in_feeds(engine: Engine, folder: Path) -> str:
    """Imports feeds of all kinds, and returns what the table's import prints. The table has a good row and one without
    a title for each of the words; of the other kinds of feeds each has a third of the words."""
    file, published = folder / "offers.csv", utc_now().date() - timedelta(days=1)
    with file.open("w", newline="") as out:
        table = csv.writer(out)
        table.writerow(
            [
                "identifiant",
                "intitule",
                "employeur",
                "date_publication",
                "latitude",
                "longitude",
                "precision",
                "code_insee",
            ]
        )
        for number, words in enumerate(STORED):
            table.writerow([number, words, words, published, LENS.lat, LENS.lon, "porte", "62498"])
            table.writerow([f"x{words}", "", words, published, LENS.lat, LENS.lon, "porte", "62498"])
    here, day = {"latitude": LENS.lat, "longitude": LENS.lon}, str(published)
    place = {"@type": "Place", "geo": {"@type": "GeoCoordinates", **here}}
    for kind, content in {
        "france-travail": hostile_feeds.search(STORED[::3], day, lieuTravail={"commune": WEST_INSEE, **here}),
        "engagement": hostile_feeds.missions(
            STORED[1::3], day, addresses=[{"location": {"lat": LENS.lat, "lon": LENS.lon}}]
        ),
        "job-posting": hostile_feeds.postings(STORED[2::3], day, jobLocation=place),
    }.items():
        other = folder / f"{kind}.json"
        other.write_bytes(content)
        assert " 0 rejected" in run(engine, "import", kind, str(other))
    return run(engine, "import", "csv", str(file))


def pieces(most_chars: int) -> list[str]:
    """All the words as texts of several lines."""
    found = [""]
    for words in STORED:
        if len(found[-1]) + len(words) + 1 > most_chars:
            found.append("")
        found[-1] += f"{words}\n"
    return found
