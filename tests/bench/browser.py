"""Smoothness of the map while the demo walks at 60x: `python -m tests.bench.browser`.

Plays the demo twice on a small phone's screen, on a build of the present sources with source maps. The first time the
browser's own records of long tasks and frames are kept; the second time its profiler looks which code runs, a thousand
times a second. Without a GPU the map is drawn by the processor: frame rates are a lower bound.
"""

import json
import os
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from mimetypes import guess_type
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Route

from server.settings import PROJECT_ROOT
from tests.support.browser.catalogues import Words, open_catalogues
from tests.support.browser.chromium import chromium
from tests.support.browser.daylight import noon_server
from tests.support.browser.phone import Phone

LONG_MS = 50
SAMPLE_US = 1000
WALK_ENDS_WITHIN_S = 180

_BIN = Path(sys.executable).parent

_RECORD = """
window.records = { tasks: [], frames: [] };
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) window.records.tasks.push([startTime, duration]);
}).observe({ type: "longtask", buffered: true });
let last = null;
const tick = (now) => {
  if (last !== null) window.records.frames.push(now - last);
  last = now;
  requestAnimationFrame(tick);
};
requestAnimationFrame(tick);
"""

# Node reads source maps by itself; line and column count from 0.
_RESOLVE = """
import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
const [folder, places] = JSON.parse(readFileSync(0, "utf8"));
const maps = new Map();
const found = places.map(([file, line, column]) => {
  if (!maps.has(file)) {
    let map = null;
    try { map = new SourceMap(JSON.parse(readFileSync(`${folder}/${file}.map`, "utf8"))); } catch { /* no map */ }
    maps.set(file, map);
  }
  return maps.get(file)?.findEntry(line, column)?.originalSource ?? null;
});
process.stdout.write(JSON.stringify(found));
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """One look of the profiler: functions from the innermost outwards, each with its source file."""

    at_ms: float
    lasts_ms: float
    stack: tuple[tuple[str, str], ...]

    @property
    def is_idle(self) -> bool:
        return not self.stack or self.stack[0][0] in {"(idle)", "(root)"}

    @property
    def has_ours(self) -> bool:
        return any(is_ours(source) for _, source in self.stack)


def is_ours(source: str) -> bool:
    """Our components and modules; Svelte, MapLibre and the others lie in node_modules."""
    return "/src/" in source and "node_modules" not in source


def main() -> None:
    with (
        TemporaryDirectory() as folder,
        noon_server("bench_browser") as server,
        open_catalogues(),
        chromium() as browser,
    ):
        dist = Path(folder)
        _build(dist)
        _say("records of the browser")
        _report_records(_play_demo(browser, server.url, dist))
        _say("profile")
        _report_profile(_profile_demo(browser, server.url, dist), dist)


def _build(dist: Path) -> None:
    subprocess.run(
        [_BIN / "npm", "run", "build", "--", "--sourcemap", "true", "--emptyOutDir", "--outDir", dist],
        cwd=PROJECT_ROOT / "webclient",
        env={**os.environ, "PATH": f"{_BIN}{os.pathsep}{os.environ['PATH']}"},
        check=True,
        capture_output=True,
    )


def _open(browser: Browser, url: str, dist: Path) -> Phone:
    """A newcomer's phone, about to answer the last question before the demo begins."""
    # The service worker would bring the ordinary build.
    phone = Phone(browser, url, Words("fr"), reduced_motion="no-preference", service_workers="block", is_mobile=False)

    def serve(route: Route) -> None:
        name = urlsplit(route.request.url).path.lstrip("/") or "index.html"
        route.fulfill(body=(dist / name).read_bytes(), content_type=guess_type(name)[0] or "text/javascript")

    phone.context.route(lambda address: urlsplit(address).path == "/" or "/assets/" in address, serve)
    phone.context.add_init_script(_RECORD)
    phone.open("/?walk=demo&speed=60")
    phone.say_who()
    phone.button("start.skip").click()
    return phone


def _watch_the_walk(phone: Phone) -> None:
    """Enters the game and closes each sheet that opens, until the walk is over."""
    phone.button("start.homeNo").click()
    over = phone.page.get_by_text(phone.words("recording.finished"))
    deadline = monotonic() + WALK_ENDS_WITHIN_S
    while not over.is_visible() or phone.sheet.is_visible():
        assert monotonic() < deadline, "the demo does not end"
        if phone.sheet.is_visible():
            phone.page.keyboard.press("Escape")
        phone.page.wait_for_timeout(300)


def _play_demo(browser: Browser, url: str, dist: Path) -> dict[str, Any]:
    phone = _open(browser, url, dist)
    phone.page.evaluate("window.records = { tasks: [], frames: [] }")
    _watch_the_walk(phone)
    records: dict[str, Any] = phone.page.evaluate("window.records")
    phone.close()
    return records


def _profile_demo(browser: Browser, url: str, dist: Path) -> dict[str, Any]:
    phone = _open(browser, url, dist)
    devtools = phone.context.new_cdp_session(phone.page)
    devtools.send("Profiler.enable")
    devtools.send("Profiler.setSamplingInterval", {"interval": SAMPLE_US})
    devtools.send("Profiler.start")
    _watch_the_walk(phone)
    profile: dict[str, Any] = devtools.send("Profiler.stop")["profile"]
    phone.close()
    return profile


