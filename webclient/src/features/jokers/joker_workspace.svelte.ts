/** A Joker's workspace: where they stand, the places they may be at, and what they change of it. */
import { jokerApi } from "../../shared/protocol/joker_api";
import { codeOf } from "../../shared/protocol/problem";
import type { FreeSpanOut, JokerHelpIn, JokerOut, StaffedPlaceOut } from "../../shared/protocol/types";
import { withDayOff, withoutPast, type Availability } from "./week/joker_week";
import { deviceTimezone, localDate, localTime } from "../../shared/i18n/local_time";

/** How exactly the screens know what time it is. */
const CLOCK_MS = 10_000;

/** Keeps the Joker as the server last told them. */
export type JokerLine = { help: { joker: JokerOut | null }; setJoker: (joker: JokerOut) => void };

export class JokerWorkspace {
  places: StaffedPlaceOut[] = $state.raw([]);
  now: Date = $state.raw(new Date());

  /** Changes that were sent, and those of them that were answered. */
  private begun = 0;
  private ended = 0;

  /** The span that the Joker is free in now; null when they are not. */
  readonly free: FreeSpanOut | null = $derived(this.stillHolds(this.joker?.free ?? null));
  /** Free at once, apart from all slots; null when not. */
  readonly freeNow: FreeSpanOut | null = $derived(this.stillHolds(this.joker?.free_now ?? null));

  /** The campaign, once it is known, tells the local time. */
  constructor(
    private readonly line: JokerLine,
    private readonly play: { campaign: { timezone: string } | null },
  ) {}

  /** IANA name of the campaign's time zone; the device's own until it is known. */
  get timezone(): string {
    return this.play.campaign?.timezone ?? deviceTimezone();
  }

  get joker(): JokerOut | null {
    return this.line.help.joker;
  }

  /** The campaign's local day (YYYY-MM-DD). */
  get today(): string {
    return localDate(this.now, this.timezone);
  }

  /** The campaign's local time (HH:MM). */
  get time(): string {
    return localTime(this.now, this.timezone);
  }

  /** Keeps it up to date as long as it is looked at; returns what ends that. */
  open(): () => void {
    void this.look();
    void this.loadPlaces();
    const clock = setInterval(() => {
      const wasFree = this.free !== null;
      this.now = new Date();
      if (wasFree && this.free === null) {
        void this.look();
      }
    }, CLOCK_MS);
    const lookWhenSeen = (): void => {
      if (document.visibilityState === "visible") {
        this.now = new Date();
        void this.look();
      }
    };
    document.addEventListener("visibilitychange", lookWhenSeen);
    return () => {
      clearInterval(clock);
      document.removeEventListener("visibilitychange", lookWhenSeen);
    };
  }

  /** All that follow resolve to the code of what went wrong, or null. */
  apply(help: JokerHelpIn): Promise<string | null> {
    return this.take(jokerApi.apply(help));
  }

  changeHelp(help: JokerHelpIn): Promise<string | null> {
    return this.take(jokerApi.changeHelp(help));
  }

  leave(): Promise<string | null> {
    return this.take(jokerApi.leave());
  }

  setAvailability(availability: Availability): Promise<string | null> {
    return this.take(jokerApi.setAvailability(withoutPast(availability, this.today)));
  }

  startFreeNow(placeId: string | null): Promise<string | null> {
    return this.take(jokerApi.startFreeNow(placeId));
  }

  stopFreeNow(): Promise<string | null> {
    return this.take(jokerApi.stopFreeNow());
  }

  /** No slot of today holds any more. */
  async takeTodayOff(): Promise<string | null> {
    return this.joker && this.setAvailability(withDayOff(this.joker, this.today));
  }

  private async look(): Promise<void> {
    if (this.begun !== this.ended) {
      return;
    }
    const begun = this.begun;
    try {
      const read = await jokerApi.read();
      // What was read before a change must not stand above the change's own answer.
      if (begun === this.begun) {
        this.show(read);
      }
    } catch {
      // Who never applied is refused: nothing has changed then.
    }
  }

  private async loadPlaces(): Promise<void> {
    this.places = await jokerApi.staffedPlaces().catch(() => this.places);
  }

  private async take(answer: Promise<JokerOut>): Promise<string | null> {
    this.begun += 1;
    try {
      this.show(await answer);
      return null;
    } catch (error) {
      return codeOf(error);
    } finally {
      this.ended += 1;
    }
  }

  private show(joker: JokerOut): void {
    this.line.setJoker(joker);
    this.now = new Date();
  }

  private stillHolds(span: FreeSpanOut | null): FreeSpanOut | null {
    return span !== null && Date.parse(span.until) > this.now.getTime() ? span : null;
  }
}
