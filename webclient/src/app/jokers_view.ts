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

/** What every screen of the tab is given to leave itself. */
export type ShowJokersView = (view: JokersView) => void;
