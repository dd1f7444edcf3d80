/** What this device keeps of saved offers and applications: to be read, and to wait, where there is no network. */
import { openDB, type IDBPDatabase } from "idb";
import { EMPTY_WORKSPACE, type ApplicationDraft, type WorkspaceState } from "./workspace_state";

export const WORKSPACE_DATABASE = "jokajobs-offers";

const STORE = "last";

/** The key of the one record, by the name that devices have it under already. */
const KEY = "desk";

type Kept = { ownerId: string; state: WorkspaceState };

/** A record that was kept before its parts got their present names; devices out there may hold one. */
type KeptBefore = {
  ownerId: string;
  desk: Partial<Omit<WorkspaceState, "drafts">> & {
    letters?: (Omit<ApplicationDraft, "isSubmitted"> & { isSigned: boolean })[];
  };
};

export class WorkspaceStore {
  private constructor(
    private readonly database: IDBPDatabase,
    private readonly ownerId: string,
  ) {}

  /** What somebody else left on this device is not `ownerId`'s, and goes with the first thing that is kept. */
  static async open(ownerId: string, name = WORKSPACE_DATABASE): Promise<WorkspaceStore> {
    const database = await openDB(name, 1, {
      upgrade(fresh) {
        fresh.createObjectStore(STORE);
      },
    });
    return new WorkspaceStore(database, ownerId);
  }

  async load(): Promise<WorkspaceState> {
    const kept = (await this.database.get(STORE, KEY)) as Kept | KeptBefore | undefined;
    if (kept?.ownerId !== this.ownerId) {
      return EMPTY_WORKSPACE;
    }
    return { ...EMPTY_WORKSPACE, ...("state" in kept ? kept.state : renamed(kept.desk)) };
  }

  async save(state: WorkspaceState): Promise<void> {
    await this.database.put(STORE, { ownerId: this.ownerId, state } satisfies Kept, KEY);
  }
}

function renamed({ letters = [], ...others }: KeptBefore["desk"]): Partial<WorkspaceState> {
  return {
    ...others,
    drafts: letters.map(({ isSigned, ...draft }) => ({ ...draft, isSubmitted: isSigned })),
  };
}
