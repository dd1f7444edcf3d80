"""Answers of /healthz and /readyz."""

from typing import Literal

from pydantic import Field

from server.schemas.base import Outgoing
from server.schemas.problems import Problem


class HealthOut(Outgoing):
    """That the process answers."""

    status: Literal["ok"] = "ok"


class CheckOut(Outgoing):
    """One thing that the server rests on."""

    name: str = Field(description="Stable name of the check.")
    ok: bool
    vital: bool = Field(description="Whether the server is not ready without it; without the others it is degraded.")
    detail: str = Field(description="How it is, or what its absence costs, in a sentence.")


class ReadyOut(Outgoing):
    """That players can be let in, and how everything is that the server rests on."""

    status: Literal["ok", "degraded"] = Field(description="`degraded`: it serves, and keeps fewer promises.")
    checks: list[CheckOut]
    age_s: float = Field(description="How old these findings are, seconds.")


class NotReady(Problem):
    """The reason why players cannot be let in, and the state of everything that the server rests on."""

    checks: list[CheckOut]
    age_s: float = Field(description="How old these findings are, seconds.")
