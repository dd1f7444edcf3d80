"""The namespace /play: fixes come in, and what they win goes out."""

from collections.abc import Mapping
from typing import Any

from server.realtime.answering import AnsweringNamespace, Handler
from server.realtime.publisher import Publisher
from server.schemas.base import Outgoing
from server.schemas.play import GpsFixesAck, GpsFixesIn, SnapshotOut, TotalsOut
from server.schemas.protocol import NAMESPACE
from server.services.app_context import AppContext
from server.services.context import Context
from server.services.play.player_state import take_snapshot
from server.services.play.record_fixes import FixBatch, record_fixes


class PlayNamespace(AnsweringNamespace):
    """The game itself."""

    def __init__(self, app: AppContext, publisher: Publisher, max_batches_per_10_s: int, session_cookie: str) -> None:
        super().__init__(NAMESPACE, app, publisher, max_batches_per_10_s, session_cookie)
        self._handlers: Mapping[str, Handler] = {"gps_fixes": self._gps_fixes}

    def handlers(self) -> Mapping[str, Handler]:
        return self._handlers

    def send_snapshot(self, sid: str, context: Context) -> None:
        told_places = context.live.walkers.told_places(context.player_id)
        snapshot = take_snapshot(context, told_places)
        self._publisher.send_here(sid, "snapshot", SnapshotOut.of(snapshot))

    def _gps_fixes(self, context: Context, _sid: str, payload: Any) -> Outgoing:
        message = GpsFixesIn.model_validate(payload)
        before = tuple(fix.to_judged() for fix in message.context)
        fixes = tuple(fix.to_fix() for fix in message.fixes)
        batch = FixBatch(message.device_id, fixes, before, message.context_seal)
        recorded = record_fixes(context, batch)
        self._publisher.publish(context.player_id, recorded.events)
        return GpsFixesAck(
            verdicts=list(recorded.verdicts),
            repeat=list(recorded.repeat),
            context_seal=recorded.seal,
            held_back=sorted(recorded.held_back),
            version=recorded.version,
            totals=TotalsOut.of(recorded.totals),
        )
