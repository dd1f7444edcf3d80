"""Two people talk while the connection of each breaks thirty times: every message once, in order, on both screens."""

from collections.abc import Iterator
from random import Random
from threading import Event, Thread
from time import sleep

import pytest
from sqlalchemy import Engine, text

from server.clock import utc_now
from tests.support.databases import NewDatabase
from tests.support.running.filled import StartServer, fill_database
from tests.support.running.help_people import make_joker, scene_on
from tests.support.running.servers import Guest
from tests.support.running.talking_phone import TalkingPhone
from tests.support.waiting import joined

CUTS = 30
"""On either side."""


@pytest.fixture
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("stream"), [])
    yield engine
    engine.dispose()


def test_every_message_arrives_once_and_in_order_through_thirty_lost_connections(
    engine: Engine, start_server: StartServer
) -> None:
    server = start_server(
        engine.url.render_as_string(hide_password=False), env={"JOKAJOBS_MAX_MESSAGES_PER_10_S": "100000"}
    )
    scene = scene_on(engine)
    asker, joker = Guest(server), make_joker(server, scene)
    conversation_id = scene.conversation(asker.id, joker.id, utc_now())
    phones = [TalkingPhone(person, conversation_id) for person in (asker, joker)]
    said: list[list[str]] = [[], []]
    enough = Event()

    def talk(number: int) -> None:
        while not enough.is_set():
            words = f"{number}: {len(said[number])}"
            phones[number].say(words)
            said[number].append(words)

    speakers = [Thread(target=talk, args=(number,)) for number in range(2)]
    for speaker in speakers:
        speaker.start()
    random = Random(20260603)
    while on_line := [phone for phone in phones if phone.reconnects < CUTS]:
        sleep(random.uniform(0.0, 0.12))
        random.choice(on_line).cut()
    enough.set()
    for speaker in speakers:
        joined(speaker, "somebody who talks")
    for phone in phones:
        phone.catch_up()
        phone.close()

    assert phones[0].shown == phones[1].shown
    assert [message["sequence"] for message in phones[0].shown] == list(range(1, len(said[0]) + len(said[1]) + 1))
    for person, words in zip((asker, joker), said, strict=True):
        assert [one["text"] for one in phones[0].shown if one["sender_id"] == str(person.id)] == words
    with engine.connect() as connection:
        kept = connection.execute(text("select count(*) from help_message")).scalar_one()
    assert kept == len(said[0]) + len(said[1])
