"""Becoming a Joker, being there, and what walkers are told, on a real database."""

from datetime import date, time, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, text

from game_rules.gps import GpsFix
from game_rules.jokers.availability import Availability, DayOff, ExtraSlot, WeeklySlot
from game_rules.jokers.joker import JokerAction, JokerState
from game_rules.jokers.limits import JOKER_CHARTER_VERSION
from game_rules.people.players import AgeBand
from game_rules.play.outcomes import JokersNearby
from game_rules.refusals import RefusalReason, Refused
from server.live.jokers import LiveJokers
from server.live.live import Live
from server.live.walkers import Walkers
from server.services.context import Context
from server.services.jokers.manage_joker import (
    apply_as_joker,
    be_free_now,
    change_help,
    set_availability,
    stop_free_now,
)
from server.services.jokers.presence import note_presence, refresh_live_jokers
from server.services.jokers.profile import read_profile
from server.services.jokers.vet import confirm_identity, list_jokers
from server.services.meetings.decide_on_joker import decide_on_joker
from server.services.meetings.leave_jokers import leave
from server.services.play.player_state import take_snapshot
from server.services.play.record_fixes import FixBatch, record_fixes
from server.services.ports import OpenUnit
from server.services.track_seal import track_seal
from tests.support.contexts import context_at
from tests.support.factories import START, fix, moment
from tests.support.scenes.help import EVERYTHING, LIBRARY, PARK, HelpScene

DEVICE = UUID("0190b6a0-0000-7000-8000-00000000d001")
AT_LIBRARY = Availability(slots=(WeeklySlot(2, time(9), time(14), LIBRARY.id),))


@pytest.fixture
def scene(open_unit: OpenUnit) -> HelpScene:
    return HelpScene(open_unit)


def refusal_of(refused: pytest.ExceptionInfo[Refused]) -> RefusalReason:
    return refused.value.reason


def test_an_application_waits_for_an_organiser_and_every_move_is_logged(
    scene: HelpScene, connection: Connection
) -> None:
    joker_id = scene.applicant()
    with pytest.raises(Refused) as refused:
        be_free_now(context_at(scene.open_unit, campaign=scene.campaign, player_id=joker_id), None)
    assert refusal_of(refused) is RefusalReason.JOKER_NOT_APPROVED

    decide_on_joker(context_at(scene.open_unit, campaign=scene.campaign), joker_id, JokerAction.APPROVE, reason=None)
    be_free_now(context_at(scene.open_unit, campaign=scene.campaign, player_id=joker_id), None)
    decide_on_joker(
        context_at(scene.open_unit, campaign=scene.campaign), joker_id, JokerAction.SUSPEND, reason="Signalée"
    )

    profile = read_profile(context_at(scene.open_unit, campaign=scene.campaign, player_id=joker_id))
    assert profile is not None
    assert (profile.joker.state, profile.joker.reason) == (JokerState.SUSPENDED, "Signalée")
    assert profile.availability.free_now is None
    logged = connection.execute(text("select action, actor, to_state from joker_transition order by id")).all()
    assert [tuple(row) for row in logged] == [
        ("apply", "self", "applied"),
        ("approve", "organiser", "approved"),
        ("suspend", "organiser", "suspended"),
    ]


def test_a_minor_cannot_become_a_joker(scene: HelpScene) -> None:
    player_id = scene.player(age_band=AgeBand.FROM_15_TO_17)
    with pytest.raises(Refused) as refused:
        apply_as_joker(context_at(scene.open_unit, player_id=player_id), EVERYTHING, JOKER_CHARTER_VERSION)
    assert refusal_of(refused) is RefusalReason.JOKER_MUST_BE_ADULT


def test_whoever_is_suspended_cannot_leave_and_apply_anew(scene: HelpScene) -> None:
    joker_id = scene.joker()
    decide_on_joker(
        context_at(scene.open_unit, campaign=scene.campaign), joker_id, JokerAction.SUSPEND, reason="Signalée"
    )
    with pytest.raises(Refused):
        leave(context_at(scene.open_unit, campaign=scene.campaign, player_id=joker_id))
    with pytest.raises(Refused):
        apply_as_joker(context_at(scene.open_unit, player_id=joker_id), EVERYTHING, JOKER_CHARTER_VERSION)


