/** Where in the game the player is: the tab, and what it shows. Events call its methods, screens show its state. */
import { tick } from "svelte";
import type { PageName } from "./me_pages";
import type { Opening } from "../shared/device/openings";

/** The tabs, in the order of their bar. */
export const TABS = ["walk", "offers", "jokers", "me"] as const;

export type Tab = (typeof TABS)[number];

/** What the Jokers tab shows. */
export type JokersView =
  | { name: "overview" }
  /** A question to ask; `offerId`: a discovered offer that it is about. */
  | { name: "call"; offerId: string | null }
  | { name: "conversation"; id: string }
  /** Being a Joker oneself, or wanting to. */
  | { name: "joker" }
  /** Whom one has blocked. */
  | { name: "blocked" };

/** What the Me tab shows; null for the list of its pages. `passkey`: what is offered to who has just come in. */
export type MeView = PageName | "sign_in" | "passkey" | null;

/** What a way in the game opens besides a page. */
export type Shown = {
  /** Raises the sheet of an offer that the player has found. */
  offer: (id: string) => void;
  /** Raises the sheet of an application, as soon as it can be. */
  application: (id: string) => void;
  placeOnMap: (id: string) => void;
  /** Leaves the game for the page on which an organiser judges a case. */
  organisersCase: (id: string) => void;
  /** A conversation is on the screen. */
  conversation: (id: string) => void;
  /** The page has changed: its title takes the focus. */
  page: () => void;
};

export class Router {
  tab: Tab = $state("walk");
  jokers: JokersView = $state.raw({ name: "overview" });
  me: MeView = $state(null);

  /** `tab`: where somebody is whose play takes over from another's. */
  constructor(
    private readonly shown: Shown,
    tab: Tab = "walk",
  ) {
    this.tab = tab;
  }

  /** The conversation on the screen. */
  get conversation(): string | null {
    return this.tab === "jokers" && this.jokers.name === "conversation" ? this.jokers.id : null;
  }

  async go(tab: Tab): Promise<void> {
    if (tab !== "me") {
      this.me = null;
    }
    this.tab = tab;
    if (this.conversation !== null) {
      this.shown.conversation(this.conversation);
    }
    await tick();
    this.shown.page();
  }

  /** Follows a push that was tapped, or a line of the inbox. */
  async open(opening: Opening): Promise<void> {
    switch (opening.name) {
      case "inbox":
        return this.openInbox();
      case "cases":
        return this.openCases();
      case "offer":
        return this.showOffer(opening.id);
      case "application":
        return this.showApplication(opening.id);
      case "case":
        return this.shown.organisersCase(opening.id);
      case "conversation":
      case "joker":
        return this.showJokers(opening);
      case "calls":
      case "meeting":
        return this.showJokers({ name: "overview" });
    }
  }

  async openInbox(): Promise<void> {
    this.me = "notifications";
    await this.go("me");
  }

  async openCases(): Promise<void> {
    this.me = "cases";
    await this.go("me");
  }

  /** To the page where an e-mail address is given. */
  async showAccount(): Promise<void> {
    await this.go("me");
  }

  async showJokers(view: JokersView): Promise<void> {
    this.jokers = view;
    await this.go("jokers");
  }

  /** Takes who waits for an answer on the Jokers tab to it. */
  async showAnswer(conversationId: string): Promise<void> {
    const isBusy = this.jokers.name === "conversation" || this.jokers.name === "joker";
    if (this.tab === "jokers" && !isBusy) {
      await this.showJokers({ name: "conversation", id: conversationId });
    }
  }

  /** `offerId`: a discovered offer that the question is about. */
  async callJoker(offerId: string | null): Promise<void> {
    await this.showJokers({ name: "call", offerId });
  }

  async showOffer(id: string): Promise<void> {
    await this.go("offers");
    this.shown.offer(id);
  }

  async showApplication(id: string): Promise<void> {
    await this.go("offers");
    this.shown.application(id);
  }

  /** Leaves the page for the map, where a place or an offer comes to the middle. */
  showOnMap(id: string): void {
    this.showMap();
    this.shown.placeOnMap(id);
  }

  showMap(): void {
    this.me = null;
    this.tab = "walk";
  }

  /** Offers a passkey to somebody who has just come in, and whose screens are new. */
  offerPasskey(): void {
    this.me = "passkey";
    this.tab = "me";
  }
}
