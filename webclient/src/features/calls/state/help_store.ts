/**
 * What this device keeps of calls and conversations: messages until the server has acknowledged them, so that none is
 * lost to a closed tab or a tunnel, and what was last known, to be read where there is no network.
 */
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Span } from "../../../shared/i18n/message_text";
import type { HelpState } from "./help";

/** A message that the server has not acknowledged. */
export type Unsent = {
  /** Place in the row, made by the store. */
  order: number;
  clientId: string;
  conversationId: string;
  text: string;
  /** Its writer was shown the contact data in it, and wants it to go out. */
  confirmed: boolean;
  /** Why it was not taken; it waits for its writer then. */
  held: Held | null;
};

/** `spans`: characters that hold contact data, counted as the server does. */
export type Held = { code: string; spans: Span[] };

type Schema = DBSchema & {
  unsent: { key: number; value: Unsent };
  last: { key: string; value: string | HelpState };
};

const OWNER = "owner";
const HELP = "help";

export class HelpStore {
  private constructor(private readonly database: IDBPDatabase<Schema>) {}

  static async open(name = "jokajobs-help"): Promise<HelpStore> {
    const database = await openDB<Schema>(name, 1, {
      upgrade(fresh) {
        fresh.createObjectStore("unsent", { keyPath: "order", autoIncrement: true });
        fresh.createObjectStore("last");
      },
    });
    return new HelpStore(database);
  }

  /** From here on it is `playerId`'s; what somebody else left on this device is forgotten. */
  async belongTo(playerId: string): Promise<void> {
    if ((await this.database.get("last", OWNER)) !== playerId) {
      await this.forget();
      await this.database.put("last", playerId, OWNER);
    }
  }

  async forget(): Promise<void> {
    const transaction = this.database.transaction(["unsent", "last"], "readwrite");
    await Promise.all([
      transaction.objectStore("unsent").clear(),
      transaction.objectStore("last").clear(),
      transaction.done,
    ]);
  }

  async add(message: Omit<Unsent, "order">): Promise<Unsent> {
    const order = await this.database.add("unsent", message as Unsent);
    return { ...message, order };
  }

  /** Oldest first. */
  all(): Promise<Unsent[]> {
    return this.database.getAll("unsent");
  }

  /** Changes a message that is still there; one that was acknowledged meanwhile does not come back. */
  async change(order: number, changes: Partial<Unsent>): Promise<void> {
    const transaction = this.database.transaction("unsent", "readwrite");
    const known = await transaction.store.get(order);
    if (known !== undefined) {
      await transaction.store.put({ ...known, ...changes });
    }
    await transaction.done;
  }

  async remove(order: number): Promise<void> {
    await this.database.delete("unsent", order);
  }

  async load(): Promise<HelpState | null> {
    return ((await this.database.get("last", HELP)) as HelpState | undefined) ?? null;
  }

  async save(help: HelpState): Promise<void> {
    await this.database.put("last", help, HELP);
  }

  close(): void {
    this.database.close();
  }
}
