/** Where the player stands, and how each thing the server tells changes it. Pure: a new value every time. */
import type { PlayEvents } from "../../shared/protocol/play_connection";
import type {
  FogCellsOut,
  HintOut,
  JokerPlaceOut,
  OffersChangedOut,
  OfferOut,
  OfferVisitedOut,
  PlayerOut,
  SnapshotOut,
  TotalsOut,
  WishesOut,
} from "../../shared/protocol/types";

/** Lifted cells of one block: cell n is bit 0x80 >> (n % 8) of byte n // 8, as the server sends them. */
export type FogBlock = { x: number; y: number; cells: Uint8Array };

export type Game = {
  player: PlayerOut;
  totals: TotalsOut;
  offers: OfferOut[];
  offersUnderClouds: number;
  fog: FogBlock[];
  hint: HintOut | null;
  /** Public places around where a Joker is now. */
  jokersNearby: JokerPlaceOut[];
};

const BLOCK_BYTES = 512;

/** A game of which only the player is known yet. */
export function newGame(player: PlayerOut, totals: TotalsOut): Game {
  return { player, totals, offers: [], offersUnderClouds: 0, fog: [], hint: null, jokersNearby: [] };
}

/** A snapshot replaces everything but the hint, which no snapshot holds. */
export function fromSnapshot(snapshot: SnapshotOut, hint: HintOut | null): Game {
  return {
    player: snapshot.player,
    totals: snapshot.totals,
    offers: snapshot.offers,
    offersUnderClouds: snapshot.offers_under_clouds,
    fog: snapshot.fog.map(({ x, y, cells }) => ({
      x,
      y,
      cells: Uint8Array.from(atob(cells), (letter) => letter.charCodeAt(0)),
    })),
    hint,
    jokersNearby: snapshot.jokers_nearby,
  };
}

export function withCellsLifted(game: Game, lifted: FogCellsOut[]): Game {
  const fog = [...game.fog];
  for (const { x, y, cells } of lifted) {
    const place = fog.findIndex((block) => block.x === x && block.y === y);
    const bits = Uint8Array.from(fog[place]?.cells ?? new Uint8Array(BLOCK_BYTES));
    for (const cell of cells) {
      bits[cell >> 3] = (bits[cell >> 3] ?? 0) | (0x80 >> (cell & 7));
    }
    fog.splice(place < 0 ? fog.length : place, 1, { x, y, cells: bits });
  }
  return { ...game, fog };
}

/** An offer told twice is the same offer. */
export function withOfferDiscovered(game: Game, offer: OfferOut): Game {
  if (game.offers.some(({ id }) => id === offer.id)) {
    return game;
  }
  const wasCounted = fitsWishes(offer, game.player.wishes);
  return {
    ...game,
    offers: [...game.offers, offer],
    offersUnderClouds: Math.max(0, game.offersUnderClouds - (wasCounted ? 1 : 0)),
  };
}

export function withOfferVisited(game: Game, { offer_id, visited_on }: OfferVisitedOut): Game {
  return {
    ...game,
    offers: game.offers.map((offer) => (offer.id === offer_id ? { ...offer, visited_on } : offer)),
  };
}

/** Discovered offers as they are now told, one that is open again among them; those that are gone leave. */
export function withOffersChanged(game: Game, { changed, gone }: OffersChangedOut): Game {
  const kept = game.offers.filter(({ id }) => !gone.includes(id));
  return {
    ...game,
    offers: [
      ...kept.map((offer) => changed.find(({ id }) => id === offer.id) ?? offer),
      ...changed.filter(({ id }) => !kept.some((offer) => offer.id === id)),
    ],
  };
}

/** One offer as it now stands, known before or not. */
export function withOffer(game: Game, offer: OfferOut): Game {
  return withOffersChanged(withOfferDiscovered(game, offer), { changed: [offer], gone: [] });
}

/** Answers and pushes may cross on their way: as nothing is ever taken back, the greater totals are the newer ones. */
export function withTotals(game: Game, totals: TotalsOut): Game {
  const sum = (of: TotalsOut): number =>
    of.points + of.cells_lifted + of.offers_discovered + of.offers_visited;
  return sum(totals) < sum(game.totals) ? game : { ...game, totals };
}

type Changes = {
  [Name in keyof PlayEvents]?: (game: Game, payload: Parameters<PlayEvents[Name]>[0]) => Game;
};

/** The change that each event makes to the game. The others make none. */
export const GAME_CHANGES = {
  fog_lifted: (game, { blocks }) => withCellsLifted(game, blocks),
  offer_discovered: (game, { offer }) => withOfferDiscovered(game, offer),
  offer_visited: withOfferVisited,
  offers_changed: withOffersChanged,
  points_awarded: (game, { totals }) => withTotals(game, totals),
  player_changed: (game, { player, offers_under_clouds }) => ({
    ...game,
    player,
    offersUnderClouds: offers_under_clouds,
  }),
  hint: (game, hint) => ({ ...game, hint }),
  joker_nearby: (game, { places }) => ({ ...game, jokersNearby: places }),
} satisfies Changes;

/** Whether hints may lead to the offer: the same rule as the server's. */
function fitsWishes(offer: OfferOut, wishes: WishesOut): boolean {
  if (wishes.kinds.length > 0 && !wishes.kinds.includes(offer.kind)) {
    return false;
  }
  const domain = offer.rome_code?.slice(0, 3);
  return wishes.rome_domains.length === 0 || domain === undefined || wishes.rome_domains.includes(domain);
}

/** How much of the current level is done, 0 to 1. */
export function levelProgress(totals: TotalsOut): number {
  const span = totals.points_at_next_level - totals.points_at_level;
  return span > 0 ? Math.min(1, Math.max(0, (totals.points - totals.points_at_level) / span)) : 0;
}
