"""Actions of Jokers, and of organisers who decide about them."""

from game_rules.jokers.limits import JOKER_CHARTER_VERSION
from tests.integration.law.actions import action
from tests.integration.law.calls import talking
from tests.integration.law.meetings import agreed
from tests.integration.law.stage import Stage
from tests.support.scenes.help import LIBRARY

HELP = {"topics": ["cv", "interview"], "languages": ["fr"], "charter_version": JOKER_CHARTER_VERSION}
SLOT = {"weekday": 2, "starts": "10:00", "ends": "12:00", "place_id": str(LIBRARY.id)}


@action("apply_as_joker")
def apply(stage: Stage) -> None:
    person = stage.person()
    with stage.watched(person.phone):
        person.http("POST", "/api/joker", HELP)


@action("update_help")
def change_help(stage: Stage) -> None:
    joker = stage.joker()
    with stage.watched(joker.phone):
        joker.http("PUT", "/api/joker", HELP)


@action("replace_availability")
def replace_availability(stage: Stage) -> None:
    joker = stage.joker()
    with stage.watched(joker.phone):
        joker.http("PUT", "/api/joker/availability", {"slots": [SLOT]})


@action("stop_free_now")
def stop_free_now(stage: Stage) -> None:
    joker = stage.joker()
    with stage.watched(joker.phone):
        joker.http("DELETE", "/api/joker/free-now")


@action("start_free_now")
def start_free_now(stage: Stage) -> None:
    joker = stage.joker()
    joker.http("DELETE", "/api/joker/free-now")
    with stage.watched(joker.phone):
        joker.http("PUT", "/api/joker/free-now", {"place_id": str(LIBRARY.id)})


@action("leave_jokers")
def leave(stage: Stage) -> None:
    asker, joker = agreed(stage)
    with stage.watched(asker.phone, joker.phone):
        joker.http("DELETE", "/api/joker")


@action("approve_joker")
def approve(stage: Stage) -> None:
    organiser, joker = stage.organiser(), stage.known(stage.scene.applicant())
    with stage.watched(joker.phone):
        organiser.http("POST", f"/api/organiser/jokers/{joker.id}/approve", {"reason": None})


@action("decline_joker")
def decline(stage: Stage) -> None:
    organiser, joker = stage.organiser(), stage.known(stage.scene.applicant())
    with stage.watched(joker.phone):
        organiser.http("POST", f"/api/organiser/jokers/{joker.id}/decline", {"reason": "Pas cette année."})


@action("suspend_joker")
def suspend(stage: Stage) -> None:
    organiser = stage.organiser()
    asker, joker = talking(stage)
    with stage.watched(asker.phone, joker.phone):
        organiser.http("POST", f"/api/organiser/jokers/{joker.id}/suspend", {"reason": "À voir ensemble."})


@action("confirm_joker_identity")
def confirm_identity(stage: Stage) -> None:
    organiser, joker = stage.organiser(), stage.known(stage.scene.joker(free=False))
    with stage.watched(joker.phone):
        organiser.http("POST", f"/api/organiser/jokers/{joker.id}/identity-checked")


@action("withdraw_joker_identity")
def withdraw_identity(stage: Stage) -> None:
    organiser = stage.organiser()
    asker, joker = agreed(stage)
    with stage.watched(asker.phone, joker.phone):
        organiser.http(
            "POST",
            f"/api/organiser/jokers/{joker.id}/identity-withdrawn",
            {"reason": "Le document n’est plus valable."},
        )
