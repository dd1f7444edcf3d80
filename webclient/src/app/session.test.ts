import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Poster } from "../features/public/poster.svelte";
import { Walking } from "../features/play/walk/walking.svelte";
import type { MeOut } from "../shared/protocol/types";
import { Session } from "./session.svelte";

const TOTALS = {
  points: 120,
  level: 2,
  cells_lifted: 10,
  offers_discovered: 1,
  offers_visited: 0,
  points_at_level: 100,
  points_at_next_level: 250,
};

function me(id: string, name: string): MeOut {
  const wishes = { kinds: [], rome_domains: [] };
  const player = { id, name, language: "fr", is_guest: true, age_band: "18_plus", wishes };
  const consent = { version: "1", given_on: "2026-03-11", withdrawn_on: null };
  return { player, totals: TOTALS, account: { email: null, consent } } as unknown as MeOut;
}

/** The sessions that were opened, the present one last. */
let sessions: Session[];
let walking: Walking;

function open(): Session {
  const session = new Session({
    walking,
    demoSpeed: 60,
    isDemo: false,
    onOver: (next) => {
      session.close();
      const opened = open();
      void opened.play.follow(next);
      return { tell: (text) => opened.notices.tell(text), offerPasskey: () => opened.router.offerPasskey() };
    },
  });
  sessions.push(session);
  return session;
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", globalThis);
  vi.stubGlobal("location", new URL("https://game.test/"));
  vi.stubGlobal("addEventListener", () => undefined);
  vi.stubGlobal("removeEventListener", () => undefined);
  sessions = [];
  walking = new Walking();
});
afterEach(() => {
  sessions.forEach((session) => session.close());
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("nor is anything shown that was held back for the last player, or counted as theirs", async () => {
  const first = open();
  await first.play.follow(me("player-1", "Zoé"));
  first.recentPoints.add([{ rule: "joker_met", points: 100, subject: "meeting-1", earned_on: "2026-03-11" }]);
  first.notices.show("points", "Rencontre", "+100");
  first.notices.hold(true);
  first.notices.show("points", "Nuages", "+3");
  first.notices.say("Cent points.");
  await first.play.account.leave(() => Promise.resolve());
  const { notices, recentPoints } = sessions.at(-1) as Session;
  notices.hold(false);
  expect([notices.toasts, notices.spoken, recentPoints.of("meeting-1")]).toEqual([[], [], 0]);
});

test("somebody else who signs in gets a session of their own, and is welcomed there", async () => {
  const first = open();
  await first.play.follow(me("player-1", "Zoé"));
  first.play.sheets.open("offer-1");
  first.router.jokers = { name: "conversation", id: "conversation-1" };
  const { tell, offerPasskey } = await first.play.account.signIn(() =>
    Promise.resolve(me("player-2", "Ali")),
  );
  tell("Bonjour Ali !");
  offerPasskey();
  const next = sessions.at(-1) as Session;
  expect(sessions).toHaveLength(2);
  expect([next.play.game?.player.name, next.play.sheets.opened, next.router.jokers.name]).toEqual([
    "Ali",
    null,
    "overview",
  ]);
  expect([first.notices.toasts.length, next.notices.toasts.map(({ text }) => text)]).toEqual([
    0,
    ["Bonjour Ali !"],
  ]);
  expect([next.router.tab, next.router.me]).toEqual(["me", "passkey"]);
});

test("a poster that was put off for later is not the next player's", async () => {
  vi.stubGlobal("location", new URL("https://game.test/#poster=a-token"));
  vi.stubGlobal("history", { state: null, replaceState: () => undefined });
  const first = open();
  vi.stubGlobal("location", new URL("https://game.test/"));
  await first.play.follow(me("player-1", "Zoé"));
  expect(first.poster.token).toBe("a-token");
  first.poster.putOff();
  expect(new Poster().token).toBe("a-token");
  await first.play.account.signIn(() => Promise.resolve(me("player-2", "Ali")));
  expect((sessions.at(-1) as Session).poster.token).toBeNull();
  expect(new Poster().token).toBeNull();
});

test("a guest who gives an address stays in their session", async () => {
  const session = open();
  await session.play.follow(me("player-1", "Zoé"));
  const { tell, offerPasskey } = await session.play.account.signIn(() =>
    Promise.resolve(me("player-1", "Zoé")),
  );
  tell("C’est gardé.");
  offerPasskey();
  expect(sessions).toEqual([session]);
  expect(session.notices.toasts.map(({ text }) => text)).toEqual(["C’est gardé."]);
  expect(session.router.me).toBeNull();
});

test("a session that is over hears nothing more: what comes late opens no other one", async () => {
  const first = open();
  await first.play.follow(me("player-1", "Zoé"));
  let answer: (late: MeOut) => void = () => undefined;
  const late = first.play.account.signIn(() => new Promise((resolve) => (answer = resolve)));
  await first.play.account.signIn(() => Promise.resolve(me("player-2", "Ali")));
  answer(me("player-3", "Léa"));
  await late;
  expect(sessions).toHaveLength(2);
  expect([first.play.game?.player.name, sessions.at(-1)?.play.game?.player.name]).toEqual(["Zoé", "Ali"]);
});
