"""Reads a recorded walk from a GPX 1.0 or 1.1 file. Knows nothing of when and where it will be played."""

from dataclasses import dataclass
from datetime import UTC
from math import isfinite
from pathlib import Path

import gpxpy
from gpxpy.gpx import GPX, GPXException, GPXTrack, GPXTrackPoint

from game_rules.geo import LatLon
from game_rules.gps import GpsFix

ACCURACY_WHEN_NOT_GIVEN_M = 10.0
"""A phone under open sky reports 5-15 m.

GPX has no field for accuracy. Its `hdop` is a factor without unit: metres would need the receiver's own ranging
error, which no file tells.
"""


class WalkFileError(Exception):
    """The file holds no walk that could be played; the text is one line that says why."""


@dataclass(frozen=True, slots=True)
class WalkSegment:
    """A piece of a track recorded without interruption; `fixes` are oldest first, at least one."""

    name: str
    fixes: tuple[GpsFix, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """A recorded walk: its segments by the time they start, at least one.

    `skipped_tracks` are the names of tracks that have points but no time; `points_skipped` counts the points
    without a time, or outside the globe, in the other tracks.
    """

    segments: tuple[WalkSegment, ...]
    skipped_tracks: tuple[str, ...] = ()
    points_skipped: int = 0

    @property
    def fixes_by_segment(self) -> list[tuple[GpsFix, int]]:
        """All fixes with the index of their segment, oldest first, as a phone would have recorded them.

        Segments of a file may overlap in time, or stand in any order.
        """
        numbered = [(fix, index) for index, segment in enumerate(self.segments) for fix in segment.fixes]
        return sorted(numbered, key=lambda one: one[0].taken_at)


def read_walk(path: Path) -> Walk:
    """The walk in a GPX file. Raises WalkFileError: no such file, empty, broken XML, not GPX, or no point with a time.

    A segment has its track's name, with " / 2" for the second of a track. Empty segments are left out.
    """
    gpx = _parse(path)
    segments: list[WalkSegment] = []
    skipped_tracks: list[str] = []
    points_skipped = 0
    for number, track in enumerate(gpx.tracks, start=1):
        name = " ".join((track.name or "").split()) or f"track {number}"
        timed = _timed_segments(track, name)
        points = track.get_points_no()
        if timed:
            segments += timed
            points_skipped += points - sum(len(segment.fixes) for segment in timed)
        elif points:
            skipped_tracks.append(name)
    if not segments:
        raise WalkFileError(f"{path} has no track point with a time: nothing to play")
    segments.sort(key=lambda segment: segment.fixes[0].taken_at)
    return Walk(tuple(segments), tuple(skipped_tracks), points_skipped)


def _parse(path: Path) -> GPX:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise WalkFileError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise WalkFileError(f"{path} is not a GPX file in UTF-8") from error
    if not text.strip():
        raise WalkFileError(f"{path} is empty")
    try:
        return gpxpy.parse(text)
    except GPXException as error:
        raise WalkFileError(f"{path} is not a GPX file that can be read: {' '.join(str(error).split())}") from error


def _timed_segments(track: GPXTrack, name: str) -> list[WalkSegment]:
    segments: list[WalkSegment] = []
    for number, segment in enumerate(track.segments, start=1):
        fixes = [fix for fix in map(_fix, segment.points) if fix is not None]
        if fixes:
            label = name if number == 1 else f"{name} / {number}"
            segments.append(WalkSegment(label, tuple(sorted(fixes, key=lambda fix: fix.taken_at))))
    return segments


def _fix(point: GPXTrackPoint) -> GpsFix | None:
    if point.time is None:
        return None
    try:
        position = LatLon(point.latitude, point.longitude)
    except ValueError:
        return None
    try:
        # Times of GPX are UTC; some writers leave the Z out.
        taken_at = point.time.replace(tzinfo=UTC) if point.time.tzinfo is None else point.time.astimezone(UTC)
    except OverflowError:
        # Its offset leads out of the calendar.
        return None
    return GpsFix(position, _accuracy_m(point), taken_at)


def _accuracy_m(point: GPXTrackPoint) -> float:
    """Reads <extensions><accuracy> of some Android recorders: Location.getAccuracy(), metres at 68 %, as ours."""
    for element in point.extensions:
        if element.tag.rpartition("}")[2] == "accuracy":
            try:
                accuracy_m = float(element.text or "")
            except ValueError:
                continue
            # 0 is what these recorders write for "not known".
            if isfinite(accuracy_m) and accuracy_m > 0:
                return accuracy_m
    return ACCURACY_WHEN_NOT_GIVEN_M
