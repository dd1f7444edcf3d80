"""The namespace /play: fixes come in, and what they win goes out."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from server.realtime.answering import AnsweringNamespace, Handler
from server.realtime.publisher import Publisher
from server.schemas.base import Outgoing
from server.schemas.play import GpsFixesAck, GpsFixesIn, SnapshotOut, TotalsOut
from server.schemas.protocol import NAMESPACE
from server.services.game import Game
from server.services.play.player_state import take_snapshot
from server.services.play.record_fixes import FixBatch, record_fixes


class PlayNamespace(AnsweringNamespace):
    """The game itself."""

    def __init__(self, game: Game, publisher: Publisher, max_batches_per_10_s: int, session_cookie: str) -> None:
        super().__init__(NAMESPACE, game, publisher, max_batches_per_10_s, session_cookie)
        self._handlers: Mapping[str, Handler] = {"gps_fixes": self._gps_fixes}

    def handlers(self) -> Mapping[str, Handler]:
        return self._handlers

    def send_snapshot(self, sid: str, player_id: UUID) -> None:
        game = self._game
        told_places = game.live.walkers.told_places(player_id)
        snapshot = take_snapshot(game.context(), player_id, told_places)
        self._publisher.welcome(sid, "snapshot", SnapshotOut.of(snapshot))

    def _gps_fixes(self, player_id: UUID, _sid: str, payload: Any) -> Outgoing:
        message = GpsFixesIn.model_validate(payload)
        context = tuple(fix.to_judged() for fix in message.context)
        fixes = tuple(fix.to_fix() for fix in message.fixes)
        batch = FixBatch(player_id, message.device_id, fixes, context, message.context_seal)
        game = self._game
        recorded = record_fixes(game.context(), batch)
        self._publisher.tell(player_id, recorded.events)
        return GpsFixesAck(
            verdicts=list(recorded.verdicts),
            repeat=list(recorded.repeat),
            context_seal=recorded.seal,
            held_back=sorted(recorded.held_back),
            totals=TotalsOut.of(recorded.totals),
        )