def test_whoever_left_may_apply_again(scene: HelpScene) -> None:
    joker_id = scene.joker()
    leave(context_at(scene.open_unit, campaign=scene.campaign, player_id=joker_id))
    apply_as_joker(context_at(scene.open_unit, moment(60), player_id=joker_id), EVERYTHING, JOKER_CHARTER_VERSION)
    assert [vetted.joker.state for vetted in list_jokers(context_at(scene.open_unit))] == [JokerState.APPLIED]


def test_declining_and_suspending_need_a_reason(scene: HelpScene) -> None:
    joker_id = scene.applicant()
    for reason in (None, "  "):
        with pytest.raises(Refused) as refused:
            decide_on_joker(
                context_at(scene.open_unit, campaign=scene.campaign), joker_id, JokerAction.DECLINE, reason=reason
            )
        assert refusal_of(refused) is RefusalReason.INVALID_TEXT


def test_slots_at_a_place_need_the_identity_check_which_is_apart_from_approval(scene: HelpScene) -> None:
    joker_id = scene.joker()
    with pytest.raises(Refused) as refused:
        set_availability(context_at(scene.open_unit, campaign=scene.campaign, player_id=joker_id), AT_LIBRARY)
    assert refusal_of(refused) is RefusalReason.IDENTITY_NOT_CHECKED
    confirm_identity(context_at(scene.open_unit), joker_id)
    set_availability(context_at(scene.open_unit, campaign=scene.campaign, player_id=joker_id), AT_LIBRARY)


def test_slots_and_exceptions_are_replaced_as_a_whole(scene: HelpScene) -> None:
    joker_id = scene.joker(at_library=True)
    first = Availability(
        slots=(WeeklySlot(0, time(9), time(10)), *AT_LIBRARY.slots),
        exceptions=(DayOff(date(2026, 6, 10)), ExtraSlot(date(2026, 6, 11), time(18), time(19), None)),
    )
    for availability in (first, AT_LIBRARY, first):
        set_availability(context_at(scene.open_unit, campaign=scene.campaign, player_id=joker_id), availability)
        profile = read_profile(context_at(scene.open_unit, campaign=scene.campaign, player_id=joker_id))
        assert profile is not None
        assert (profile.availability.slots, profile.availability.exceptions) == (
            availability.slots,
            availability.exceptions,
        )


def test_nobody_is_free_in_a_park(scene: HelpScene) -> None:
    joker_id = scene.joker(at_library=True)
    with pytest.raises(Refused) as refused:
        be_free_now(context_at(scene.open_unit, campaign=scene.campaign, player_id=joker_id), PARK.id)
    assert refusal_of(refused) is RefusalReason.PLACE_NOT_STAFFED


def test_who_is_no_joker_is_told_so(scene: HelpScene) -> None:
    nobody = scene.player()
    assert read_profile(context_at(scene.open_unit, campaign=scene.campaign, player_id=nobody)) is None
    with pytest.raises(Refused) as refused:
        change_help(context_at(scene.open_unit, player_id=nobody), EVERYTHING, JOKER_CHARTER_VERSION)
    assert refusal_of(refused) is RefusalReason.NOT_A_JOKER
    with pytest.raises(Refused) as refused:
        confirm_identity(context_at(scene.open_unit), nobody)
    assert refusal_of(refused) is RefusalReason.JOKER_NOT_FOUND


def test_who_has_not_accepted_the_charter_of_today_is_asked_nothing_until_they_do(
    scene: HelpScene, connection: Connection
) -> None:
    joker_id = scene.joker()
    asker_id, another = scene.player(), scene.player()
    for version, asked, asker in (
        (JOKER_CHARTER_VERSION - 1, set(), asker_id),
        (JOKER_CHARTER_VERSION, {joker_id}, another),
    ):
        connection.execute(text("update joker set charter_version = :version"), {"version": version})
        assert scene.recipients(scene.ask(asker).call.id) == asked


