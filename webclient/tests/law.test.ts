/**
 * For each action: what a device was shown, with what it is then told, is what it would be shown anew. The server's part
 * of it, tests/integration/law, has written down what it showed and told.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  EMPTY_WORKSPACE,
  withApplication,
  withTold,
} from "../src/features/applications/state/workspace_state";
import {
  fromHelpSnapshot,
  HELP_CHANGES,
  NO_HELP,
  withAnswer,
  withMarks,
  type HelpState,
} from "../src/features/calls/state/help";
import { fromSnapshot, GAME_CHANGES, newGame, withTotals, type Game } from "../src/features/play/game";
import { SinceSnapshot } from "../src/shared/protocol/since_snapshot";
import type {
  ApplicationOut,
  GpsFixesAck,
  HelpSnapshotOut,
  MarkMessagesIn,
  PlayerOut,
  SnapshotOut,
  TotalsOut,
} from "../src/shared/protocol/types";

/** The reader of one's own marks: whoever is not the other one of the conversation. */
const ME = "me";

const NO_GAME = newGame({} as PlayerOut, {} as TotalsOut);

const FOLDER = new URL("../../tests/data/law/", import.meta.url);

type Shown = { play: SnapshotOut; help: HelpSnapshotOut; applications: ApplicationOut[] };
type Told =
  { namespace: string; event: string; payload: never } | { asked: string; payload: unknown; answer: unknown };
type Viewer = { who: string; before: Shown; told: Told[]; after: Shown };

type Device = { game: Game; help: HelpState; unread: number; applications: ApplicationOut[] };

function showing({ play, help, applications = [] }: Shown): Device {
  return {
    game: play ? fromSnapshot(play, null) : NO_GAME,
    help: help ? fromHelpSnapshot(help, NO_HELP) : NO_HELP,
    unread: help?.unread_notifications ?? 0,
    applications: withTold(EMPTY_WORKSPACE, { applications, saved: [] }).applications,
  };
}

function told(device: Device, news: Told): Device {
  if ("asked" in news) {
    return answered(device, news);
  }
  const { event, payload } = news;
  if (event in GAME_CHANGES) {
    return { ...device, game: GAME_CHANGES[event as keyof typeof GAME_CHANGES](device.game, payload) };
  }
  if (event in HELP_CHANGES) {
    return { ...device, help: HELP_CHANGES[event as keyof typeof HELP_CHANGES](device.help, payload) };
  }
  switch (event) {
    case "application_changed": {
      const { application } = payload as { application: ApplicationOut };
      const state = withApplication({ ...EMPTY_WORKSPACE, applications: device.applications }, application);
      return { ...device, applications: state.applications };
    }
    case "notification":
    case "inbox_read":
      return { ...device, unread: (payload as { unread: number }).unread };
    case "level_reached":
      return device;
    default:
      throw new Error(`no reducer takes ${event}`);
  }
}

function answered(device: Device, { asked, payload, answer }: Extract<Told, { asked: string }>): Device {
  if (asked === "gps_fixes") {
    return { ...device, game: withTotals(device.game, (answer as GpsFixesAck).totals) };
  }
  if (asked === "mark_messages") {
    const { conversation_id, ...receipt } = payload as Required<MarkMessagesIn>;
    return {
      ...device,
      help: withMarks(device.help, { conversation_id, reader_id: ME, receipt }),
    };
  }
  return { ...device, help: withAnswer(device.help, answer as Parameters<typeof withAnswer>[1]) };
}

/** A device that shows what it did when its connection broke, and is told some things before its snapshot comes. */
function connected(kept: Shown, early: Told[], snapshot: Shown, late: Told[]): Device {
  const since = new SinceSnapshot<Device, number, number>((held, version) => version <= held);
  const tell = (device: Device, news: Told): Device =>
    since.tell(device, versionOf(news), (shown) => told(shown, news));
  const before = early.reduce(tell, showing(kept));
  // Messages are no part of a snapshot.
  const shown = { ...showing(snapshot), help: { ...showing(snapshot).help, threads: before.help.threads } };
  return late.reduce(tell, since.take(shown, snapshot.play?.version ?? 0));
}

/** The player's version, of what has one. */
function versionOf(news: Told): number | null {
  const { version } = ("answer" in news ? news.answer : news.payload) as { version?: number };
  return version ?? null;
}

/** The things that screens show, in an order that does not depend on when they were told. */
function seen({ game, help, applications, unread }: Device): object {
  const byId = <One extends { id: string }>(all: One[]): One[] =>
    [...all].sort((a, b) => a.id.localeCompare(b.id));
  return {
    // No snapshot has a hint, nor messages: they are fetched.
    game: {
      ...game,
      hint: null,
      offers: byId(game.offers),
      fog: [...game.fog].sort((a, b) => a.x - b.x || a.y - b.y),
    },
    help: { ...help, threads: null, conversations: byId(help.conversations) },
    applications,
    unread,
  };
}

for (const file of readdirSync(FOLDER)) {
  const actions = JSON.parse(readFileSync(new URL(file, FOLDER), "utf-8")) as Record<string, Viewer[]>;

  describe.each(Object.entries(actions))("%s", (_action, viewers) => {
    test.each(viewers)("$who", ({ before, told: news, after }) => {
      expect(seen(news.reduce(told, showing(before)))).toEqual(seen(showing(after)));
    });

    test.each(viewers)("$who, whenever the snapshot comes", ({ before, told: news, after }) => {
      for (const snapshot of [before, after]) {
        for (let count = 0; count <= news.length; count++) {
          const early = news.slice(0, count);
          const late = news.slice(count);
          expect(seen(connected(before, early, snapshot, late))).toEqual(seen(showing(after)));
        }
      }
    });
  });
}
