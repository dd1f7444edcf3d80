/**
 * Where fixes wait until the server has acknowledged them: IndexedDB, so that a closed tab, a tunnel or an empty
 * battery loses none.
 */
import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { ContextFixIn, FixIn } from "../../../shared/protocol/types";

export type WaitingFix = { deviceId: string; fix: FixIn };

/** What the last acknowledgement asked to repeat, under the seal that came with it. They belong together. */
export type Context = { fixes: ContextFixIn[]; seal: string | null };

export const NO_CONTEXT: Context = { fixes: [], seal: null };

/** Fixes of one device, oldest first, with the context to send along. */
export type Batch = { deviceId: string; keys: number[]; fixes: FixIn[]; context: Context };

type Schema = DBSchema & {
  waiting: { key: number; value: WaitingFix };
  context: { key: string; value: Context };
};

export class FixStore {
  private constructor(private readonly database: IDBPDatabase<Schema>) {}

  static async open(name = "jokajobs-fixes"): Promise<FixStore> {
    const database = await openDB<Schema>(name, 1, {
      upgrade(fresh) {
        fresh.createObjectStore("waiting", { autoIncrement: true });
        fresh.createObjectStore("context");
      },
    });
    return new FixStore(database);
  }

  async add(deviceId: string, fix: FixIn): Promise<void> {
    await this.database.add("waiting", { deviceId, fix });
  }

  count(): Promise<number> {
    return this.database.count("waiting");
  }

  /** The oldest waiting fixes of the device whose turn it is, at most `limit`; null when nothing waits. */
  async nextBatch(limit: number): Promise<Batch | null> {
    const transaction = this.database.transaction(["waiting", "context"]);
    const batch: Batch = { deviceId: "", keys: [], fixes: [], context: NO_CONTEXT };
    let cursor = await transaction.objectStore("waiting").openCursor();
    while (cursor !== null && batch.fixes.length < limit) {
      batch.deviceId ||= cursor.value.deviceId;
      if (cursor.value.deviceId === batch.deviceId) {
        batch.keys.push(cursor.key);
        batch.fixes.push(cursor.value.fix);
      }
      cursor = await cursor.continue();
    }
    if (batch.fixes.length === 0) {
      return null;
    }
    batch.context = sealed(await transaction.objectStore("context").get(batch.deviceId));
    return batch;
  }

  /** Forgets an answered batch and keeps `context` for the device's next one, both or neither. */
  async settle(batch: Batch, context: Context): Promise<void> {
    const transaction = this.database.transaction(["waiting", "context"], "readwrite");
    const waiting = transaction.objectStore("waiting");
    await Promise.all([
      ...batch.keys.map((key) => waiting.delete(key)),
      transaction.objectStore("context").put(context, batch.deviceId),
      transaction.done,
    ]);
  }

  /** Forgets every waiting or repeated fix that `isUnwanted` names. */
  async forget(isUnwanted: (fix: FixIn) => boolean): Promise<void> {
    const transaction = this.database.transaction(["waiting", "context"], "readwrite");
    for (let cursor = await transaction.objectStore("waiting").openCursor(); cursor;) {
      if (isUnwanted(cursor.value.fix)) {
        await cursor.delete();
      }
      cursor = await cursor.continue();
    }
    for (let cursor = await transaction.objectStore("context").openCursor(); cursor;) {
      // One fix less, and the seal is no longer theirs.
      if (sealed(cursor.value).fixes.some(isUnwanted)) {
        await cursor.update(NO_CONTEXT);
      }
      cursor = await cursor.continue();
    }
    await transaction.done;
  }

  close(): void {
    this.database.close();
  }
}

/** The context as it was kept, or none: an earlier version of this app kept fixes without a seal. */
function sealed(kept: Context | ContextFixIn[] | undefined): Context {
  return kept === undefined || Array.isArray(kept) ? NO_CONTEXT : kept;
}
