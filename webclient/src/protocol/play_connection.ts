/** The socket of a walk: what the server tells is handed on as it comes, fixes go out and wait for their answer. */
import { io, type Socket } from "socket.io-client";
import type {
  FogLiftedOut,
  GpsFixesAck,
  GpsFixesIn,
  HintOut,
  LevelReachedOut,
  OfferDiscoveredOut,
  OfferVisitedOut,
  PointsAwardedOut,
  ProblemAck,
  SnapshotOut,
} from "./types";

/** Everything the server may tell. */
export type PlayEvents = {
  snapshot: (payload: SnapshotOut) => void;
  fog_lifted: (payload: FogLiftedOut) => void;
  offer_discovered: (payload: OfferDiscoveredOut) => void;
  offer_visited: (payload: OfferVisitedOut) => void;
  points_awarded: (payload: PointsAwardedOut) => void;
  level_reached: (payload: LevelReachedOut) => void;
  hint: (payload: HintOut) => void;
};

type PlayMessages = {
  gps_fixes: (payload: GpsFixesIn, answer: (ack: GpsFixesAck | ProblemAck) => void) => void;
};

export type ConnectionState = "connecting" | "online" | "offline";

export type PlayConnectionOptions = {
  /** Origin of the server; the page's own when left out. */
  origin?: string;
  events: PlayEvents;
  onState: (state: ConnectionState) => void;
  /** The server would not have this connection; the HTTP status of its problem, when it named one. */
  onRefused: (status: number | undefined) => void;
  /** Headers of the handshake, where no browser adds the cookie. */
  headers?: Record<string, string>;
};

/** After this long without an answer the batch is sent again; it is safe to have come through twice. */
const ANSWER_WITHIN_MS = 10_000;

/** A server that closed the socket itself is asked again after this long: it may only have been short of breath. */
const COME_AGAIN_AFTER_MS = 3_000;

export class PlayConnection {
  private readonly socket: Socket<PlayEvents, PlayMessages>;
  private isWanted = false;

  constructor({ origin = "", events, onState, onRefused, headers }: PlayConnectionOptions) {
    this.socket = io(`${origin}/play`, {
      autoConnect: false,
      // A WebSocket at once saves the slow start of polling; networks that block it still get through.
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      reconnectionDelayMax: 10_000,
      ...(headers ? { extraHeaders: headers } : {}),
    });
    for (const [name, handler] of Object.entries(events)) {
      this.socket.on(name as keyof PlayEvents, handler as never);
    }
    this.socket.on("connect", () => onState("online"));
    this.socket.on("disconnect", (reason) => {
      onState("offline");
      if (reason === "io server disconnect") {
        // A session that has ended is refused then, and told as such.
        setTimeout(() => this.isWanted && this.socket.connect(), COME_AGAIN_AFTER_MS);
      }
    });
    if (typeof window !== "undefined") {
      // The device knows of a lost network long before a missing heartbeat tells, and of its return before a retry.
      window.addEventListener("offline", () => this.socket.disconnect());
      window.addEventListener("online", () => this.isWanted && this.socket.connect());
    }
    this.socket.on("connect_error", (error: Error & { data?: { status?: number } }) => {
      onState("offline");
      // A refusal by the server itself ends the attempts to connect; a lost network does not.
      if (!this.socket.active) {
        onRefused(error.data?.status);
      }
    });
  }

  /** Connects, or connects anew: the server then sends a fresh snapshot. */
  connect(): void {
    this.isWanted = true;
    this.socket.disconnect().connect();
  }

  disconnect(): void {
    this.isWanted = false;
    this.socket.disconnect();
  }

  /** Sends a batch of fixes. Rejects at once when offline: what waits is kept by the buffer, not by the socket. */
  async sendFixes(batch: GpsFixesIn): Promise<GpsFixesAck | ProblemAck> {
    if (!this.socket.connected) {
      throw new Error("offline");
    }
    return this.socket.timeout(ANSWER_WITHIN_MS).emitWithAck("gps_fixes", batch);
  }
}
