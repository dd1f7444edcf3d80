"""Plays recorded walks with the real command, `jokajobs walk`."""

import json
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from game_rules.geo import LatLon
from game_rules.gps import GpsFix
from server.schemas.protocol import SESSION_COOKIE
from server.simulator.session import Session, save_session
from tests.support.running.commands import Command
from tests.support.running.servers import Guest

DATA = Path(__file__).parents[2] / "data"
LAKE = DATA / "cerknicko-jezero.gpx"
VILLAGE = DATA / "korita-zbevnica.gpx"

LIEVIN = LatLon(50.4219, 2.7786)

WALK_DEADLINE_S = 300.0

_ZONE = ZoneInfo("Europe/Paris")


def start_walk(gpx: Path, *options: str) -> Command:
    """The command, running: FILE.gpx moved to Liévin, told as JSON."""
    return Command("walk", str(gpx), "--at", f"{LIEVIN.lat},{LIEVIN.lon}", "--json", *options)


def ended(walk: Command) -> subprocess.CompletedProcess[str]:
    """Waits for the command's end."""
    return walk.ended(within_s=WALK_DEADLINE_S)


def walk(gpx: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Plays a walk to its end, well or not."""
    return ended(start_walk(gpx, *options))


def report_of(played: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """Returns the report of a walk that went well."""
    assert played.returncode == 0, played.stderr
    report: dict[str, Any] = json.loads(played.stdout)
    return report


def keep_session(guest: Guest, path: Path) -> Path:
    """Writes the session file with which `jokajobs walk` goes on as `guest`."""
    cookie = guest.http.cookies[SESSION_COOKIE]
    assert cookie is not None
    save_session(path, Session(guest.server.url, cookie, UUID(guest.device_id)))
    return path


def write_gpx(path: Path, fixes: Sequence[GpsFix]) -> Path:
    """Writes a recorded walk."""
    points = "".join(
        f'<trkpt lat="{fix.position.lat}" lon="{fix.position.lon}"><time>{fix.taken_at.isoformat()}</time></trkpt>'
        for fix in fixes
    )
    path.write_text(
        '<gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1">'
        f"<trk><trkseg>{points}</trkseg></trk></gpx>",
        encoding="utf-8",
    )
    return path


def last_time_in_lens(*hours: int) -> datetime:
    """The last time before now at which a clock in Lens showed one of the full `hours`.

    With two of them half a day apart a walk of some hours that ended then is never too old to be counted.
    """
    now = datetime.now(UTC).astimezone(_ZONE)  # noqa: TID251 - the server under test has a real clock
    days = (now.date(), now.date() - timedelta(days=1))
    moments = [datetime.combine(day, time(hour), _ZONE) for day in days for hour in hours]
    return max(moment for moment in moments if moment <= now)


def in_daytime() -> datetime:
    """A recent end of a walk at which doors are open by default, the walk's beginning included."""
    return last_time_in_lens(13, 18)


def at_night() -> datetime:
    """A recent end of a walk at which every door is shut."""
    return last_time_in_lens(3, 22)
