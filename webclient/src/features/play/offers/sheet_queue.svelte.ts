/** Which sheet is up: of the offer that the player opened, else of those that came into view, address by address. */
import { distanceM } from "../../../shared/geo/geo";
import type { LedgerEntryOut, OfferOut } from "../../../shared/protocol/types";

/** As the server has it: those no further apart are paid as one. */
const ONE_ADDRESS_M = 10;

export class SheetQueue {
  /** The id of an offer that the player opened by hand. */
  opened: string | null = $state(null);
  /** The ids of offers that came into view and have not been looked at yet, oldest first. */
  private discovered: string[] = $state.raw([]);
  /** How many of the present row of discoveries were looked at before. */
  private looked = $state(0);

  /** The points that each discovery was paid, by offer. */
  private paid: Record<string, number> = $state.raw({});

  /** Those that wait, gathered by address. */
  private readonly waiting: OfferOut[][] = $derived.by(() => {
    const groups: OfferOut[][] = [];
    for (const offer of this.discovered.flatMap((id) => this.find(id) ?? [])) {
      const group = groups.find(([first]) => first && isOneAddress(first, offer));
      if (group) {
        group.push(offer);
      } else {
        groups.push([offer]);
      }
    }
    return groups;
  });

  /** The discoveries at one address that come up together: none while an offer is opened by hand. */
  readonly gathered: OfferOut[] = $derived(this.opened === null ? (this.waiting[0] ?? []) : []);

  readonly shown: OfferOut | null = $derived(
    this.opened === null ? (this.gathered[0] ?? null) : this.find(this.opened),
  );

  /** The place of what is shown in its row of discoveries, and the points won; null when it was opened by hand. */
  readonly place: { place: number; count: number; won: number } | null = $derived(
    this.gathered.length > 0
      ? {
          place: this.looked + 1,
          count: this.looked + this.waiting.length,
          won: this.gathered.reduce((sum, { id }) => sum + (this.paid[id] ?? 0), 0),
        }
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
      const seen = this.gathered.map(({ id }) => id);
      this.discovered = seen.length > 0 ? this.discovered.filter((id) => !seen.includes(id)) : [];
      this.looked = this.discovered.length > 0 ? this.looked + 1 : 0;
    }
  }

  /** Notes what discoveries were paid: of several at one address one is. */
  pay(entries: readonly LedgerEntryOut[]): void {
    const found = entries.filter(({ rule }) => rule === "discovery");
    this.paid = {
      ...this.paid,
      ...Object.fromEntries(found.map(({ subject, points }) => [subject, points])),
    };
  }

  /** Offers that are gone: their sheets go with them. */
  remove(gone: readonly string[]): void {
    this.discovered = this.discovered.filter((id) => !gone.includes(id));
    if (this.opened !== null && gone.includes(this.opened)) {
      this.opened = null;
    }
  }

  private find(id: string): OfferOut | null {
    return this.offers().find((offer) => offer.id === id) ?? null;
  }
}

function isOneAddress(one: OfferOut, other: OfferOut): boolean {
  return distanceM(one.position, other.position) <= ONE_ADDRESS_M;
}