def _report_records(records: dict[str, Any]) -> None:
    frames = sorted(records["frames"])
    tasks = sorted((duration for _, duration in records["tasks"]), reverse=True)
    seconds = sum(frames) / 1000
    _say(f"  {len(frames)} frames in {seconds:.1f} s: {len(frames) / seconds:.1f} a second")
    _say(f"  frame: median {statistics.median(frames):.0f} ms, 95 % within {frames[int(len(frames) * 0.95)]:.0f} ms")
    _say(f"  tasks over {LONG_MS} ms, MapLibre's and the browser's included: {len(tasks)}")
    _say(f"  the longest: {', '.join(f'{task:.0f} ms' for task in tasks[:8]) or 'none'}")


def _report_profile(profile: dict[str, Any], dist: Path) -> None:
    samples = list(_samples(profile, dist))
    stretches = sorted(_stretches_of_ours(samples), key=lambda stretch: -_length_ms(stretch))
    busy_ms = sum(sample.lasts_ms for sample in samples if not sample.is_idle)
    ours_ms = sum(sample.lasts_ms for sample in samples if sample.has_ours)
    _say(f"  the main thread is busy for {busy_ms / 1000:.1f} s; with our code on the stack: {ours_ms / 1000:.1f} s")
    whose: dict[str, float] = defaultdict(float)
    for sample in samples:
        if not sample.is_idle:
            whose[_owner(sample.stack[0][1])] += sample.lasts_ms / 1000
    _say(f"  innermost function: {', '.join(f'{name} {spent_s:.1f} s' for name, spent_s in sorted(whose.items()))}")
    _say("  longest stretches without a break with our code on the stack, whatever it calls included:")
    for stretch in stretches[:5]:
        own_ms = sum(sample.lasts_ms for sample in stretch if is_ours(sample.stack[0][1]))
        _say(f"    {_length_ms(stretch):5.0f} ms, {own_ms:.0f} of them in itself: {_outermost_of_ours(stretch)}")
    own: dict[tuple[str, str], float] = defaultdict(float)
    for sample in samples:
        if sample.stack and is_ours(sample.stack[0][1]):
            own[sample.stack[0]] += sample.lasts_ms
    _say("  our own functions by the time spent in themselves:")
    for (function, source), spent_ms in sorted(own.items(), key=lambda one: -one[1])[:8]:
        _say(f"    {spent_ms:5.0f} ms: {function or '(anonymous)'} in {source.rpartition('/src/')[2]}")


def _samples(profile: dict[str, Any], dist: Path) -> Iterator[Sample]:
    nodes = {node["id"]: node for node in profile["nodes"]}
    parents = {child: node["id"] for node in profile["nodes"] for child in node.get("children", [])}
    sources = _sources(profile["nodes"], dist)
    stacks: dict[int, tuple[tuple[str, str], ...]] = {}

    def stack_of(node_id: int) -> tuple[tuple[str, str], ...]:
        if node_id not in stacks:
            own = ((nodes[node_id]["callFrame"]["functionName"], sources[node_id]),)
            stacks[node_id] = own + (stack_of(parents[node_id]) if node_id in parents else ())
        return stacks[node_id]

    at_ms = 0.0
    deltas = [delta / 1000 for delta in profile["timeDeltas"]]
    for index, (node_id, delta_ms) in enumerate(zip(profile["samples"], deltas, strict=True)):
        at_ms += delta_ms
        lasts_ms = deltas[index + 1] if index + 1 < len(deltas) else 0.0
        yield Sample(at_ms, lasts_ms, stack_of(node_id))


def _sources(nodes: list[dict[str, Any]], dist: Path) -> dict[int, str]:
    """The source file of each node's function; empty for the browser's own."""
    frames = {node["id"]: node["callFrame"] for node in nodes if "/assets/" in node["callFrame"]["url"]}
    places = [
        [urlsplit(frame["url"]).path.lstrip("/"), frame["lineNumber"], frame["columnNumber"]]
        for frame in frames.values()
    ]
    answer = subprocess.run(
        [_BIN / "node", "--input-type=module", "--eval", _RESOLVE],
        input=json.dumps([str(dist), places]),
        check=True,
        capture_output=True,
        text=True,
    )
    found = dict(zip(frames, json.loads(answer.stdout), strict=True))
    return {node["id"]: found.get(node["id"]) or "" for node in nodes}


def _stretches_of_ours(samples: list[Sample]) -> Iterator[list[Sample]]:
    """Runs of samples without a break that all have our code on the stack, or collect garbage in between."""
    run: list[Sample] = []
    for sample in samples:
        if sample.has_ours or (run and sample.stack[0][0] == "(garbage collector)"):
            run.append(sample)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _owner(source: str) -> str:
    if is_ours(source):
        return "ours"
    _, is_library, package = source.rpartition("/node_modules/")
    return package.split("/")[0] if is_library else "the browser itself"


def _length_ms(stretch: list[Sample]) -> float:
    return sum(sample.lasts_ms for sample in stretch)


def _outermost_of_ours(stretch: list[Sample]) -> str:
    """Returns where our code was entered, for most of the stretch."""
    entered: dict[str, float] = defaultdict(float)
    for sample in stretch:
        ours = [(function, source) for function, source in sample.stack if is_ours(source)]
        if ours:
            function, source = ours[-1]
            entered[f"{function or '(anonymous)'} in {source.rpartition('/src/')[2]}"] += sample.lasts_ms
    return max(entered, key=lambda name: entered[name])


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - it is what the script is for


if __name__ == "__main__":
    main()
