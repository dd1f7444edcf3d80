"""The laws of merging two players into one."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from game_rules.limits import DEFAULT_LIMITS
from game_rules.play.fog import FogBlock
from game_rules.play.points import LedgerEntry, PointRule
from game_rules.play.winnings import Discovery, Winnings, merge_winnings

MONDAY = date(2026, 6, 1)
BLOCKS = (FogBlock(8316, 5525), FogBlock(8317, 5525))
OFFERS = tuple(UUID(int=number) for number in range(1, 5))
MOST = DEFAULT_LIMITS.points_cells_per_day_max


def cells_line(day: date, points: int) -> LedgerEntry:
    return LedgerEntry(PointRule.CELLS, day.isoformat(), points, day)


def ledger(*entries: LedgerEntry) -> dict[tuple[PointRule, str], LedgerEntry]:
    return {(entry.rule, entry.subject): entry for entry in entries}


def winnings(
    *,
    fog: Mapping[FogBlock, int] | None = None,
    lines: tuple[LedgerEntry, ...] = (),
    discoveries: Mapping[UUID, Discovery] | None = None,
) -> Winnings:
    return Winnings(fog or {}, discoveries or {}, ledger(*lines))


def cells(won: Winnings) -> int:
    return sum(mask.bit_count() for mask in won.fog.values())


def points(won: Winnings, rule: PointRule | None = None) -> int:
    return sum(entry.points for entry in won.ledger.values() if rule in {None, entry.rule})


days = st.integers(0, 3).map(lambda number: MONDAY + timedelta(days=number))


@st.composite
def walkers(draw: st.DrawFn, *, below_the_daily_most: bool = False) -> Winnings:
    """A player as the game makes them: each lifted cell was paid once, on one day, up to the daily most."""
    bits = 8 if below_the_daily_most else 120
    fog = {block: mask for block in BLOCKS if (mask := draw(st.integers(0, (1 << bits) - 1)))}
    lifted = sum(mask.bit_count() for mask in fog.values())
    cuts = sorted(draw(st.lists(st.integers(0, lifted), min_size=3, max_size=3)))
    counts = [end - start for start, end in zip([0, *cuts], [*cuts, lifted], strict=True)]
    lines = [
        cells_line(MONDAY + timedelta(days=number), min(count, MOST)) for number, count in enumerate(counts) if count
    ]
    discoveries = {}
    for offer_id in draw(st.sets(st.sampled_from(OFFERS))):
        found_on = draw(days)
        visited_on = draw(st.none() | days.map(lambda day, found=found_on: max(day, found)))  # type: ignore[misc]
        discoveries[offer_id] = Discovery(found_on, visited_on)
        lines.append(LedgerEntry(PointRule.DISCOVERY, str(offer_id), 10, found_on))
        if visited_on:
            lines.append(LedgerEntry(PointRule.VISIT, str(offer_id), 50, visited_on))
    return Winnings(fog, discoveries, ledger(*lines))


@given(walkers(), walkers())
def test_the_order_of_two_does_not_matter(one: Winnings, other: Winnings) -> None:
    assert merge_winnings(one, other) == merge_winnings(other, one)


@given(walkers(), walkers())
def test_nothing_is_lost(one: Winnings, other: Winnings) -> None:
    merged = merge_winnings(one, other)
    for part in (one, other):
        assert all(merged.fog[block] & mask == mask for block, mask in part.fog.items())
        assert part.ledger.keys() - merged.ledger.keys() <= {key for key in part.ledger if key[0] is PointRule.CELLS}
        assert points(merged) >= points(part)
        assert points(merged, PointRule.CELLS) >= points(part, PointRule.CELLS)
        for offer_id, found in part.discoveries.items():
            assert merged.discoveries[offer_id].discovered_on <= found.discovered_on
            assert found.visited_on is None or merged.discoveries[offer_id].visited_on is not None


@given(walkers(), walkers())
def test_nothing_is_paid_twice(one: Winnings, other: Winnings) -> None:
    merged = merge_winnings(one, other)
    assert points(merged, PointRule.CELLS) <= cells(merged)
    assert points(merged, PointRule.DISCOVERY) == 10 * len(merged.discoveries)
    visits = [found for found in merged.discoveries.values() if found.visited_on]
    assert points(merged, PointRule.VISIT) == 50 * len(visits)
    assert all(entry.points <= MOST for entry in merged.ledger.values())


@given(walkers(below_the_daily_most=True), walkers(below_the_daily_most=True), walkers(below_the_daily_most=True))
def test_nor_does_the_order_of_three_whose_days_never_reached_the_most(a: Winnings, b: Winnings, c: Winnings) -> None:
    """Nobody can tell which clouds a day's most leaves unpaid; docs/adr/0007 says what that costs."""
    ways = [merge_winnings(merge_winnings(*pair), last) for pair, last in (((a, b), c), ((b, c), a), ((a, c), b))]
    assert ways[0].fog == ways[1].fog == ways[2].fog
    assert ways[0].discoveries == ways[1].discoveries == ways[2].discoveries
    assert [points(way, PointRule.CELLS) for way in ways] == [cells(way) for way in ways]
    assert points(ways[0]) == points(ways[1]) == points(ways[2])


@given(walkers())
def test_merged_with_somebody_new_everybody_stays_as_they_were(one: Winnings) -> None:
    assert merge_winnings(one, winnings()) == one


@given(walkers())
def test_merged_with_oneself_nobody_wins_anything(one: Winnings) -> None:
    merged = merge_winnings(one, one)
    assert (merged.fog, merged.discoveries, points(merged)) == (one.fog, one.discoveries, points(one))


def test_the_same_street_walked_on_two_days_is_paid_once() -> None:
    street = {BLOCKS[0]: (1 << 20) - 1}
    monday = winnings(fog=street, lines=(cells_line(MONDAY, 20),))
    tuesday = winnings(fog=street, lines=(cells_line(MONDAY + timedelta(days=1), 20),))
    assert list(merge_winnings(monday, tuesday).ledger.values()) == [cells_line(MONDAY, 20)]


def test_two_streets_on_one_day_add_up_to_the_daily_most() -> None:
    def street(points_for_it: int, shift: int) -> Winnings:
        mask = ((1 << points_for_it) - 1) << shift
        return winnings(fog={BLOCKS[0]: mask}, lines=(cells_line(MONDAY, points_for_it),))

    def together(first: int, second: int) -> int:
        return points(merge_winnings(street(first, 0), street(second, 100)))

    assert together(20, MOST - 21) == MOST - 1
    assert together(20, MOST - 20) == MOST
    assert together(20, MOST - 19) == MOST


def test_an_offer_found_by_both_was_found_on_the_first_day_and_paid_once() -> None:
    def found(day: date, visited_on: date | None) -> Winnings:
        line = LedgerEntry(PointRule.DISCOVERY, str(OFFERS[0]), 10, day)
        return winnings(discoveries={OFFERS[0]: Discovery(day, visited_on)}, lines=(line,))

    tuesday = MONDAY + timedelta(days=1)
    merged = merge_winnings(found(tuesday, tuesday), found(MONDAY, None))
    assert merged.discoveries == {OFFERS[0]: Discovery(MONDAY, tuesday)}
    assert [(entry.points, entry.earned_on) for entry in merged.ledger.values()] == [(10, MONDAY)]
