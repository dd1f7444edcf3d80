"""The phone's side of `gps_fixes`: keeps fixes until they are acknowledged, repeats what it was asked to repeat.

Knows nothing of files, sessions and how a connection is made.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from game_rules.gps import GpsFix
from game_rules.play.fixes import FixVerdict
from game_rules.refusals import RefusalReason
from server.schemas.play import ContextFixIn, FixIn, GpsFixesAck, GpsFixesIn, ProblemAck
from server.schemas.problems import Problem
from server.simulator.connection import Connection
from server.simulator.failures import BrokenAnswerError, failure_of
from server.simulator.patience import Patience

BATCH_FIXES_MAX = 100
"""Half of what the server takes: a minute and a half of a phone that reports each second."""

BATCH_SPAN_S = 2.0
"""How long a due fix waits for others to share its message; hints should not lag behind the steps."""

_OUTCOME_UNKNOWN = "internal_error"
"""Something broke on the server's side, before or after it wrote the batch."""

OUTCOME_UNKNOWN_PAUSE_S = 1.0
"""Before a batch that broke on the server's side goes out once more: what was in its way may have passed."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A batch the server will never take, and why."""

    fixes: int
    problem: Problem


@dataclass(slots=True)
class PlayedFixes:
    """The outcome of the fixes: one verdict each, in their order; None for those of a refused batch."""

    verdicts: list[FixVerdict | None] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    connections: int = 0


class Phone:
    """One device of one player.

    `patience` says how long to try when the server is down or busy; its clock and waiting pace the walk, too.
    `batch_fixes_max`: how many fixes share a message at most.
    """

    def __init__(
        self, connection: Connection, device_id: UUID, patience: Patience, batch_fixes_max: int = BATCH_FIXES_MAX
    ) -> None:
        self._connection = connection
        self._device_id = device_id
        self._patience = patience
        self._batch_fixes_max = batch_fixes_max
        self._context: list[ContextFixIn] = []
        self._seal: str | None = None
        self._connections = 0

    def play(
        self,
        fixes: Sequence[GpsFix],
        *,
        speed: float | None = None,
        on_progress: Callable[[int], None] = lambda _fixes: None,
    ) -> PlayedFixes:
        """Sends `fixes` (oldest first), the next batch when the last one is acknowledged.

        `speed`: seconds of the walk per second; a fix is sent when its turn has come. None: as fast as acknowledged.
        `on_progress` is told how many more fixes are done with. Returns when all are. Raises GaveUpError when the
        server accepts nothing for as long as the patience lasts, BrokenAnswerError for an answer that makes no sense,
        ServerRefusedError when it does not let the player connect.
        """
        played = PlayedFixes()
        due_s = [(fix.taken_at - fixes[0].taken_at).total_seconds() / speed if speed else 0.0 for fix in fixes]
        started_s = self._patience.clock()
        done = 0
        while done < len(fixes):
            full = min(done + self._batch_fixes_max, len(fixes))
            passed_s = self._patience.clock() - started_s
            sending_s = min(due_s[done] + BATCH_SPAN_S, due_s[full - 1])
            if passed_s < sending_s:
                self._patience.wait(sending_s - passed_s)
                continue
            batch = [fix for fix, due in zip(fixes[done:full], due_s[done:full], strict=True) if due <= passed_s]
            played.verdicts += self._deliver(batch, played)
            done += len(batch)
            on_progress(len(batch))
        played.connections = self._connections
        return played

    def _deliver(self, batch: Sequence[GpsFix], played: PlayedFixes) -> list[FixVerdict | None]:
        message = GpsFixesIn(
            device_id=self._device_id,
            fixes=[_on_the_wire(fix) for fix in batch],
            context=self._context,
            context_seal=self._seal,
        )
        answer = self._patience.retry(lambda: self._attempt(message))
        if isinstance(answer, ProblemAck) and answer.problem.code == _OUTCOME_UNKNOWN:
            # It may have been written all the same, and to send it again changes nothing then.
            self._patience.wait(OUTCOME_UNKNOWN_PAUSE_S)
            answer = self._patience.retry(lambda: self._attempt(message))
        if isinstance(answer, ProblemAck) and answer.problem.code == RefusalReason.CONTEXT_NOT_OURS and message.context:
            # The server's key is another one than before: the walk goes on as a new start.
            self._context, self._seal = [], None
            return self._deliver(batch, played)
        if isinstance(answer, ProblemAck):
            played.refusals.append(Refusal(len(batch), answer.problem))
            return [None] * len(batch)
        judged = [
            ContextFixIn(**fix.model_dump(), verdict=verdict)
            for fix, verdict in zip(message.fixes, answer.verdicts, strict=True)
        ]
        sent = [*message.context, *judged]
        self._context, self._seal = [sent[place] for place in answer.repeat], answer.context_seal
        return list(answer.verdicts)

    def _attempt(self, message: GpsFixesIn) -> GpsFixesAck | ProblemAck:
        if not self._connection.is_open:
            self._connection.open()
            self._connections += 1
        answer = _understood(self._connection.ask("gps_fixes", message.model_dump(mode="json")), message)
        if isinstance(answer, ProblemAck) and answer.problem.retryable:
            raise failure_of(answer.problem)
        return answer


def _on_the_wire(fix: GpsFix) -> FixIn:
    return FixIn(
        lat=fix.position.lat,
        lon=fix.position.lon,
        horizontal_accuracy_m=fix.horizontal_accuracy_m,
        taken_at=fix.taken_at,
    )


def _understood(answer: object, message: GpsFixesIn) -> GpsFixesAck | ProblemAck:
    try:
        if isinstance(answer, Mapping) and answer.get("ok") is False:
            return ProblemAck.model_validate(answer)
        ack = GpsFixesAck.model_validate(answer)
    except ValueError as error:
        # The error's own text would repeat the answer, over many lines.
        raise BrokenAnswerError("gps_fixes was answered with something else than the protocol says") from error
    if len(ack.verdicts) != len(message.fixes):
        raise BrokenAnswerError(f"{len(message.fixes)} fixes were answered with {len(ack.verdicts)} verdicts")
    sent = len(message.context) + len(message.fixes)
    if not all(0 <= place < sent for place in ack.repeat):
        raise BrokenAnswerError(f"a message of {sent} fixes was answered with a wish to repeat others: {ack.repeat}")
    return ack
