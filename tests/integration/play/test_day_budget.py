"""The day's budget on a real database: honest players lose nothing, invented walks end."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, text

from game_rules.gps import GpsFix
from game_rules.limits import DEFAULT_LIMITS
from game_rules.play.budget import Budget
from game_rules.play.fixes import FixVerdict
from game_rules.refusals import RefusalReason, Refused
from server.services.play.walking_alarms import list_days_beyond, report_days_beyond
from server.services.ports import Job, OpenUnit, UnitOfWork
from tests.support.contexts import context_at
from tests.support.factories import START, fix, moment, offer
from tests.support.scenes.walks import PHONE, TABLET, WalkScene

DOORS = [offer(title=f"Porte {number}", metres_north=150 * number) for number in range(1, 9)]


@pytest.fixture
def scene(open_unit: OpenUnit) -> WalkScene:
    return WalkScene(open_unit, DOORS)


def north(from_m: int, to_m: int, *, start_s: float = 0, metres_east: float = 0) -> list[GpsFix]:
    """A fix each ten metres at 2.5 m/s."""
    return [
        fix(metres_north=metres, metres_east=metres_east, seconds=start_s + (metres - from_m) * 0.4, accuracy_m=5)
        for metres in range(from_m, to_m + 1, 10)
    ]


def halves(fixes: Sequence[GpsFix]) -> tuple[Sequence[GpsFix], Sequence[GpsFix]]:
    return fixes[: len(fixes) // 2], fixes[len(fixes) // 2 :]


def used(connection: Connection, table: str = "walking_day") -> dict[str, object]:
    return dict(connection.execute(text(f"select * from {table}")).mappings().one())  # noqa: S608 - our own names


# Honest players


def test_two_phones_in_one_pocket_lose_nothing_and_walk_once(scene: WalkScene, connection: Connection) -> None:
    phone, tablet = scene.device(PHONE), scene.device(TABLET)
    walk = north(0, 1250)
    beside = [replace(one, taken_at=one.taken_at + timedelta(seconds=3), horizontal_accuracy_m=25) for one in walk]
    for mine, other in zip(halves(walk), halves(beside), strict=True):
        assert set(phone.send(mine).verdicts) == {FixVerdict.OK}
        last = tablet.send(other)
        assert set(last.verdicts) == {FixVerdict.OK}
    assert last.totals.offers_discovered == len(DOORS)
    assert not last.held_back
    metres = connection.execute(text("select metres from device_day")).scalars().all()
    assert [round(one, -1) for one in metres] == [1250, 1250]


def test_a_phone_that_lies_at_home_is_no_reason_to_doubt_the_other(scene: WalkScene) -> None:
    phone, at_home = scene.device(PHONE), scene.device(TABLET)
    for start in range(0, 1200, 100):
        resting = [fix(metres_east=-400, seconds=start * 0.4 + second) for second in range(0, 40, 5)]
        at_home.send(resting)
        walked = phone.send(north(start, start + 90, start_s=start * 0.4))
        assert set(walked.verdicts) == {FixVerdict.OK}
    assert walked.totals.offers_discovered == len(DOORS)


def test_a_tunnel_of_twenty_minutes_costs_nothing(scene: WalkScene) -> None:
    phone = scene.device()
    phone.send(north(0, 300))
    out = phone.send(north(900, 1250, start_s=1320))
    assert set(out.verdicts) == {FixVerdict.OK}
    assert not out.held_back
    assert out.totals.offers_discovered == 5


def test_a_day_offline_is_brought_home_in_the_evening_whole(scene: WalkScene) -> None:
    phone = scene.device()
    phone.send(north(0, 50))
    morning, afternoon = north(60, 600, start_s=3600), north(610, 1250, start_s=6 * 3600)
    for batch in (*halves(morning), *halves(afternoon)):
        evening = phone.send(batch, later_s=8 * 3600)
        assert set(evening.verdicts) == {FixVerdict.OK}
    assert evening.totals.offers_discovered == len(DOORS)
    assert not evening.held_back


def test_a_restarted_server_and_a_lost_answer_count_a_way_once(scene: WalkScene, connection: Connection) -> None:
    phone = scene.device()
    first, more = halves(north(0, 1250))
    for _ in range(4):
        phone.send(first, answer_is_lost=True)
        scene.restart()
    # What has come in meanwhile goes out with it.
    done = phone.send([*first, *more])
    assert done.totals.offers_discovered == len(DOORS)
    assert used(connection)["starts"] == 1
    assert round(float(str(used(connection, "device_day")["metres"])), -1) == 1250


def test_an_app_that_was_installed_anew_goes_on(scene: WalkScene) -> None:
    scene.device(uuid4()).send(north(0, 300))
    again = scene.device(uuid4()).send(north(310, 1250, start_s=124))
    assert not again.held_back
    assert again.totals.offers_discovered == len(DOORS)


def test_a_clock_half_a_minute_off_costs_nothing(scene: WalkScene) -> None:
    phone, slow = scene.device(PHONE), scene.device(TABLET)
    for start in range(0, 1250, 50):
        phone.send(north(start, start + 40, start_s=start * 0.4))
        late = north(start, start + 40, start_s=start * 0.4 - 30)
        assert set(slow.send(late, later_s=30).verdicts) == {FixVerdict.OK}


# Invented walks


def test_a_context_that_the_server_has_not_sealed_is_refused(scene: WalkScene) -> None:
    phone = scene.device()
    phone.send(north(0, 100))
    phone.context = tuple(replace(one, verdict=FixVerdict.OUTSIDE_TERRITORY) for one in phone.context)
    with pytest.raises(Refused) as refused:
        phone.send(north(110, 200, start_s=44))
    assert refused.value.reason is RefusalReason.CONTEXT_NOT_OURS


def test_another_devices_context_is_refused(scene: WalkScene) -> None:
    phone, other = scene.device(PHONE), scene.device(TABLET)
    phone.send(north(0, 100))
    other.context, other.seal = phone.context, phone.seal
    with pytest.raises(Refused):
        other.send(north(110, 200, start_s=44))


def test_where_one_device_walks_another_far_away_wins_nothing(scene: WalkScene) -> None:
    phone, spoofed = scene.device(PHONE), scene.device(TABLET)
    phone.send(north(0, 100))
    far = spoofed.send(north(1000, 1050, start_s=20))
    assert set(far.verdicts) == {FixVerdict.IMPOSSIBLE_JUMP}
    assert far.totals.offers_discovered == 1


@pytest.mark.parametrize(("starts", "is_shown"), [(2, True), (3, True), (4, False)])
def test_the_fourth_new_device_of_a_day_lifts_clouds_only(
    scene: WalkScene, connection: Connection, starts: int, is_shown: bool
) -> None:
    for number in range(1, starts + 1):
        spot = 150 * number
        done = scene.device(uuid4()).send(north(spot, spot + 10, start_s=600 * number), later_s=3600)
    assert done.totals.offers_discovered == min(starts, 3)
    assert (done.held_back == frozenset()) is is_shown
    assert done.held_back <= {Budget.NEW_DEVICES}
    assert done.totals.cells_lifted > 10 * starts
    assert used(connection)["is_beyond"] is not is_shown


def test_one_device_too_many_wins_nothing_for_the_rest_of_its_day_and_all_the_next(scene: WalkScene) -> None:
    for number in range(3):
        scene.device(uuid4()).send(north(0, 10, start_s=600 * number), later_s=3600)
    fourth = scene.device()
    assert fourth.send(north(0, 300, start_s=3600)).held_back == {Budget.NEW_DEVICES}
    assert fourth.send(north(310, 600, start_s=3800)).totals.offers_discovered == 0
    tomorrow = fourth.send(north(610, 1250, start_s=24 * 3600))
    assert not tomorrow.held_back
    assert tomorrow.totals.offers_discovered == 5


def test_a_device_that_forgets_its_past_again_and_again_starts_again_and_again(
    scene: WalkScene, connection: Connection
) -> None:
    for number in range(5, 0, -1):
        # Each message is older than the one before, so that nothing remembered judges it.
        done = scene.device().send(north(150 * number, 150 * number + 10, start_s=100 * number), later_s=3600)
    assert used(connection)["starts"] == 5
    assert done.totals.offers_discovered == 3


@pytest.mark.parametrize(("most", "found", "is_used_up"), [(7, 7, True), (8, 8, True), (9, 8, False)])
def test_beyond_the_days_discoveries_no_offer_shows_itself(
    scene: WalkScene, most: int, found: int, is_used_up: bool
) -> None:
    scene.limits = replace(DEFAULT_LIMITS, day_discoveries_max=most)
    phone = scene.device()
    first, rest = halves(north(0, 1250))
    phone.send(first)
    done = phone.send(rest)
    assert done.totals.offers_discovered == found
    assert done.held_back == ({Budget.DISCOVERIES} if is_used_up else frozenset())


def test_beyond_the_days_visits_doors_are_found_and_not_paid(scene: WalkScene) -> None:
    scene.limits = replace(DEFAULT_LIMITS, day_visits_max=1)
    phone = scene.device()
    for number in (1, 2):
        stay = [fix(metres_north=150 * number, seconds=200 * number + second) for second in range(0, 41, 5)]
        done = phone.send(stay)
    assert (done.totals.offers_discovered, done.totals.offers_visited) == (2, 1)
    assert done.held_back == {Budget.VISITS}


def test_forks_of_one_context_are_counted_one_after_the_other(scene: WalkScene) -> None:
    scene.limits = replace(DEFAULT_LIMITS, day_walk_max_m=500.0)
    phone = scene.device()
    phone.send(north(0, 50))
    context, seal = phone.context, phone.seal
    held = []
    for metres_east in (0, 20, 40):
        phone.context, phone.seal = context, seal
        held.append(phone.send(north(60, 360, start_s=24, metres_east=metres_east), later_s=3600).held_back)
    assert held == [frozenset(), {Budget.WALK}, {Budget.WALK}]


def test_beyond_the_budget_no_hint_leads_on(scene: WalkScene) -> None:
    scene.limits = replace(DEFAULT_LIMITS, day_discoveries_max=0)
    done = scene.device().send(north(0, 50))
    assert not [event for event in done.events if type(event).__name__ == "HintGiven"]


# Organisers


class Jobs:
    """Notes what is put down for later."""

    def __init__(self) -> None:
        self.put_down: list[Job] = []

    def defer(self, _unit: UnitOfWork, job: Job) -> None:
        self.put_down.append(job)


def test_organisers_see_days_beyond_the_budget_and_are_written_to_once_a_day(
    scene: WalkScene, connection: Connection
) -> None:
    jobs = Jobs()
    report_days_beyond(context_at(scene.open_unit, jobs=jobs, organiser_mail="ville@example.org"))
    assert jobs.put_down == []
    scene.limits = replace(DEFAULT_LIMITS, day_discoveries_max=2)
    scene.device().send(north(0, 1250))
    for _ in range(3):
        report_days_beyond(context_at(scene.open_unit, jobs=jobs, organiser_mail="ville@example.org"))
    assert len(jobs.put_down) == 1
    (mail,) = connection.execute(text("select subject, body from mail_outbox")).all()
    assert "3 juin 2026" in mail[0]
    assert "Camille" not in mail[1]
    (day,) = list_days_beyond(context_at(scene.open_unit, moment(3600)))
    assert (day.name, day.day.discoveries, day.day.visits, day.day.starts) == ("Camille", 2, 0, 1)


def test_no_time_of_day_and_no_place_is_kept_of_a_day(scene: WalkScene, connection: Connection) -> None:
    scene.device().send(north(0, 300))
    assert used(connection) == {
        "player_id": scene.player.id,
        "day": START.date(),
        "starts": 1,
        "discoveries": 2,
        "visits": 0,
        "is_beyond": False,
    }
    kept = used(connection, "device_day")
    assert {type(value) for value in kept.values()} == {UUID, type(START.date()), float, bool, bytes}
    assert len(bytes(kept["last_fix"])) == 8  # type: ignore[call-overload]
