"""Actions of the two who meet."""

from datetime import timedelta
from uuid import UUID

from game_rules.meetings.meeting import MeetingStep
from server.services.meetings.advance import advance_meeting
from tests.integration.law.actions import action
from tests.integration.law.calls import CALL, talking
from tests.integration.law.stage import Json, Person, Stage
from tests.support.scenes.help import LIBRARY
from tests.support.scenes.meetings import TOMORROW

MEETING = UUID(int=20)
THIS_MEETING = {"meeting_id": str(MEETING)}
PROPOSAL = {
    "conversation_id": str(CALL),
    "place_id": str(LIBRARY.id),
    "starts_at": TOMORROW.isoformat(),
    "duration_minutes": 30,
}


def proposed(stage: Stage) -> tuple[Person, Person]:
    asker, joker = talking(stage)
    asker.phone.ask("propose_meeting", **THIS_MEETING, **PROPOSAL)
    return asker, joker


def agreed(stage: Stage) -> tuple[Person, Person]:
    asker, joker = proposed(stage)
    joker.phone.ask("confirm_meeting", **THIS_MEETING)
    return asker, joker


def there(stage: Stage) -> Json:
    at = LIBRARY.position
    return {"lat": at.lat, "lon": at.lon, "horizontal_accuracy_m": 10, "taken_at": stage.now.isoformat()}


def begun(stage: Stage) -> tuple[Person, Person]:
    """One of the two has come."""
    asker, joker = agreed(stage)
    stage.tick(TOMORROW)
    joker.phone.ask("check_in", **THIS_MEETING, fix=there(stage))
    return asker, joker


@action("propose_meeting")
def propose(stage: Stage) -> None:
    asker, joker = talking(stage)
    with stage.watched(asker.phone, asker.tablet, joker.phone):
        asker.phone.ask("propose_meeting", **THIS_MEETING, **PROPOSAL)


@action("propose_meeting, at another time")
def propose_another(stage: Stage) -> None:
    asker, joker = proposed(stage)
    later = {**PROPOSAL, "starts_at": (TOMORROW + timedelta(hours=1)).isoformat()}
    with stage.watched(asker.phone, joker.phone, joker.tablet):
        joker.phone.ask("propose_meeting", meeting_id=str(UUID(int=21)), **later)


@action("confirm_meeting")
def confirm(stage: Stage) -> None:
    asker, joker = proposed(stage)
    with stage.watched(asker.phone, joker.phone, joker.tablet):
        joker.phone.ask("confirm_meeting", **THIS_MEETING)


@action("cancel_meeting")
def cancel(stage: Stage) -> None:
    asker, joker = agreed(stage)
    with stage.watched(asker.phone, asker.tablet, joker.phone):
        asker.phone.ask("cancel_meeting", **THIS_MEETING, reason="ill")


@action("late_for_meeting")
def late(stage: Stage) -> None:
    asker, joker = agreed(stage)
    stage.tick(TOMORROW - timedelta(minutes=5))
    with stage.watched(asker.phone, asker.tablet, joker.phone):
        asker.phone.ask("late_for_meeting", **THIS_MEETING, minutes=15)


@action("say_well")
def say_well(stage: Stage) -> None:
    asker, joker = agreed(stage)
    stage.tick(TOMORROW + timedelta(minutes=15))
    with stage.watched(asker.phone, asker.tablet, joker.phone):
        asker.phone.ask("say_well", **THIS_MEETING)


@action("check_in")
def check_in(stage: Stage) -> None:
    asker, joker = begun(stage)
    with stage.watched(asker.phone, asker.tablet, joker.phone):
        asker.phone.ask("check_in", **THIS_MEETING, fix=there(stage))


@action("check_out")
def check_out(stage: Stage) -> None:
    asker, joker = begun(stage)
    asker.phone.ask("check_in", **THIS_MEETING, fix=there(stage))
    stage.tick(TOMORROW + timedelta(minutes=30))
    with stage.watched(asker.phone, asker.tablet, joker.phone):
        asker.phone.ask("check_out", **THIS_MEETING, fix=there(stage))


@action("meeting_step, is all well")
def ask_if_well(stage: Stage) -> None:
    asker, joker = begun(stage)
    stage.tick(TOMORROW + timedelta(minutes=15))
    with stage.watched(asker.phone, joker.phone):
        advance_meeting(stage.context(), MEETING, MeetingStep.ASK_IF_WELL)


@action("meeting_step, a reminder")
def remind(stage: Stage) -> None:
    asker, joker = agreed(stage)
    stage.tick(TOMORROW - timedelta(hours=1))
    with stage.watched(asker.phone, joker.phone):
        advance_meeting(stage.context(), MEETING, MeetingStep.REMIND_HOUR_BEFORE)
