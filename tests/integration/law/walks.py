"""Actions of walkers: what they find, and what they wish for."""

from uuid import UUID

from game_rules.gps import GpsFix
from tests.integration.law.actions import action
from tests.integration.law.employers import Bakery
from tests.integration.law.stage import Json, Stage
from tests.support.factories import fix, moment


def as_sent(one: GpsFix) -> Json:
    return {
        "lat": one.position.lat,
        "lon": one.position.lon,
        "horizontal_accuracy_m": one.horizontal_accuracy_m,
        "taken_at": one.taken_at.isoformat(),
    }


@action("gps_fixes")
def walk(stage: Stage) -> None:
    walker = stage.person()
    stage.joker()
    stage.look_for_jokers()
    stage.now = moment(60)
    # To the bakery's door, where the walker stands for a while, and within 300 m of the library with its Joker.
    fixes = [fix(metres_north=190 + second / 4, seconds=second) for second in range(0, 60, 3)]
    with stage.watched(walker.phone, walker.tablet):
        walker.phone.ask("gps_fixes", device_id=str(UUID(int=1)), fixes=[as_sent(one) for one in fixes])


@action("gps_fixes, beyond what a day pays")
def walk_on(stage: Stage) -> None:
    walker, device = stage.person(), str(UUID(int=1))
    stage.now = moment(700)
    there = [fix(metres_north=-second, seconds=second) for second in range(0, 600, 5)]
    ack = walker.phone.ask("gps_fixes", device_id=device, fixes=[as_sent(one) for one in there])
    context = [{**as_sent(there[place]), "verdict": ack["verdicts"][place]} for place in ack["repeat"]]
    on = [fix(metres_north=-second, seconds=second) for second in range(600, 700, 5)]
    with stage.watched(walker.phone, walker.tablet):
        walker.phone.ask(
            "gps_fixes",
            device_id=device,
            fixes=[as_sent(one) for one in on],
            context=context,
            context_seal=ack["context_seal"],
        )


@action("scan_poster")
def scan(stage: Stage) -> None:
    bakery = Bakery(stage)
    walker, token = stage.person(), bakery.poster()
    with stage.watched(walker.phone):
        at_the_door = as_sent(fix(metres_north=300))
        walker.http("POST", "/api/posters/scan", {"token": token, "fix": at_the_door})


@action("scan_poster, from afar")
def scan_from_afar(stage: Stage) -> None:
    bakery = Bakery(stage)
    walker, token = stage.person(), bakery.poster()
    with stage.watched(walker.phone):
        walker.http("POST", "/api/posters/scan", {"token": token, "fix": None})


@action("replace_wishes")
def wish(stage: Stage) -> None:
    walker = stage.person()
    with stage.watched(walker.phone):
        walker.http("PUT", "/api/me/wishes", {"kinds": ["internship"], "rome_domains": ["D11"]})
