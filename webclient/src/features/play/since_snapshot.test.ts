import { expect, test } from "vitest";
import { SinceSnapshot } from "../../shared/protocol/since_snapshot";
import type { SnapshotOut, TotalsOut } from "../../shared/protocol/types";
import { sampleOffer } from "../offers/sample_offers";
import { fromSnapshot, GAME_CHANGES, withTotals, type Game } from "./game";

const TOTALS: TotalsOut = {
  points: 10,
  level: 1,
  points_at_level: 0,
  points_at_next_level: 100,
  cells_lifted: 10,
  offers_discovered: 0,
  offers_visited: 0,
};
const MORE: TotalsOut = { ...TOTALS, points: 20, offers_discovered: 1 };
const OFFER = sampleOffer("a");

function snapshot(version: number, told: Partial<SnapshotOut> = {}): SnapshotOut {
  return {
    version,
    player: {
      id: "p",
      name: "Sacha",
      language: "fr",
      is_guest: true,
      wishes: { kinds: [], rome_domains: [] },
    },
    totals: TOTALS,
    fog: [],
    offers: [],
    offers_under_clouds: 5,
    jokers_nearby: [],
    ...told,
  };
}

class Client {
  game: Game = fromSnapshot(snapshot(0), null);
  readonly since = new SinceSnapshot<Game, number, number>((held, version) => version <= held);

  take(told: SnapshotOut): void {
    this.game = this.since.take(fromSnapshot(told, null), told.version);
  }

  tell(version: number | null, change: (game: Game) => Game): void {
    this.game = this.since.tell(this.game, version, change);
  }

  discover(version: number): void {
    this.tell(version, (game) => GAME_CHANGES.offer_discovered(game, { version, offer: OFFER }));
  }

  get offers(): string[] {
    return this.game.offers.map(({ id }) => id);
  }
}

test("what was told before an older snapshot is shown at once, and stays", () => {
  const client = new Client();
  client.discover(8);
  expect(client.offers).toEqual(["a"]);
  client.take(snapshot(7));
  expect(client.offers).toEqual(["a"]);
  expect(client.game.offersUnderClouds).toBe(4);
});

test("an acknowledgement's totals outlive a snapshot that was read before", () => {
  const client = new Client();
  client.tell(8, (game) => withTotals(game, MORE));
  client.take(snapshot(7));
  expect(client.game.totals).toEqual(MORE);
});

test("what the snapshot holds is not told again", () => {
  const client = new Client();
  client.discover(7);
  // It was filled before the snapshot was read, and is not to come back: neither from before, nor late.
  client.take(snapshot(7));
  expect(client.offers).toEqual([]);
  client.discover(7);
  expect(client.offers).toEqual([]);
  client.discover(8);
  expect(client.offers).toEqual(["a"]);
});

test("what needs no version is right before the snapshot and after it", () => {
  const client = new Client();
  const changed = (salary: string) => (game: Game) =>
    GAME_CHANGES.offers_changed(game, { changed: [{ ...OFFER, salary }], gone: [] });
  client.tell(null, changed("12 €"));
  client.take(snapshot(7, { offers: [OFFER] }));
  expect(client.game.offers[0]?.salary).toBe("12 €");
  client.tell(null, changed("13 €"));
  expect(client.game.offers[0]?.salary).toBe("13 €");
});

test("each connection waits for its own snapshot, however old the one is that it brings", () => {
  const client = new Client();
  client.take(snapshot(9, { offers: [OFFER] }));
  client.since.begin();
  // A database that was set back counts anew: what the server says stands.
  client.discover(3);
  client.take(snapshot(4));
  expect(client.offers).toEqual([]);
});