def test_what_an_organiser_decides_is_answered_from_the_unit_that_decided_it(scene: HelpScene) -> None:
    joker_id = scene.joker()

    def one_unit() -> Context:
        only = iter([scene.open_unit.sessions()])
        return context_at(OpenUnit(lambda: next(only)))

    vetted, _ = decide_on_joker(one_unit(), joker_id, JokerAction.SUSPEND, reason="Absence")
    assert vetted.joker.state is JokerState.SUSPENDED
    assert confirm_identity(one_unit(), joker_id).identity_checked


class _Street:
    """A player who walks near the library, where Jokers may be."""

    def __init__(self, scene: HelpScene) -> None:
        self.scene, self.live, self.walkers, self.player_id = scene, LiveJokers(), Walkers(), scene.player()

    def step(self, metres_north: float, seconds: float, *, later_s: float = 0) -> list[JokersNearby]:
        at: GpsFix = fix(metres_north=metres_north, seconds=seconds, accuracy_m=5)
        now = moment(seconds + later_s)
        refresh_live_jokers(
            context_at(self.scene.open_unit, now, campaign=self.scene.campaign, live=Live(jokers=self.live))
        )
        batch = FixBatch(DEVICE, (at,))
        seal = track_seal(self.scene.open_unit)
        recorded = record_fixes(
            context_at(
                self.scene.open_unit,
                now,
                campaign=self.scene.campaign,
                track_seal=seal,
                live=Live(walkers=self.walkers, jokers=self.live),
                player_id=self.player_id,
            ),
            batch,
        )
        return [event for event in recorded.events if isinstance(event, JokersNearby)]


@pytest.fixture
def street(scene: HelpScene) -> _Street:
    return _Street(scene)


def test_a_walker_is_told_of_a_joker_once_and_of_the_end_once(scene: HelpScene, street: _Street) -> None:
    joker_id = scene.joker(at_library=True)

    assert street.step(199, 0) == []
    (told,) = street.step(201, 20)
    assert [(place.place_id, place.name, place.until) for place in told.places] == [
        (LIBRARY.id, LIBRARY.name, START + timedelta(hours=1))
    ]
    assert street.step(210, 40) == []
    stop_free_now(context_at(scene.open_unit, player_id=joker_id))
    assert street.step(220, 60) == [JokersNearby(())]
    assert street.step(230, 80) == []


def test_two_minutes_after_the_app_closed_nobody_is_told_any_more(scene: HelpScene, street: _Street) -> None:
    joker_id = scene.joker(at_library=True)
    note_presence(context_at(scene.open_unit, moment(100)), [joker_id])

    assert street.step(300, 219)[0].places
    assert street.step(300, 220) == [JokersNearby(())]
    note_presence(context_at(scene.open_unit, moment(240)), [joker_id])
    assert street.step(300, 250)[0].places


def test_a_walk_brought_home_tells_of_nobody(scene: HelpScene, street: _Street) -> None:
    scene.joker(at_library=True)
    assert street.step(300, 0, later_s=61) == []


def test_a_joker_without_the_identity_check_is_at_no_place(
    scene: HelpScene, street: _Street, connection: Connection
) -> None:
    scene.joker(at_library=True)
    connection.execute(text("update joker set identity_checked_at = null"))
    assert street.step(300, 0) == []


def test_a_joker_is_not_told_of_themselves(scene: HelpScene, street: _Street) -> None:
    street.player_id = scene.joker(at_library=True)
    assert street.step(300, 0) == []


def test_a_snapshot_repeats_what_was_told_and_forgets_who_left(scene: HelpScene, street: _Street) -> None:
    scene.joker(at_library=True)
    (told,) = street.step(300, 0)
    places = street.walkers.told_places(street.player_id)
    snapshot = take_snapshot(
        context_at(scene.open_unit, moment(3599), campaign=scene.campaign, player_id=street.player_id), places
    )
    assert snapshot.jokers_nearby == told.places
    snapshot = take_snapshot(
        context_at(scene.open_unit, moment(3600), campaign=scene.campaign, player_id=street.player_id), places
    )
    assert snapshot.jokers_nearby == ()


def test_presence_of_nobody_known_changes_nothing(scene: HelpScene) -> None:
    note_presence(context_at(scene.open_unit), [])
    note_presence(context_at(scene.open_unit), [uuid4(), scene.player()])
