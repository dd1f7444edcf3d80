/** The player as screens of the account need them: the play of a session has all of it. */
import type { PlayerOut, TotalsOut, WishesIn } from "../../shared/protocol/types";
import type { HomeChoice } from "../../shared/device/settings";
import type { Account } from "./account.svelte";

export type Playing = {
  /** null while nobody plays. */
  readonly game: { player: PlayerOut; totals: TotalsOut } | null;
  readonly campaign: { timezone: string } | null;
  readonly account: Account;
  readonly walking: { readonly home: HomeChoice; setHomeHere: () => void; clearHome: () => void };
  /** Resolves to whether the server has heard of it. */
  changeWishes: (wishes: WishesIn) => Promise<boolean>;
  /** Forgets on this device all that the game has kept there. */
  forgetDevice: () => Promise<void>;
};

/** What every page behind Moi is given. */
export type PageProps = { play: Playing; onBack: () => void };
