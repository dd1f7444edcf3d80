/** The last known game, kept on the device: a walk can start where there is no network. */
import { openDB, type IDBPDatabase } from "idb";
import type { AccountOut, CampaignOut, OfferOut } from "../../shared/protocol/types";
import type { Game } from "./game";

/** `account` is not there in what an earlier release has kept. */
export type LastGame = { game: Game; campaign: CampaignOut | null; account?: AccountOut | null };

/** What an offer of an earlier release does not tell. */
const NOT_TOLD = {
  takes_applications: false,
  is_silent: false,
  questions: [],
  phone: null,
  apply_url: null,
  event: null,
  openings: null,
  answers_within_days: null,
  source: null,
  address: null,
} satisfies Partial<OfferOut>;

const STORE = "last";
const KEY = "game";

export class LastGameStore {
  private constructor(private readonly database: IDBPDatabase) {}

  static async open(name = "jokajobs-game"): Promise<LastGameStore> {
    const database = await openDB(name, 1, {
      upgrade(fresh) {
        fresh.createObjectStore(STORE);
      },
    });
    return new LastGameStore(database);
  }

  async load(): Promise<LastGame | null> {
    const kept = (await this.database.get(STORE, KEY)) as LastGame | undefined;
    if (kept === undefined) {
      return null;
    }
    const offers = kept.game.offers.map(
      (offer) =>
        ({ ...NOT_TOLD, page_url: `/offres/${offer.id}`, ...(offer as Partial<OfferOut>) }) as OfferOut,
    );
    return { ...kept, game: { ...kept.game, offers } };
  }

  async save(last: LastGame): Promise<void> {
    await this.database.put(STORE, last, KEY);
  }

  async forget(): Promise<void> {
    await this.database.delete(STORE, KEY);
  }
}
