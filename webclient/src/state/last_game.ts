/** The last known game, kept on the device: a walk can start where there is no network. */
import { openDB, type IDBPDatabase } from "idb";
import type { AccountOut, CampaignOut } from "../protocol/types";
import type { Game } from "./game";

/** `account` is not there in what an earlier release has kept. */
export type LastGame = { game: Game; campaign: CampaignOut | null; account?: AccountOut | null };

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
    return ((await this.database.get(STORE, KEY)) as LastGame | undefined) ?? null;
  }

  async save(last: LastGame): Promise<void> {
    await this.database.put(STORE, last, KEY);
  }

  async forget(): Promise<void> {
    await this.database.delete(STORE, KEY);
  }
}
