/** What this device keeps of saved offers and applications: to be read, and to wait, where there is no network. */
import { openDB, type IDBPDatabase } from "idb";
import { EMPTY_DESK, type Desk } from "./desk";

export const DESK_DATABASE = "jokajobs-offers";

type Kept = { ownerId: string; desk: Desk };

const STORE = "last";
const KEY = "desk";

export class DeskStore {
  private constructor(
    private readonly database: IDBPDatabase,
    private readonly ownerId: string,
  ) {}

  /** What somebody else left on this device is not `ownerId`'s, and goes with the first thing that is kept. */
  static async open(ownerId: string, name = DESK_DATABASE): Promise<DeskStore> {
    const database = await openDB(name, 1, {
      upgrade(fresh) {
        fresh.createObjectStore(STORE);
      },
    });
    return new DeskStore(database, ownerId);
  }

  async load(): Promise<Desk> {
    const kept = (await this.database.get(STORE, KEY)) as Kept | undefined;
    return kept?.ownerId === this.ownerId ? { ...EMPTY_DESK, ...kept.desk } : EMPTY_DESK;
  }

  async save(desk: Desk): Promise<void> {
    await this.database.put(STORE, { ownerId: this.ownerId, desk }, KEY);
  }
}
