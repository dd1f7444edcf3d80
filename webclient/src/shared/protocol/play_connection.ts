/** The namespace of a walk: what the server tells is handed on as it comes, fixes go out and wait for their answer. */
import { Connection, type ConnectionOptions } from "./connection";
import type {
  ApplicationChangedOut,
  FogLiftedOut,
  GpsFixesAck,
  GpsFixesIn,
  HintOut,
  JokerNearbyOut,
  LevelReachedOut,
  OfferDiscoveredOut,
  OffersChangedOut,
  OfferVisitedOut,
  PlayerChangedOut,
  PointsAwardedOut,
  ProblemAck,
  SnapshotOut,
} from "./types";

export type { ConnectionState } from "./connection";

/** Everything the server may tell. */
export type PlayEvents = {
  snapshot: (payload: SnapshotOut) => void;
  fog_lifted: (payload: FogLiftedOut) => void;
  offer_discovered: (payload: OfferDiscoveredOut) => void;
  offer_visited: (payload: OfferVisitedOut) => void;
  offers_changed: (payload: OffersChangedOut) => void;
  application_changed: (payload: ApplicationChangedOut) => void;
  points_awarded: (payload: PointsAwardedOut) => void;
  player_changed: (payload: PlayerChangedOut) => void;
  level_reached: (payload: LevelReachedOut) => void;
  hint: (payload: HintOut) => void;
  joker_nearby: (payload: JokerNearbyOut) => void;
};

export class PlayConnection extends Connection<PlayEvents> {
  constructor(options: ConnectionOptions<PlayEvents>) {
    super("/play", options);
  }

  sendFixes(batch: GpsFixesIn): Promise<GpsFixesAck | ProblemAck> {
    return this.ask("gps_fixes", batch);
  }
}
