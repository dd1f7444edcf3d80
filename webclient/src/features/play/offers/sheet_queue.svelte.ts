/** Which offer's sheet is up: the one that the player opened, else those that came into view, one after the other. */
import type { OfferOut } from "../../../shared/protocol/types";

export class SheetQueue {
  /** The id of an offer that the player opened by hand. */
  opened: string | null = $state(null);
  /** The ids of offers that came into view and have not been looked at yet, oldest first. */
  private discovered: string[] = $state.raw([]);
  /** How many of the present row of discoveries were looked at before. */
  private looked = $state(0);

  readonly shown: OfferOut | null = $derived.by(() => {
    const id = this.opened ?? this.discovered[0];
    return this.offers().find((offer) => offer.id === id) ?? null;
  });

  /** The shown offer's place in its row of discoveries; null when it was opened by hand. */
  readonly place: { place: number; count: number } | null = $derived(
    this.opened === null && this.discovered.length > 0
      ? { place: this.looked + 1, count: this.looked + this.discovered.length }
      : null,
  );

  /** `offers`: those that the player has found. */
  constructor(private readonly offers: () => readonly OfferOut[]) {}

  /** Raises the sheet of `id` at once; discoveries wait below it. */
  open(id: string): void {
    this.opened = id;
  }

  /** An offer came into view: its sheet comes after those that wait. */
  add(id: string): void {
    this.discovered = [...this.discovered, id];
  }

  /** Closes the sheet; what was discovered meanwhile comes next. */
  close(): void {
    if (this.opened !== null) {
      this.opened = null;
    } else {
      this.discovered = this.discovered.slice(1);
      this.looked = this.discovered.length > 0 ? this.looked + 1 : 0;
    }
  }

  /** Offers that are gone: their sheets go with them. */
  remove(gone: readonly string[]): void {
    this.discovered = this.discovered.filter((id) => !gone.includes(id));
    if (this.opened !== null && gone.includes(this.opened)) {
      this.opened = null;
    }
  }
}
