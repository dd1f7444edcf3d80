"""Actions of calls and conversations."""

from datetime import timedelta
from uuid import UUID

from game_rules.limits import DEFAULT_LIMITS
from tests.integration.law.actions import action
from tests.integration.law.stage import Person, Stage
from tests.support.factories import moment
from tests.support.scenes.meetings import MeetingScene

CALL = UUID(int=9)
MESSAGE = UUID(int=10)
QUESTION = {"call_id": str(CALL), "topic": "cv", "text": "Tu peux relire mon CV ?"}
THIS_CALL, THIS_CONVERSATION = {"call_id": str(CALL)}, {"conversation_id": str(CALL)}


def asked(stage: Stage) -> tuple[Person, Person, Person]:
    """Somebody who has asked, and two Jokers who were."""
    asker, jo, lou = stage.person(), stage.joker("Jo"), stage.joker("Lou")
    asker.phone.ask("ask_joker", **QUESTION)
    return asker, jo, lou


def talking(stage: Stage) -> tuple[Person, Person]:
    """The two of a conversation in which one thing was said."""
    asker, joker = stage.person(), stage.joker()
    asker.phone.ask("ask_joker", **QUESTION)
    joker.phone.ask("accept_call", **THIS_CALL)
    asker.phone.ask("send_message", **THIS_CONVERSATION, client_id=str(UUID(int=11)), text="Bonjour !")
    return asker, joker


@action("ask_joker")
def ask(stage: Stage) -> None:
    asker, joker = stage.person(), stage.joker()
    with stage.watched(asker.phone, asker.tablet, joker.phone):
        asker.phone.ask("ask_joker", **QUESTION)


@action("ask_joker, nobody there")
def ask_nobody(stage: Stage) -> None:
    asker = stage.person()
    with stage.watched(asker.phone, asker.tablet):
        asker.phone.ask("ask_joker", **QUESTION)


@action("withdraw_call")
def withdraw(stage: Stage) -> None:
    asker, jo, _ = asked(stage)
    with stage.watched(asker.phone, asker.tablet, jo.phone):
        asker.phone.ask("withdraw_call", **THIS_CALL)


@action("accept_call")
def accept(stage: Stage) -> None:
    asker, jo, lou = asked(stage)
    with stage.watched(asker.phone, jo.phone, jo.tablet, lou.phone):
        jo.phone.ask("accept_call", **THIS_CALL)


@action("accept_call, that the inbox told of")
def accept_from_inbox(stage: Stage) -> None:
    asker = stage.person()
    jo, lou = (stage.known(stage.scene.joker(name, free=False)) for name in ("Jo", "Lou"))
    asker.phone.ask("ask_joker", **QUESTION)
    stage.tick()
    with stage.watched(jo.phone, lou.phone):
        jo.phone.ask("accept_call", **THIS_CALL)


@action("close_conversation")
def close(stage: Stage) -> None:
    asker, joker = talking(stage)
    with stage.watched(asker.phone, asker.tablet, joker.phone):
        asker.phone.ask("close_conversation", **THIS_CONVERSATION, helped=True)


@action("send_message")
def say(stage: Stage) -> None:
    asker, joker = talking(stage)
    with stage.watched(asker.phone, asker.tablet, joker.phone):
        asker.phone.ask("send_message", **THIS_CONVERSATION, client_id=str(MESSAGE), text="Vous êtes là ?")


@action("mark_messages")
def mark(stage: Stage) -> None:
    asker, joker = talking(stage)
    joker.phone.ask("send_message", **THIS_CONVERSATION, client_id=str(MESSAGE), text="Bonjour Camille.")
    with stage.watched(asker.phone, asker.tablet, joker.phone):
        asker.phone.ask("mark_messages", **THIS_CONVERSATION, delivered_up_to=2, read_up_to=2)


@action("block")
def block(stage: Stage) -> None:
    asker, joker = talking(stage)
    MeetingScene(stage.scene, asker_id=asker.id, joker_id=joker.id, call_id=CALL).set_up()
    with stage.watched(asker.phone, asker.tablet, joker.phone):
        asker.phone.ask("block", **THIS_CALL)


@action("block, of who asks")
def block_asker(stage: Stage) -> None:
    asker, jo, _ = asked(stage)
    with stage.watched(asker.phone, jo.phone, jo.tablet):
        jo.phone.ask("block", **THIS_CALL)


@action("clock, the next wave")
def next_wave(stage: Stage) -> None:
    asker, jokers = stage.person(), [stage.joker() for _ in range(DEFAULT_LIMITS.wave_seats[0] + 1)]
    asker.phone.ask("ask_joker", **QUESTION)
    (waiting,) = (one for one in jokers if one.id not in stage.scene.recipients(CALL))
    with stage.watched(asker.phone, waiting.phone):
        stage.tick(moment(DEFAULT_LIMITS.wave_starts_s[1]))


@action("clock, nobody answered")
def nobody_answered(stage: Stage) -> None:
    asker, jo, _ = asked(stage)
    stage.tick(moment(DEFAULT_LIMITS.wave_starts_s[2]))
    with stage.watched(asker.phone, jo.phone):
        stage.tick(moment(DEFAULT_LIMITS.call_unanswered_after_s))


@action("clock, a call expires")
def expire(stage: Stage) -> None:
    asker, jo, _ = asked(stage)
    # The Joker is no longer free by then: that ends by the clock, and needs no word.
    stage.tick(moment(0) + timedelta(hours=2))
    with stage.watched(asker.phone, jo.phone):
        stage.tick(moment(0) + timedelta(days=1))


@action("clock, a conversation is idle")
def idle(stage: Stage) -> None:
    asker, joker = talking(stage)
    stage.tick(moment(0) + timedelta(hours=2))
    with stage.watched(asker.phone, joker.phone):
        stage.tick(moment(DEFAULT_LIMITS.conversation_idle_s))


@action("unblock_player")
def unblock(stage: Stage) -> None:
    asker, joker = talking(stage)
    asker.phone.ask("block", **THIS_CALL)
    with stage.watched(asker.phone, asker.tablet, joker.phone):
        asker.http("DELETE", f"/api/me/blocked/{joker.id}")


@action("mark_notifications_read")
def read_inbox(stage: Stage) -> None:
    asker, _ = talking(stage)
    stage.tick()
    with stage.watched(asker.tablet):
        asker.http("POST", "/api/me/notifications/read", {"subject_id": str(CALL)})


@action("erase_account, of one of two")
def erase(stage: Stage) -> None:
    asker, joker = talking(stage)
    MeetingScene(stage.scene, asker_id=asker.id, joker_id=joker.id, call_id=CALL).set_up()
    with stage.watched(joker.phone):
        asker.http("DELETE", "/api/me")


@action("erase_account, of who asks")
def erase_asker(stage: Stage) -> None:
    asker, jo, _ = asked(stage)
    with stage.watched(jo.phone):
        asker.http("DELETE", "/api/me")
