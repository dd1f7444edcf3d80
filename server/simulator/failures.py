"""Failures in talking to the server, and which of them are worth another try."""

from server.schemas.problems import Problem


class TryAgainError(Exception):
    """It did not work this time. `after_s`: the least time to wait before the next, when the server named one."""

    def __init__(self, reason: str, after_s: float | None = None) -> None:
        super().__init__(reason)
        self.after_s = after_s


class GaveUpError(Exception):
    """The server was not to be had; the text is one line that says for how long, and why."""


class ServerRefusedError(Exception):
    """The server said no, and would again; the text is one line. `status` is the HTTP status that goes with it."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.status = status


class BrokenAnswerError(Exception):
    """The server answered in a way the protocol does not know; the text is one line."""


def failure_of(problem: Problem) -> TryAgainError | ServerRefusedError:
    """Returns the failure that a problem means to the one who asked."""
    reason = f"{problem.code}: {problem.detail}"
    if problem.retryable:
        return TryAgainError(reason, problem.retry_after_s)
    return ServerRefusedError(reason, problem.status)
