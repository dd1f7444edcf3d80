"""Recording fixes on a real database: what is won, once, and what is kept of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from game_rules.geo import distance_m
from game_rules.gps import GpsFix
from game_rules.kinds import OfferKind
from game_rules.limits import DEFAULT_LIMITS
from game_rules.offers.offer import LocationPrecision, Offer
from game_rules.people.players import AgeBand, Language, Player
from game_rules.people.wishes import Wishes
from game_rules.play.fixes import FixVerdict, JudgedFix
from game_rules.play.fog import cells_lifted_at
from game_rules.play.jokers_nearby import JokerAt
from game_rules.play.outcomes import (
    FogLifted,
    HintGiven,
    JokersNearby,
    LevelReached,
    OfferDiscovered,
    OfferVisited,
    PointsAwarded,
)
from game_rules.play.points import PointRule
from game_rules.refusals import RefusalReason, Refused
from server.live.campaign import CampaignSnapshot, LiveCampaign
from server.live.jokers import LiveJokers
from server.live.live import Live
from server.live.walkers import Walkers
from server.services.accounts.sign_in_guest import NewGuest, sign_in_guest
from server.services.play.player_state import found_offers, read_totals, take_snapshot
from server.services.play.record_fixes import FixBatch, FixesRecorded, record_fixes
from server.services.ports import OpenUnit, StorageUnavailable
from server.services.territory.load_campaign import load_campaign
from server.services.track_seal import track_seal
from tests.support.contexts import context_at
from tests.support.factories import START, fix, offer
from tests.support.scenes.campaigns import EAST_INSEE, store_territory

DEVICE = UUID("0190b6a0-0000-7000-8000-00000000d001")
BAKERY = offer(title="Vente en boulangerie", metres_north=200)
GARAGE = offer(title="Mécanique", metres_north=260, metres_east=30, rome_code="I1604")
OFFICE = offer(title="Accueil", metres_north=2000, kind=OfferKind.INTERNSHIP, rome_code="M1601")


class Scene:
    """A player in the small world, with a phone that can be told to walk."""

    def __init__(self, open_unit: OpenUnit, campaign: CampaignSnapshot, player: Player) -> None:
        self.open_unit, self.campaign, self.player = open_unit, campaign, player
        self.walkers, self.jokers = Walkers(), LiveJokers()
        self.seal = track_seal(open_unit)

    def record(
        self,
        fixes: Sequence[GpsFix],
        context: Sequence[JudgedFix] = (),
        *,
        device: UUID = DEVICE,
        later_s: float = 0,
    ) -> FixesRecorded:
        sealed = self.seal.seal(device, tuple(context)) if context else None
        batch = FixBatch(device, tuple(fixes), tuple(context), sealed)
        now = fixes[-1].taken_at + timedelta(seconds=later_s)
        return record_fixes(
            context_at(
                self.open_unit,
                now,
                campaign=self.campaign,
                track_seal=self.seal,
                live=Live(walkers=self.walkers, jokers=self.jokers),
                player_id=self.player.id,
            ),
            batch,
        )


@pytest.fixture
def scene(open_unit: OpenUnit) -> Scene:
    store_territory(open_unit, [BAKERY, GARAGE, OFFICE])
    live = LiveCampaign()
    assert load_campaign(context_at(open_unit, live=Live(campaign=live)))
    assert live.current is not None
    arrived = sign_in_guest(
        context_at(
            open_unit,
        ),
        NewGuest(name="Camille", language=Language.FRENCH, age_band=AgeBand.FROM_18, wishes=Wishes()),
    )
    return Scene(open_unit, live.current, arrived.player)


def walk_north(to_m: int, *, start_s: float = 0, from_m: int = 0) -> list[GpsFix]:
    """A fix each ten metres at 2.5 m/s: too brisk to be a visit on the way."""
    return [
        fix(metres_north=metres, seconds=start_s + (metres - from_m) * 0.4, accuracy_m=5)
        for metres in range(from_m, to_m + 1, 10)
    ]


def test_a_walk_lifts_clouds_finds_offers_and_wins_points(scene: Scene) -> None:
    recorded = scene.record(walk_north(300))

    assert set(recorded.verdicts) == {FixVerdict.OK}
    found = [event.offer.title for event in recorded.events if isinstance(event, OfferDiscovered)]
    assert found == ["Vente en boulangerie", "Mécanique"]
    awarded = next(event for event in recorded.events if isinstance(event, PointsAwarded))
    rules = sorted(entry.rule.value for entry in awarded.entries)
    assert rules == ["cells", "discovery", "discovery", "new_commune", "new_domain", "new_domain"]
    assert recorded.totals.points == 50 + 2 * 10 + 2 * 15 + 20
    assert recorded.totals.level == 2
    assert LevelReached(2) in recorded.events
    assert awarded.totals == recorded.totals == read_totals(context_at(scene.open_unit), scene.player.id)


def test_the_totals_equal_what_sql_counts(scene: Scene, connection: Connection) -> None:
    recorded = scene.record(walk_north(300))

    counted = connection.execute(
        text(
            """
            select (select sum(points) from ledger_entry where player_id = :id),
                   (select sum(length(replace(cells::text, '0', ''))) from fog_block where player_id = :id),
                   (select count(*) from discovery where player_id = :id)
            """
        ),
        {"id": scene.player.id},
    ).one()
    totals = recorded.totals
    assert tuple(counted) == (totals.points, totals.cells_lifted, totals.offers_discovered)
    lifted = next(event for event in recorded.events if isinstance(event, FogLifted))
    assert sum(mask.bit_count() for mask in lifted.masks.values()) == totals.cells_lifted


def test_the_same_batch_sent_again_changes_nothing_and_gets_the_same_verdicts(scene: Scene) -> None:
    first = scene.record(walk_north(300), later_s=3600)
    again = scene.record(walk_north(300), later_s=3600)

    assert again.verdicts == first.verdicts
    assert again.repeat == first.repeat
    assert again.totals == first.totals
    assert again.events == ()


def test_two_devices_with_the_same_walk_win_it_once(scene: Scene) -> None:
    first = scene.record(walk_north(300))
    other = scene.record(walk_north(300), device=uuid4())

    assert other.verdicts == first.verdicts
    assert other.totals == first.totals


def test_batches_with_context_on_restarted_servers_come_to_the_same_as_one(scene: Scene, open_unit: OpenUnit) -> None:
    stand = [fix(metres_north=200, seconds=160 + second, accuracy_m=5) for second in range(0, 60, 5)]
    fixes = walk_north(200) + stand
    context: list[JudgedFix] = []
    verdicts: list[FixVerdict] = []
    for start in range(0, len(fixes), 7):
        batch = fixes[start : start + 7]
        scene.walkers = Walkers()
        recorded = scene.record(batch, context)
        sent = context + [JudgedFix(one, verdict) for one, verdict in zip(batch, recorded.verdicts, strict=True)]
        context = [sent[place] for place in recorded.repeat]
        verdicts += recorded.verdicts
    in_pieces = read_totals(context_at(open_unit), scene.player.id)

    assert in_pieces.offers_visited == 1
    whole = sign_in_guest(
        context_at(
            open_unit,
        ),
        NewGuest(name="Sacha", language=Language.FRENCH, age_band=AgeBand.FROM_18, wishes=Wishes()),
    )
    scene.player, scene.walkers = whole.player, Walkers()
    at_once = scene.record(fixes)
    assert list(at_once.verdicts) == verdicts
    assert at_once.totals == in_pieces


def test_a_server_that_remembers_the_device_answers_as_one_that_was_restarted(scene: Scene) -> None:
    stand = [fix(metres_north=200, seconds=81 + second, accuracy_m=5) for second in range(0, 60, 5)]
    fixes = [*walk_north(200), *stand, fix(metres_north=20_000, seconds=200), fix(metres_north=210, seconds=230)]
    answers: dict[bool, list[tuple[tuple[FixVerdict, ...], tuple[int, ...]]]] = {True: [], False: []}
    for restarts, answered in answers.items():
        device = uuid4()
        context: list[JudgedFix] = []
        for start in range(0, len(fixes), 3):
            # As from the wire: equal to what the server remembers, and not the same objects.
            batch = [replace(one) for one in fixes[start : start + 3]]
            if restarts:
                scene.walkers = Walkers()
            recorded = scene.record(batch, context, device=device)
            answered.append((recorded.verdicts, recorded.repeat))
            sent = context + [JudgedFix(one, verdict) for one, verdict in zip(batch, recorded.verdicts, strict=True)]
            context = [JudgedFix(replace(sent[place].fix), sent[place].verdict) for place in recorded.repeat]
            assert context

    assert answers[True] == answers[False]


def test_without_context_the_server_judges_by_what_it_remembers(scene: Scene) -> None:
    scene.record(walk_north(20))
    by_car = [fix(metres_north=1000, seconds=60), fix(metres_north=1300, seconds=80)]

    assert set(scene.record(by_car).verdicts) == {FixVerdict.IN_TRANSIT}


def test_standing_at_a_door_for_thirty_seconds_is_a_visit(scene: Scene) -> None:
    stand = [fix(metres_north=200, seconds=second, accuracy_m=5) for second in (0, 15, 30)]
    recorded = scene.record(stand)

    assert OfferVisited(BAKERY.id, date(2026, 6, 3), recorded.version) in recorded.events
    assert recorded.totals.offers_visited == 1
    entries = next(event for event in recorded.events if isinstance(event, PointsAwarded)).entries
    assert [entry.points for entry in entries if entry.rule is PointRule.VISIT] == [50]
    (found,) = [
        one
        for one in found_offers(context_at(scene.open_unit, campaign=scene.campaign, player_id=scene.player.id))
        if one.visited_on
    ]
    assert found.offer.id == BAKERY.id


def test_cells_earn_fifty_points_a_day_and_again_the_next(scene: Scene) -> None:
    today = scene.record(walk_north(400))
    next_day = [fix(metres_north=metres, seconds=20 * 3600 + metres, accuracy_m=5) for metres in range(-400, -100, 10)]
    tomorrow = scene.record(next_day)

    assert today.totals.cells_lifted > 50
    cells = [
        entry
        for recorded in (today, tomorrow)
        for event in recorded.events
        if isinstance(event, PointsAwarded)
        for entry in event.entries
        if entry.rule is PointRule.CELLS
    ]
    assert [(entry.points, entry.earned_on) for entry in cells] == [(50, date(2026, 6, 3)), (50, date(2026, 6, 4))]


def test_the_line_for_cells_grows_within_its_day(scene: Scene, connection: Connection) -> None:
    scene.record(walk_north(0))
    scene.record(walk_north(60, from_m=50, start_s=100))

    lines = connection.execute(
        text("select subject, points from ledger_entry where player_id = :id and rule = 'cells'"),
        {"id": scene.player.id},
    ).all()
    totals = read_totals(context_at(scene.open_unit), scene.player.id)
    assert lines == [("2026-06-03", totals.cells_lifted)]


def test_first_steps_in_another_commune_are_paid_once(scene: Scene) -> None:
    def east(metres: int, seconds: float) -> GpsFix:
        return fix(metres_east=metres, seconds=seconds, accuracy_m=5)

    recorded = scene.record([east(metres, metres) for metres in range(400, 620, 10)])
    entries = next(event for event in recorded.events if isinstance(event, PointsAwarded)).entries
    communes = [entry.subject for entry in entries if entry.rule is PointRule.NEW_COMMUNE]
    assert communes[-1] == EAST_INSEE
    assert len(communes) == 2


def test_a_live_walk_gets_a_hint_and_a_synced_one_none(scene: Scene) -> None:
    live = scene.record(walk_north(20), later_s=DEFAULT_LIMITS.live_max_age_s)
    assert any(isinstance(event, HintGiven) for event in live.events)

    scene.walkers = Walkers()
    synced = scene.record(walk_north(20), later_s=DEFAULT_LIMITS.live_max_age_s + 1)
    assert not any(isinstance(event, HintGiven) for event in synced.events)


def test_a_batch_and_its_hint_take_one_unit_so_that_nothing_fails_after_the_commit(scene: Scene) -> None:
    a_joker_stands_by(scene)
    only = iter([scene.open_unit.sessions()])
    scene.open_unit = OpenUnit(lambda: next(only))
    events = scene.record(walk_north(300)).events

    assert len([event for event in events if isinstance(event, OfferDiscovered)]) == 2
    assert any(isinstance(event, HintGiven) for event in events)
    assert any(isinstance(event, JokersNearby) for event in events)


def test_a_batch_that_is_not_kept_tells_nothing_and_sent_again_it_tells_everything(scene: Scene) -> None:
    class Commit(Session):
        def commit(self) -> None:
            raise OperationalError("commit", {}, Exception("the server went away"))

    a_joker_stands_by(scene)
    works, engine = scene.open_unit, scene.open_unit.sessions().get_bind()
    scene.open_unit = OpenUnit(lambda: Commit(engine, join_transaction_mode="create_savepoint"))
    with pytest.raises(StorageUnavailable):
        scene.record(walk_north(300))
    scene.open_unit = works
    events = scene.record(walk_north(300)).events

    assert {type(event) for event in events} >= {FogLifted, OfferDiscovered, PointsAwarded, HintGiven, JokersNearby}


def test_a_memory_that_fails_after_the_commit_costs_the_walker_nothing(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(Walkers):
        def keep_track(self, *_: object) -> None:
            raise MemoryError

    scene.walkers = Broken()
    recorded = scene.record(walk_north(300))

    assert recorded.totals == read_totals(context_at(scene.open_unit), scene.player.id)
    assert any(isinstance(event, PointsAwarded) for event in recorded.events)
    assert "remembering a walk failed after a commit" in caplog.text


def a_joker_stands_by(scene: Scene) -> None:
    until = START + timedelta(hours=1)
    scene.jokers.replace((JokerAt(uuid4(), uuid4(), "Médiathèque", BAKERY.position, until),))


def test_hints_follow_the_wishes(scene: Scene) -> None:
    with scene.open_unit() as unit:
        unit.accounts.set_wishes(scene.player.id, Wishes(kinds=frozenset({OfferKind.TRAINING})))
        unit.commit()

    recorded = scene.record(walk_north(0))

    assert [event.hint for event in recorded.events if isinstance(event, HintGiven)] == [None]


def test_a_bus_ride_lifts_no_cloud(scene: Scene) -> None:
    ride = [fix(metres_north=metres, seconds=metres / 12, accuracy_m=5) for metres in range(0, 1200, 60)]
    recorded = scene.record(ride)

    assert set(recorded.verdicts[1:]) == {FixVerdict.IN_TRANSIT}
    assert recorded.totals.cells_lifted == len(cells_lifted_at(ride[0].position))


def test_without_a_campaign_the_phone_is_asked_to_keep_its_fixes(scene: Scene) -> None:
    batch = FixBatch(DEVICE, tuple(walk_north(0)))
    with pytest.raises(Refused) as refused:
        record_fixes(
            context_at(
                scene.open_unit,
                track_seal=scene.seal,
                live=Live(walkers=scene.walkers, jokers=scene.jokers),
                player_id=scene.player.id,
            ),
            batch,
        )
    assert refused.value.reason is RefusalReason.NO_CAMPAIGN


def test_a_player_who_is_gone_wins_nothing(scene: Scene) -> None:
    scene.player = replace(scene.player, id=uuid4())
    with pytest.raises(Refused) as refused:
        scene.record(walk_north(0))
    assert refused.value.reason is RefusalReason.NOT_SIGNED_IN


def test_discoveries_equal_an_independent_dwithin(scene: Scene, connection: Connection) -> None:
    fixes = [fix(metres_north=metres, seconds=metres, accuracy_m=metres % 50) for metres in range(0, 300, 7)]
    recorded = scene.record(fixes)

    expected: set[UUID] = set()
    for one in fixes:
        near = connection.execute(
            text(
                "select id from offer where st_dwithin(position, st_point(:lon, :lat)::geography, "
                "50 + least(:accuracy, 25))"
            ),
            {"lon": one.position.lon, "lat": one.position.lat, "accuracy": one.horizontal_accuracy_m},
        ).scalars()
        expected.update(near)
    assert set(recorded.verdicts) == {FixVerdict.OK}
    assert {event.offer.id for event in recorded.events if isinstance(event, OfferDiscovered)} == expected


def test_a_snapshot_holds_what_was_won_and_nothing_undiscovered(scene: Scene) -> None:
    scene.record(walk_north(300))
    snapshot = take_snapshot(context_at(scene.open_unit, campaign=scene.campaign, player_id=scene.player.id))

    assert {found.offer.id for found in snapshot.offers} == {BAKERY.id, GARAGE.id}
    assert snapshot.offers_under_clouds == 1
    assert sum(mask.bit_count() for mask in snapshot.fog.values()) == snapshot.totals.cells_lifted


def test_an_offer_without_a_door_is_discovered_but_never_visited(scene: Scene) -> None:
    somewhere: Offer = replace(BAKERY, location_precision=LocationPrecision.COMMUNE)
    scene.campaign = CampaignSnapshot(scene.campaign.record, scene.campaign.communes, [somewhere])
    stand = [fix(metres_north=200, seconds=second, accuracy_m=5) for second in (0, 15, 30, 45)]
    recorded = scene.record(stand)

    assert recorded.totals.offers_discovered == 1
    assert recorded.totals.offers_visited == 0


def test_longitude_and_latitude_come_back_from_the_database_as_they_went_in(scene: Scene) -> None:
    stored = scene.campaign.offers.by_id[BAKERY.id].position
    assert distance_m(stored, BAKERY.position) < 0.001


def test_no_row_holds_a_time_or_place_of_the_walk(scene: Scene, connection: Connection) -> None:
    scene.record(walk_north(300))

    columns = connection.execute(
        text(
            """
            select table_name, column_name, data_type from information_schema.columns
            where table_schema = 'public' and table_name in ('fog_block', 'discovery', 'ledger_entry', 'device')
            """
        )
    ).all()
    kinds = {kind for _, _, kind in columns}
    assert kinds <= {"uuid", "integer", "bit", "date", "text", "character varying"}
