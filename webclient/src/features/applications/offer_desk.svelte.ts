/** Saved offers and applications: what this player has on this device, and what can be done with them. */
import { OFFER_WORDS } from "../offers/words/offer_words";
import { speech } from "../../shared/i18n/language.svelte";
import { offersApi } from "../../shared/protocol/offers_api";
import type { ApplicationOut } from "../../shared/protocol/types";
import { codeOf } from "../../shared/protocol/problem";
import {
  EMPTY_DESK,
  isSaved,
  letterTo,
  remindersDue,
  unsent,
  withApplication,
  withLetter,
  withMark,
  withoutLetter,
  withTold,
  type Desk,
  type Letter,
} from "./desk";
import { sendWaiting } from "./desk_sender";
import { DeskStore } from "./desk_store";
import { newsOf } from "./applications";
import type { Notices } from "../../shared/ui/notices.svelte";

const TRY_AGAIN_AFTER_MS = 15_000;

export type OfferDeskOptions = {
  notices: Notices;
  /** An application is shown. */
  onOpened: (applicationId: string) => void;
};

export class OfferDesk {
  desk: Desk = $state.raw(EMPTY_DESK);
  /** The application that is open. */
  opened: string | null = $state(null);
  /** The offer to which somebody writes just now. */
  writingTo: string | null = $state(null);
  /** The offer whose sheet shows by itself what becomes of the letter. */
  watched: string | null = null;
  /** Whether what waits could not be told, and is tried again later. */
  isDelayed = $state(false);
  /** Whether the server has told how things stand since the page was opened. */
  isKnown = $state(false);
  readonly openedApplication: ApplicationOut | null = $derived(
    this.desk.applications.find(({ id }) => id === this.opened) ?? null,
  );
  readonly due: number = $derived(remindersDue(this.desk));

  private store: DeskStore | null = null;
  private isSaving = false;
  private isRunning = false;
  private runAgain = false;
  private isStopped = false;
  private trying: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: OfferDeskOptions) {}

  /** Shows the application `id`; null closes it. */
  open(id: string | null): void {
    this.opened = id;
    if (id !== null) {
      this.options.onOpened(id);
    }
  }

  /** Shows what this device knows of `playerId`; the server is asked by `sync`. */
  async start(playerId: string): Promise<void> {
    this.store = await DeskStore.open(playerId).catch(() => null);
    this.desk = (await this.store?.load().catch(() => null)) ?? EMPTY_DESK;
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.trying);
  }

  /** Tells the server what waits, then asks it how things stand: at once, or after what runs already. */
  sync(): void {
    this.runAgain = true;
    if (!this.isRunning) {
      this.isRunning = true;
      void this.run().finally(() => (this.isRunning = false));
    }
  }

  mark(offerId: string, isSavedNow: boolean): void {
    this.change((desk) => withMark(desk, offerId, isSavedNow));
    this.options.notices.say(isSavedNow ? this.words.saved.done : this.words.saved.gone);
    this.sync();
  }

  isSaved(offerId: string): boolean {
    return isSaved(this.desk, offerId);
  }

  /** Keeps what is being written; null forgets it. */
  keep(offerId: string, letter: Letter | null): void {
    this.change((desk) => (letter === null ? withoutLetter(desk, offerId) : withLetter(desk, letter)));
  }

  /** Sends the letter, now or as soon as there is network. */
  send(letter: Letter): void {
    this.isDelayed = false;
    this.change((desk) => withLetter(desk, { ...letter, isSigned: true, refusal: null }));
    this.sync();
  }

  /** An application changed: somebody answered, or the clock did. */
  tell(application: ApplicationOut): void {
    const before = this.desk.applications.find(({ id }) => id === application.id) ?? null;
    this.change((desk) => withApplication(desk, application));
    const news = newsOf(before, application);
    if (news === null) {
      return;
    }
    const text = this.words.news[news](application.offer.organisation);
    if (this.opened === application.id) {
      // Its sheet shows it.
      this.options.notices.say(text);
    } else {
      this.say(text);
    }
  }

  /** Takes an application back, or says that the employer was called; resolves to the code of what went wrong. */
  async act(id: string, action: "withdraw" | "reminded"): Promise<string | null> {
    try {
      const application = await offersApi[action](id);
      this.change((desk) => withApplication(desk, application));
      return null;
    } catch (error) {
      return codeOf(error);
    }
  }

  private get words(): (typeof OFFER_WORDS)["fr"] {
    return OFFER_WORDS[speech.language];
  }

  private async run(): Promise<void> {
    while (this.runAgain && !this.isStopped) {
      this.runAgain = false;
      clearTimeout(this.trying);
      const isSent = await sendWaiting({
        server: offersApi,
        read: () => this.desk,
        change: (next) => this.change(next),
        onSent: ({ offer }) => {
          if (offer.id !== this.watched) {
            this.say(this.words.form.sentTo(offer.organisation));
          }
        },
        onRefused: (offerId) =>
          this.say(this.words.form.cameBack(letterTo(this.desk, offerId)?.organisation ?? "")),
      });
      this.isDelayed = !isSent;
      if (!isSent || !(await this.ask())) {
        this.tryLater();
      }
    }
  }

  /** Asks how things stand; resolves to whether the server answered. */
  private async ask(): Promise<boolean> {
    try {
      const [applications, saved] = await Promise.all([offersApi.applications(), offersApi.saved()]);
      this.change((desk) => withTold(desk, { applications, saved }));
      this.isKnown = true;
      return true;
    } catch {
      return false;
    }
  }

  /** A new connection asks anyway; this is for a server that has one and is short of breath. */
  private tryLater(): void {
    const isWaiting = unsent(this.desk).length > 0 || Object.keys(this.desk.marks).length > 0;
    if (isWaiting && !this.isStopped) {
      this.trying = setTimeout(() => this.sync(), TRY_AGAIN_AFTER_MS);
    }
  }

  private say(text: string): void {
    this.options.notices.tell(text);
  }

  /** Kept at once: in the street a page may be gone the next moment. What changes together is written together. */
  private change(next: (desk: Desk) => Desk): void {
    this.desk = next(this.desk);
    if (!this.isSaving) {
      this.isSaving = true;
      queueMicrotask(() => {
        this.isSaving = false;
        void this.store?.save(this.desk).catch(() => undefined);
      });
    }
  }
}
