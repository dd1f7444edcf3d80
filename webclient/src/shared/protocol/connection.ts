/**
 * One namespace of the socket. All of them share one connection to the server: it is opened with the first and closed
 * with the last.
 */
import { io, type Socket } from "socket.io-client";

export type ConnectionState = "connecting" | "online" | "offline";

/** What the server may tell in a namespace, by the event's name. */
export type Told = Record<string, (payload: never) => void>;

export type ConnectionOptions<Events extends Told> = {
  /** Origin of the server; the page's own when left out. */
  origin?: string;
  events: Events;
  onState: (state: ConnectionState) => void;
  /** The server would not have this connection; the HTTP status of its problem, when it named one. */
  onRefused: (status: number | undefined) => void;
  /** Headers of the handshake, where no browser adds the cookie. */
  headers?: Record<string, string>;
};

/** After this long without an answer the message is sent again; it is safe to have come through twice. */
const ANSWER_WITHIN_MS = 10_000;

/** A server that closed a namespace itself is asked again after this long: it may only have been short of breath. */
const COME_AGAIN_AFTER_MS = 3_000;

const opened = new Set<Socket>();

export class Connection<Events extends Told> {
  private readonly socket: Socket;
  private isWanted = false;

  constructor(
    namespace: string,
    { origin = "", events, onState, onRefused, headers }: ConnectionOptions<Events>,
  ) {
    this.socket = io(`${origin}${namespace}`, {
      autoConnect: false,
      // A WebSocket at once saves the slow start of polling; networks that block it still get through.
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      reconnectionDelayMax: 10_000,
      ...(headers ? { extraHeaders: headers } : {}),
    });
    opened.add(this.socket);
    for (const [name, handler] of Object.entries(events)) {
      this.socket.on(name, handler as (payload: unknown) => void);
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

  get isOnline(): boolean {
    return this.socket.connected;
  }

  connect(): void {
    this.isWanted = true;
    this.socket.connect();
  }

  /**
   * Connects anew, with all namespaces: the session's cookie goes with the first handshake only. The server then sends
   * fresh snapshots.
   */
  connectAnew(): void {
    this.isWanted = true;
    const sharing = [...opened].filter(
      (socket) => socket === this.socket || (socket.io === this.socket.io && socket.active),
    );
    sharing.forEach((socket) => socket.disconnect());
    sharing.forEach((socket) => socket.connect());
  }

  disconnect(): void {
    this.isWanted = false;
    this.socket.disconnect();
  }

  /** Sends a message and waits for its answer. Rejects at once when offline: what waits is not kept by the socket. */
  protected async ask<Answer>(name: string, payload: object): Promise<Answer> {
    if (!this.socket.connected) {
      throw new Error("offline");
    }
    return (await this.socket.timeout(ANSWER_WITHIN_MS).emitWithAck(name, payload)) as Answer;
  }

  /** Sends what nobody needs to know whether it came through. */
  protected mention(name: string, payload: object): void {
    if (this.socket.connected) {
      this.socket.volatile.emit(name, payload, () => undefined);
    }
  }
}
