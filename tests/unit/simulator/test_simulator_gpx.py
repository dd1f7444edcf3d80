"""Reading recorded walks, and moving them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game_rules.geo import LatLon, bearing_deg, distance_m
from game_rules.gps import GpsFix
from game_rules.play.fixes import FixVerdict, Track, judge_fix
from game_rules.play.fog import FogCell, cells_lifted_at
from server.simulator.gpx import Walk, WalkFileError, WalkSegment, read_walk
from server.simulator.move import ended_at, moved_to, span
from tests.support.hostile_words import KEPT

SAMPLES = Path(__file__).parents[2] / "data"
LIEVIN = LatLon(50.4219, 2.7786)
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def point(time: str | None = None, lat: float = 45.0, lon: float = 14.0, more: str = "") -> str:
    return f'<trkpt lat="{lat}" lon="{lon}">{f"<time>{time}</time>" if time else ""}{more}</trkpt>'


def track(name: str, *segments: str) -> str:
    return f"<trk><name>{name}</name>{''.join(f'<trkseg>{segment}</trkseg>' for segment in segments)}</trk>"


def gpx(*tracks: str, version: str = "1.1") -> str:
    namespace = f"http://www.topografix.com/GPX/{version.replace('.', '/')}"
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<gpx version="{version}" creator="test" xmlns="{namespace}">{"".join(tracks)}</gpx>'


@pytest.fixture
def walk_file(tmp_path: Path) -> Path:
    return tmp_path / "walk.gpx"


def read(path: Path, text: str) -> Walk:
    path.write_text(text, encoding="utf-8")
    return read_walk(path)


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_a_timed_track_of_either_version_is_a_segment_of_fixes(walk_file: Path, version: str) -> None:
    walk = read(
        walk_file,
        gpx(
            track("Stroll", point("2020-01-01T10:00:00Z") + point("2020-01-01T10:00:05Z", lat=45.001)), version=version
        ),
    )
    start = datetime(2020, 1, 1, 10, tzinfo=UTC)
    assert walk.segments == (
        WalkSegment(
            "Stroll",
            (GpsFix(LatLon(45, 14), 10, start), GpsFix(LatLon(45.001, 14), 10, start + timedelta(seconds=5))),
        ),
    )
    assert (walk.skipped_tracks, walk.points_skipped) == ((), 0)


def test_the_second_segment_of_a_track_is_numbered_and_empty_ones_are_left_out(walk_file: Path) -> None:
    walk = read(walk_file, gpx(track("A", point("2020-01-01T10:00:00Z"), point("2020-01-01T11:00:00Z"), "")))
    assert [segment.name for segment in walk.segments] == ["A", "A / 2"]


def test_a_track_without_times_is_skipped_and_named(walk_file: Path) -> None:
    walk = read(walk_file, gpx(track("Drawn", point() + point()), track("B", point("2020-01-01T10:00:00Z"))))
    assert walk.skipped_tracks == ("Drawn",)
    assert walk.points_skipped == 0
    assert [segment.name for segment in walk.segments] == ["B"]


def test_an_empty_track_is_not_worth_a_word(walk_file: Path) -> None:
    walk = read(walk_file, gpx(track("Empty"), track("B", point("2020-01-01T10:00:00Z"))))
    assert walk.skipped_tracks == ()


def test_a_track_without_a_name_gets_its_number(walk_file: Path) -> None:
    walk = read(walk_file, gpx(track("A", point()), track(" ", point("2020-01-01T10:00:00Z"))))
    assert walk.segments[0].name == "track 2"


@pytest.mark.parametrize("broken", [point(), point("yesterday"), point("2020-01-01T10:00:00Z", lat=91)])
def test_a_point_that_cannot_be_a_fix_is_skipped_and_counted(walk_file: Path, broken: str) -> None:
    walk = read(walk_file, gpx(track("A", point("2020-01-01T10:00:00Z") + broken)))
    assert len(walk.fixes_by_segment) == 1
    assert walk.points_skipped == 1


def test_segments_are_played_in_the_order_of_time_not_of_the_file(walk_file: Path) -> None:
    walk = read(
        walk_file,
        gpx(
            track("Late", point("2020-01-01T12:00:05Z") + point("2020-01-01T12:00:00Z")),
            track("Early", point("2020-01-01T10:00:00Z")),
        ),
    )
    assert [segment.name for segment in walk.segments] == ["Early", "Late"]
    times = [fix.taken_at for fix, _ in walk.fixes_by_segment]
    assert times == sorted(times)
    assert [index for _, index in walk.fixes_by_segment] == [0, 1, 1]


def test_segments_that_overlap_in_time_are_interleaved(walk_file: Path) -> None:
    walk = read(
        walk_file,
        gpx(
            track("A", point("2020-01-01T10:00:00Z") + point("2020-01-01T10:00:10Z")),
            track("B", point("2020-01-01T10:00:05Z")),
        ),
    )
    assert [index for _, index in walk.fixes_by_segment] == [0, 1, 0]


@pytest.mark.parametrize("time", ["2020-01-01T10:00:00", "2020-01-01T12:00:00+02:00"])
def test_times_are_utc_whatever_their_offset_and_without_one(walk_file: Path, time: str) -> None:
    walk = read(walk_file, gpx(track("A", point(time))))
    taken_at = walk.fixes_by_segment[0][0].taken_at
    assert taken_at == datetime(2020, 1, 1, 10, tzinfo=UTC)
    assert taken_at.tzinfo is UTC


@pytest.mark.parametrize(
    ("more", "accuracy_m"),
    [
        ("", 10),
        ("<hdop>3.5</hdop>", 10),
        ("<extensions><accuracy>27.5</accuracy></extensions>", 27.5),
        ('<extensions><a:accuracy xmlns:a="http://example.org/a">60</a:accuracy></extensions>', 60),
        ("<extensions><accuracy>0.0</accuracy></extensions>", 10),
        ("<extensions><accuracy>nan</accuracy></extensions>", 10),
        ("<extensions><accuracy>good</accuracy></extensions>", 10),
    ],
)
def test_accuracy_is_what_the_recorder_gave_in_metres_or_else_10_m(
    walk_file: Path, more: str, accuracy_m: float
) -> None:
    walk = read(walk_file, gpx(track("A", point("2020-01-01T10:00:00Z", more=more))))
    assert walk.fixes_by_segment[0][0].horizontal_accuracy_m == accuracy_m


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        ("<gpx><trk>", "is not a GPX file that can be read"),
        (gpx('<trk><trkseg><trkpt lat="45"/></trkseg></trk>'), "is not a GPX file that can be read"),
        ("<kml></kml>", "has no track point with a time"),
        (gpx(), "has no track point with a time"),
        (gpx(track("Drawn", point())), "has no track point with a time"),
    ],
)
def test_a_file_that_cannot_be_played_is_refused_in_one_line(walk_file: Path, text: str, reason: str) -> None:
    with pytest.raises(WalkFileError, match=reason) as raised:
        read(walk_file, text)
    assert str(walk_file) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_missing_file_a_folder_and_another_encoding_are_refused(walk_file: Path) -> None:
    with pytest.raises(WalkFileError, match="No such file"):
        read_walk(walk_file)
    with pytest.raises(WalkFileError, match="Is a directory"):
        read_walk(walk_file.parent)
    walk_file.write_bytes(gpx().encode("utf-16"))
    with pytest.raises(WalkFileError, match="not a GPX file in UTF-8"):
        read_walk(walk_file)


def test_a_moved_walk_starts_at_the_new_place() -> None:
    walk = moved_to(read_walk(SAMPLES / "cerknicko-jezero.gpx"), LIEVIN)
    assert distance_m(walk.fixes_by_segment[0][0].position, LIEVIN) < 0.001


@given(
    lat=st.floats(-70, 70),
    lon=st.floats(-180, 180),
    north=st.floats(-0.05, 0.05),
    east=st.floats(-0.05, 0.05),
)
def test_moving_keeps_each_distance_and_direction_from_the_first_fix(
    lat: float, lon: float, north: float, east: float
) -> None:
    first, second = LatLon(45.5, 14.5), LatLon(45.5 + north, 14.5 + east)
    fixes = (GpsFix(first, 10, NOON), GpsFix(second, 10, NOON + timedelta(seconds=60)))
    moved = moved_to(Walk((WalkSegment("A", fixes),)), LatLon(lat, lon)).segments[0].fixes
    length_m = distance_m(first, second)
    assert distance_m(moved[0].position, moved[1].position) == pytest.approx(length_m, abs=0.001)
    if length_m > 1:
        turn_deg = bearing_deg(moved[0].position, moved[1].position) - bearing_deg(first, second)
        assert (turn_deg + 180) % 360 - 180 == pytest.approx(0, abs=0.001)


def test_a_walk_is_retimed_to_end_at_a_time_with_its_spacing_kept() -> None:
    recorded = read_walk(SAMPLES / "cerknicko-jezero.gpx")
    walk = ended_at(recorded, NOON)
    assert walk.fixes_by_segment[-1][0].taken_at == NOON
    assert span(walk) == span(recorded) == timedelta(hours=1, minutes=59, seconds=50)
    shifts = {
        after.taken_at - before.taken_at
        for (before, _), (after, _) in zip(recorded.fixes_by_segment, walk.fixes_by_segment, strict=True)
    }
    assert len(shifts) == 1


def test_gaps_of_days_are_kept_and_grow_stale() -> None:
    days = [GpsFix(LIEVIN, 10, NOON + timedelta(days=day)) for day in range(3)]
    walk = ended_at(Walk(tuple(WalkSegment(f"day {n}", (fix,)) for n, fix in enumerate(days))), NOON)
    verdicts, track = [], Track()
    for fix, _ in walk.fixes_by_segment:
        verdict, track = judge_fix(track, fix, now=NOON, in_territory=lambda _: True)
        verdicts.append(verdict)
    assert verdicts == [FixVerdict.STALE, FixVerdict.OK, FixVerdict.OK]


def judged(walk: Walk) -> tuple[list[list[FixVerdict]], int]:
    """The verdicts of each segment, and how many cells the walk lifts, when judged as one offline walk."""
    verdicts: list[list[FixVerdict]] = [[] for _ in walk.segments]
    cells: set[FogCell] = set()
    track = Track()
    for fix, index in walk.fixes_by_segment:
        verdict, track = judge_fix(track, fix, now=NOON, in_territory=lambda _: True)
        verdicts[index].append(verdict)
        if verdict is FixVerdict.OK:
            cells |= cells_lifted_at(fix.position)
    return verdicts, len(cells)


def test_the_walk_at_cerknica_is_a_walk_two_rides_and_some_stops() -> None:
    walk = ended_at(moved_to(read_walk(SAMPLES / "cerknicko-jezero.gpx"), LIEVIN), NOON)
    verdicts, cells = judged(walk)
    by_name = dict(zip((segment.name for segment in walk.segments), verdicts, strict=True))
    assert cells == 432
    assert by_name["ACTIVE LOG #2"] == [FixVerdict.OK] * 173
    for ride in ("ACTIVE LOG #3", "ACTIVE LOG #5"):
        assert by_name[ride].count(FixVerdict.IN_TRANSIT) > 0.8 * len(by_name[ride])


def test_the_walk_at_korita_is_walked_throughout_and_has_a_track_without_times() -> None:
    walk = ended_at(moved_to(read_walk(SAMPLES / "korita-zbevnica.gpx"), LIEVIN), NOON)
    verdicts, cells = judged(walk)
    assert cells == 1024
    assert verdicts == [[FixVerdict.OK] * 176, [FixVerdict.OK] * 337]
    assert walk.skipped_tracks == ("03-OCT-10 #2",)


def test_a_time_that_its_offset_leads_out_of_the_calendar_is_none(walk_file: Path) -> None:
    walk = read(walk_file, gpx(track("A", point("0001-01-01T00:00:00+23:00") + point("2020-01-01T10:00:00Z"))))
    assert (len(walk.fixes_by_segment), walk.points_skipped) == (1, 1)


@pytest.mark.parametrize("words", KEPT)
def test_a_tracks_name_is_kept_as_words(walk_file: Path, words: str) -> None:
    walk = read(walk_file, gpx(track(escape(words), point("2020-01-01T10:00:00Z"))))
    assert [segment.name for segment in walk.segments] == [words]


@pytest.mark.parametrize(
    "declared",
    [
        'SYSTEM "file:///etc/hostname"',
        '"&b;&b;"><!ENTITY b "&c;&c;"><!ENTITY c "&a;"',
        'PUBLIC "x" "http://127.0.0.1:9/"',
    ],
)
def test_a_file_brings_in_nothing_from_elsewhere(walk_file: Path, declared: str) -> None:
    text = gpx(track("&a;", point("2020-01-01T10:00:00Z"))).replace(
        "?>", f"?><!DOCTYPE gpx [<!ENTITY a {declared}>]>", 1
    )
    with pytest.raises(WalkFileError, match="not a GPX file that can be read"):
        read(walk_file, text)
