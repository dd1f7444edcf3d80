"""The socket protocol as data: which events exist, which way they go and what they carry.

`docs/protocol.md` and the client's types are made from it; see `jokajobs protocol`.
"""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from server.schemas import http, play, problems
from server.schemas.base import Incoming

NAMESPACE = "/play"

SESSION_COOKIE = "jokajobs_session"
"""Name of the cookie that says who plays, over HTTP and when a socket connects."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the namespace. `ack` are the payloads that may answer it; empty when it is not answered."""

    name: str
    payload: type[BaseModel]
    ack: tuple[type[BaseModel], ...] = ()


FROM_CLIENT = (Event("gps_fixes", play.GpsFixesIn, (play.GpsFixesAck, play.ProblemAck)),)

TO_CLIENT = (
    Event("snapshot", play.SnapshotOut),
    Event("fog_lifted", play.FogLiftedOut),
    Event("offer_discovered", play.OfferDiscoveredOut),
    Event("offer_visited", play.OfferVisitedOut),
    Event("points_awarded", play.PointsAwardedOut),
    Event("level_reached", play.LevelReachedOut),
    Event("hint", play.HintOut),
)

HTTP_PAYLOADS: tuple[type[BaseModel], ...] = (
    http.GuestIn,
    http.CodeIn,
    http.SignInIn,
    http.MeOut,
    http.SessionsOut,
    http.MyOffersOut,
    http.CampaignOut,
    http.ClientSettingsOut,
    problems.Problem,
)


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) whose `$defs` hold every payload of the sockets and of the HTTP API."""
    events = (*FROM_CLIENT, *TO_CLIENT)
    incoming: list[type[BaseModel]] = [event.payload for event in FROM_CLIENT] + [
        *(model for model in HTTP_PAYLOADS if issubclass(model, Incoming)),
        play.WishesIn,
    ]
    outgoing: list[type[BaseModel]] = [event.payload for event in TO_CLIENT]
    outgoing += [ack for event in events for ack in event.ack]
    outgoing += [model for model in HTTP_PAYLOADS if model not in incoming]
    models = [(model, "validation") for model in incoming] + [(model, "serialization") for model in outgoing]
    _, schema = models_json_schema(models, title="Jokajobs protocol")  # type: ignore[arg-type]
    return schema
