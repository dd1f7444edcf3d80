import { createServer, type IncomingHttpHeaders, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { HelpConnection, type HelpEvents } from "./help_connection";
import { PlayConnection } from "./play_connection";

const nothing = (): void => undefined;

const HELP_EVENTS: HelpEvents = {
  help_snapshot: nothing,
  call_offered: nothing,
  call_taken: nothing,
  call_gone: nothing,
  call_changed: nothing,
  conversation_changed: nothing,
  conversation_gone: nothing,
  message: nothing,
  messages_marked: nothing,
  other_typing: nothing,
  meeting_changed: nothing,
  joker_changed: nothing,
  notification: nothing,
  inbox_read: nothing,
};

let http: HttpServer;
let server: Server;
let handshakes: IncomingHttpHeaders[];
let opened: (HelpConnection | PlayConnection)[];

beforeEach(async () => {
  http = createServer();
  server = new Server(http);
  handshakes = [];
  opened = [];
  server.engine.on("connection", ({ request }: { request: { headers: IncomingHttpHeaders } }) =>
    handshakes.push(request.headers),
  );
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
});

afterEach(async () => {
  opened.forEach((connection) => connection.disconnect());
  await server.close();
});

const origin = (): string => `http://127.0.0.1:${(http.address() as AddressInfo).port}`;

function openHelp(events: Partial<HelpEvents>, states: string[] = []): HelpConnection {
  const connection = new HelpConnection({
    origin: origin(),
    events: { ...HELP_EVENTS, ...events },
    onState: (state) => states.push(state),
    onRefused: nothing,
  });
  opened.push(connection);
  connection.connect();
  return connection;
}

test("what the server tells comes through, and a question gets its answer", async () => {
  server.of("/help").on("connection", (socket) => {
    socket.emit("other_typing", { conversation_id: "c" });
    socket.on("withdraw_call", (payload: unknown, ack: (answer: unknown) => void) =>
      ack({ ok: true, call: payload }),
    );
  });
  const told: unknown[] = [];
  const help = openHelp({ other_typing: (payload) => void told.push(payload) });
  await vi.waitFor(() => expect(told).toEqual([{ conversation_id: "c" }]));
  await expect(help.withdrawCall("c")).resolves.toEqual({ ok: true, call: { call_id: "c" } });
});

test("walking and talking share one connection, and a new one is shared again", async () => {
  server.of("/play").on("connection", (socket) => socket.emit("hint", {}));
  server.of("/help").on("connection", (socket) => socket.emit("help_snapshot", {}));
  let snapshots = 0;
  let hints = 0;
  const play = new PlayConnection({
    origin: origin(),
    events: { hint: () => (hints += 1) } as never,
    onState: nothing,
    onRefused: nothing,
  });
  opened.push(play);
  play.connect();
  openHelp({ help_snapshot: () => (snapshots += 1) });
  await vi.waitFor(() => expect([hints, snapshots]).toEqual([1, 1]));
  expect(handshakes).toHaveLength(1);

  play.connectAnew();
  await vi.waitFor(() => expect([hints, snapshots]).toEqual([2, 2]));
  expect(handshakes).toHaveLength(2);
});

test("a namespace that the server closed is opened again", { timeout: 10_000 }, async () => {
  let connections = 0;
  server.of("/help").on("connection", (socket) => {
    connections += 1;
    if (connections === 1) {
      socket.disconnect();
    }
  });
  const states: string[] = [];
  openHelp({}, states);
  await vi.waitFor(() => expect(states).toEqual(["online", "offline", "online"]), { timeout: 8_000 });
});
