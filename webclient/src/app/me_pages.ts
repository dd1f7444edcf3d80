/**
 * The pages behind Moi, in the order in which they are listed. A new one is a line here, its icon in Me.svelte, and its
 * two texts under `pages` in the words of the account; its code is loaded when it is opened.
 */
import type { Component } from "svelte";
import type { AccountWords } from "../features/accounts/words/fr";
import type { PageProps, Playing } from "../features/accounts/player";

export type PageName = keyof AccountWords["pages"];

export type MePage = {
  name: PageName;
  /** Left out for everybody. */
  isFor?: (play: Playing) => boolean;
  load: () => Promise<{ default: Component<PageProps> }>;
};

export const ME_PAGES: readonly MePage[] = [
  { name: "notifications", load: () => import("../features/notifications/Notifications.svelte") },
  { name: "wishes", load: () => import("../features/accounts/Wishes.svelte") },
  {
    name: "account",
    isFor: (play) => play.game?.player.is_guest === false,
    load: () => import("../features/accounts/Account.svelte"),
  },
  { name: "cases", load: () => import("../features/cases/Cases.svelte") },
  { name: "data", load: () => import("../features/accounts/Data.svelte") },
];
