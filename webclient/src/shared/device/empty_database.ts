/** Empties a database of this device. It stays, because other parts of the page may have it open. */
import { deleteDB, openDB } from "idb";

export async function emptyDatabase(name: string): Promise<void> {
  // Asked for without a version it is opened as it is.
  const database = await openDB(name);
  const stores = [...database.objectStoreNames];
  if (stores.length > 0) {
    const transaction = database.transaction(stores, "readwrite");
    await Promise.all([...stores.map((store) => transaction.objectStore(store).clear()), transaction.done]);
  }
  database.close();
  if (stores.length === 0) {
    // It was not there, and now is, without what its owner puts into a new one.
    await deleteDB(name);
  }
}
