import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PlayConnection, type ConnectionState, type PlayEvents } from "./play_connection";
import type { GpsFixesIn } from "./types";

const BATCH: GpsFixesIn = {
  device_id: "0b0f6f0e-0000-4000-8000-000000000000",
  fixes: [{ lat: 50.42, lon: 2.77, horizontal_accuracy_m: 8, taken_at: "2026-05-04T10:00:00.000Z" }],
};

let http: HttpServer;
let server: Server;
let connection: PlayConnection | null = null;

beforeEach(async () => {
  http = createServer();
  server = new Server(http);
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
});

afterEach(async () => {
  connection?.disconnect();
  await server.close();
});

type Seen = { events: [string, unknown][]; states: ConnectionState[]; refusals: (number | undefined)[] };

function connect(): Seen {
  const seen: Seen = { events: [], states: [], refusals: [] };
  const note =
    (name: keyof PlayEvents) =>
    (payload: unknown): void =>
      void seen.events.push([name, payload]);
  connection = new PlayConnection({
    origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    events: {
      snapshot: note("snapshot"),
      fog_lifted: note("fog_lifted"),
      offer_discovered: note("offer_discovered"),
      offer_visited: note("offer_visited"),
      points_awarded: note("points_awarded"),
      player_changed: note("player_changed"),
      level_reached: note("level_reached"),
      hint: note("hint"),
      offers_changed: note("offers_changed"),
      application_changed: note("application_changed"),
      joker_nearby: note("joker_nearby"),
    },
    onState: (state) => seen.states.push(state),
    onRefused: (status) => seen.refusals.push(status),
  });
  connection.connect();
  return seen;
}

test("what the server tells comes through, and a batch gets its answer", async () => {
  const answer = { ok: true, verdicts: ["ok"], repeat: [0], totals: {} };
  server.of("/play").on("connection", (socket) => {
    socket.emit("level_reached", { level: 2 });
    socket.on("gps_fixes", (batch: unknown, ack: (answer: unknown) => void) => {
      expect(batch).toEqual(BATCH);
      ack(answer);
    });
  });
  const seen = connect();
  await vi.waitFor(() => expect(seen.events).toEqual([["level_reached", { level: 2 }]]));
  expect(seen.states).toEqual(["online"]);
  await expect(connection?.sendFixes(BATCH)).resolves.toEqual(answer);
});

test("offline, a batch is refused at once instead of being held twice", async () => {
  connect();
  await expect(connection?.sendFixes(BATCH)).rejects.toThrow();
});

test("a refusal by the server is told with its status", async () => {
  server.of("/play").use((_socket, next) => {
    next(Object.assign(new Error("Not signed in"), { data: { status: 401, code: "not_signed_in" } }));
  });
  const seen = connect();
  await vi.waitFor(() => expect(seen.refusals).toEqual([401]));
  expect(seen.states).toEqual(["offline"]);
});

test("a connection made anew brings a new snapshot", async () => {
  server.of("/play").on("connection", (socket) => socket.emit("snapshot", { offers_under_clouds: 3 }));
  const seen = connect();
  await vi.waitFor(() => expect(seen.events).toHaveLength(1));
  connection?.connectAnew();
  await vi.waitFor(() => expect(seen.events).toHaveLength(2));
});
