"""Compares what clients noted while they asked with what is there afterwards. Pure: knows no client, no database.

An answer that never came is an outcome of its own: what was asked for may be there or not, once.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf

Key = tuple[str, str]
"""The stream of an action, and its id in it."""


class Outcome(StrEnum):
    """The end of one attempt, as its client knows it."""

    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Fault(StrEnum):
    """A kind of contradiction between a history and what was kept."""

    LOST = "lost"
    """Acknowledged, and not there."""

    UNSENT = "unsent"
    """There, though nobody asked for it."""

    DOUBLED = "doubled"
    """There more than once."""

    SWAPPED = "swapped"
    """There before an action of its stream that had been acknowledged before it was sent."""

    CHANGED = "changed"
    """There with another content than was sent, or in another way than was told."""

    REFUSED = "refused"
    """There, though every attempt was refused."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try of a client to have something done; the same `id` again is the same action again.

    `stream` is within which order holds: a conversation, a player's walk. Times are seconds of one clock for all
    clients; `answered_s` counts for an acknowledgement only. `told` is what the acknowledgement said of how it is kept.
    """

    stream: str
    id: str
    outcome: Outcome
    sent_s: float
    answered_s: float
    content: str = ""
    told: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that is there afterwards; of one stream in the order in which they were kept."""

    stream: str
    id: str
    content: str = ""
    told: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One contradiction."""

    fault: Fault
    stream: str
    id: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The findings, and how many actions ended in which way. `unknown_kept` are those without an answer that are there
    all the same, `attempts_unknown` all attempts without an answer, also of actions that another attempt ended."""

    findings: tuple[Finding, ...]
    acknowledged: int
    refused: int
    unknown: int
    unknown_kept: int
    attempts_unknown: int

    def __add__(self, other: "Verdict") -> "Verdict":
        """Joins the verdicts on two histories."""
        return Verdict(
            self.findings + other.findings,
            self.acknowledged + other.acknowledged,
            self.refused + other.refused,
            self.unknown + other.unknown,
            self.unknown_kept + other.unknown_kept,
            self.attempts_unknown + other.attempts_unknown,
        )

    def count(self, fault: Fault) -> int:
        """Counts the findings of one kind."""
        return sum(finding.fault is fault for finding in self.findings)


@dataclass(slots=True)
class _Action:
    outcome: Outcome
    first_sent_s: float
    answered_s: float
    content: str
    told: str | None


def check(attempts: Iterable[Attempt], kept: Sequence[Kept], *, may_be_missing: Collection[str] = ()) -> Verdict:
    """Looks for every contradiction. `may_be_missing` are ids that were promised "at most once"."""
    noted = list(attempts)
    actions = _actions(noted)
    there = Counter((one.stream, one.id) for one in kept)
    outcomes = Counter(action.outcome for action in actions.values())
    return Verdict(
        findings=(
            *_lost(actions, there, may_be_missing),
            *_not_sent_once(actions, there),
            *_changed(actions, kept),
            *_swapped(actions, kept),
        ),
        acknowledged=outcomes[Outcome.ACKNOWLEDGED],
        refused=outcomes[Outcome.REFUSED],
        unknown=outcomes[Outcome.UNKNOWN],
        unknown_kept=sum(action.outcome is Outcome.UNKNOWN and key in there for key, action in actions.items()),
        attempts_unknown=sum(attempt.outcome is Outcome.UNKNOWN for attempt in noted),
    )


def _actions(attempts: Iterable[Attempt]) -> dict[Key, _Action]:
    """Sums the attempts up: one acknowledgement acknowledges; one without an answer outweighs refusals."""
    rank = {Outcome.REFUSED: 0, Outcome.UNKNOWN: 1, Outcome.ACKNOWLEDGED: 2}
    actions: dict[Key, _Action] = {}
    for one in attempts:
        answered_s = one.answered_s if one.outcome is Outcome.ACKNOWLEDGED else inf
        known = actions.get((one.stream, one.id))
        if known is None:
            actions[one.stream, one.id] = _Action(one.outcome, one.sent_s, answered_s, one.content, one.told)
            continue
        known.first_sent_s = min(known.first_sent_s, one.sent_s)
        known.answered_s = min(known.answered_s, answered_s)
        known.told = one.told if known.told is None else known.told
        if rank[one.outcome] > rank[known.outcome]:
            known.outcome = one.outcome
    return actions


def _lost(actions: dict[Key, _Action], there: Counter[Key], may_be_missing: Collection[str]) -> Iterator[Finding]:
    for key, action in actions.items():
        if action.outcome is Outcome.ACKNOWLEDGED and key not in there and key[1] not in may_be_missing:
            yield Finding(Fault.LOST, *key, f"acknowledged at {action.answered_s:.3f} s")


def _not_sent_once(actions: dict[Key, _Action], there: Counter[Key]) -> Iterator[Finding]:
    for key, times in there.items():
        action = actions.get(key)
        if action is None:
            yield Finding(Fault.UNSENT, *key)
        elif action.outcome is Outcome.REFUSED:
            yield Finding(Fault.REFUSED, *key)
        if times > 1:
            yield Finding(Fault.DOUBLED, *key, f"{times} times")


def _changed(actions: dict[Key, _Action], kept: Iterable[Kept]) -> Iterator[Finding]:
    for one in kept:
        action = actions.get((one.stream, one.id))
        if action is None:
            continue
        if action.content != one.content:
            yield Finding(Fault.CHANGED, one.stream, one.id, "not what was sent")
        if action.told is not None and one.told is not None and action.told != one.told:
            yield Finding(Fault.CHANGED, one.stream, one.id, f"told {action.told}, kept {one.told}")


def _swapped(actions: dict[Key, _Action], kept: Iterable[Kept]) -> Iterator[Finding]:
    """Finds each that stands behind one that was sent only after its acknowledgement."""
    latest_sent_s: defaultdict[str, float] = defaultdict(lambda: -inf)
    for one in kept:
        action = actions.get((one.stream, one.id))
        if action is None:
            continue
        if latest_sent_s[one.stream] > action.answered_s:
            yield Finding(Fault.SWAPPED, one.stream, one.id, f"acknowledged at {action.answered_s:.3f} s")
        latest_sent_s[one.stream] = max(latest_sent_s[one.stream], action.first_sent_s)
