"""Rules for lock files: each package is pinned by hash, and none is known to be bad. No network is asked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from packaging.specifiers import SpecifierSet
from packaging.version import InvalidVersion, Version

_PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


@dataclass(frozen=True, slots=True)
class KnownBad:
    """Versions of a package that must not be in a lock, and why."""

    registry: str
    name: str
    versions: SpecifierSet
    source: str


@dataclass(frozen=True, slots=True)
class Pinned:
    """A package of a lock. `hashes` counts those that it is pinned by."""

    registry: str
    name: str
    version: str
    hashes: int


def read_known_bad(text: str) -> list[KnownBad]:
    """Reads lines of registry, name, versions and source. Raises ValueError for a line that is none of these."""
    known = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        words = line.split(maxsplit=3)
        if len(words) != 4 or words[0] not in {"pypi", "npm"}:
            raise ValueError(f"line {number} of the list of bad packages is not: registry name versions source")
        registry, name, versions, source = words
        known.append(KnownBad(registry, _plain(registry, name), SpecifierSet(versions.replace("any", "")), source))
    return known


def pinned_by_pip(text: str) -> Iterator[Pinned]:
    """The packages of a requirements file that uv wrote."""
    starts = [found.start() for found in re.finditer(r"^[A-Za-z0-9]", text, re.MULTILINE)]
    for start, end in pairwise([*starts, len(text)]):
        entry = text[start:end]
        pin = _PIN.match(entry)
        if pin is None:
            yield Pinned("pypi", entry.split()[0], "", 0)
        else:
            yield Pinned("pypi", _plain("pypi", pin["name"]), pin["version"], len(_HASH.findall(entry)))


def pinned_by_npm(lock: Mapping[str, Any]) -> Iterator[Pinned]:
    """The packages of a package-lock.json."""
    for path, entry in lock["packages"].items():
        if path and not entry.get("link"):
            name = entry.get("name") or path.rpartition("node_modules/")[2]
            hashes = str(entry.get("integrity", "")).count("sha512-")
            yield Pinned("npm", name, str(entry.get("version", "")), hashes)


def complaints(pinned: Iterator[Pinned], known: list[KnownBad]) -> Iterator[str]:
    """Says what is wrong with a lock, a sentence each."""
    for one in pinned:
        if not one.hashes:
            yield f"{one.name} {one.version} is not pinned by a hash"
        # npm's names of a pre-release are no versions here: they count as the release.
        comparable = re.match(r"\d+(\.\d+)*", one.version) if one.registry == "npm" else None
        try:
            version = Version(comparable[0] if comparable else one.version)
        except InvalidVersion:
            yield f"{one.name} has no version that can be compared: {one.version!r}"
            continue
        for bad in known:
            if (bad.registry, bad.name) == (one.registry, one.name) and bad.versions.contains(
                version, prereleases=True
            ):
                yield f"{one.name} {one.version} must not be used: {bad.source}"


def _plain(registry: str, name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower() if registry == "pypi" else name
