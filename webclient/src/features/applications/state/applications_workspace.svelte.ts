/** Saved offers and applications: what this player has on this device, and what can be done with them. */
import { OFFER_WORDS } from "../../offers/words/offer_words";
import { speech } from "../../../shared/i18n/language.svelte";
import { offersApi } from "../../../shared/protocol/offers_api";
import type { ApplicationOut, Response, TrustedContactIn } from "../../../shared/protocol/types";
import { codeOf } from "../../../shared/protocol/problem";
import {
  EMPTY_WORKSPACE,
  isSaved,
  draftTo,
  remindersDue,
  unsent,
  withApplication,
  withDraft,
  withMark,
  withoutDraft,
  withTold,
  type WorkspaceState,
  type ApplicationDraft,
} from "./workspace_state";
import { sendWaiting } from "./workspace_sender";
import { WorkspaceStore } from "./workspace_store";
import { newsOf } from "../applications";
import type { Notices } from "../../../shared/ui/notices.svelte";

const TRY_AGAIN_AFTER_MS = 15_000;

export type ApplicationsWorkspaceOptions = {
  notices: Notices;
  /** An application is shown. */
  onOpened: (applicationId: string) => void;
};

export class ApplicationsWorkspace {
  state: WorkspaceState = $state.raw(EMPTY_WORKSPACE);
  /** The application that is open. */
  opened: string | null = $state(null);
  /** The offer to which somebody writes just now. */
  writingTo: string | null = $state(null);
  /** The offer whose sheet shows by itself what becomes of the application. */
  watched: string | null = $state(null);
  /** Whether what waits could not be told, and is tried again later. */
  isDelayed = $state(false);
  /** Whether the server has told how things stand since the page was opened. */
  isKnown = $state(false);
  readonly openedApplication: ApplicationOut | null = $derived(
    this.state.applications.find(({ id }) => id === this.opened) ?? null,
  );
  readonly due: number = $derived(remindersDue(this.state));

  private store: WorkspaceStore | null = null;
  private isSaving = false;
  private isRunning = false;
  private runAgain = false;
  private isStopped = false;
  private trying: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: ApplicationsWorkspaceOptions) {}

  /** Shows the application `id`; null closes it. */
  open(id: string | null): void {
    this.opened = id;
    if (id !== null) {
      this.options.onOpened(id);
    }
  }

  /** Shows what this device knows of `playerId`; the server is asked by `sync`. */
  async start(playerId: string): Promise<void> {
    this.store = await WorkspaceStore.open(playerId).catch(() => null);
    this.state = (await this.store?.load().catch(() => null)) ?? EMPTY_WORKSPACE;
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
    this.change((state) => withMark(state, offerId, isSavedNow));
    this.options.notices.say(isSavedNow ? this.words.saved.done : this.words.saved.gone);
    this.sync();
  }

  isSaved(offerId: string): boolean {
    return isSaved(this.state, offerId);
  }

  /** Keeps what is being written; null forgets it. */
  keep(offerId: string, draft: ApplicationDraft | null): void {
    this.change((state) => (draft === null ? withoutDraft(state, offerId) : withDraft(state, draft)));
  }

  /** Sends the draft, now or as soon as there is network: its sheet goes on to show what becomes of it. */
  send(draft: ApplicationDraft): void {
    this.isDelayed = false;
    this.writingTo = null;
    this.watched = draft.offerId;
    this.change((state) => withDraft(state, { ...draft, isSubmitted: true, refusal: null }));
    this.sync();
  }

  /** The sheet of `offerId` shows no longer what becomes of its application. */
  stopWatching(offerId: string): void {
    if (this.watched === offerId) {
      this.watched = null;
    }
  }

  /** An application changed: somebody answered, or the clock did. */
  tell(application: ApplicationOut): void {
    const before = this.state.applications.find(({ id }) => id === application.id) ?? null;
    this.change((state) => withApplication(state, application));
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

  /** Takes an application back, undoes that, or says that the employer was called; resolves to the code of what went
   * wrong. */
  async act(id: string, action: "withdraw" | "restore" | "reminded"): Promise<string | null> {
    try {
      const application = await offersApi[action](id);
      this.change((state) => withApplication(state, application));
      return null;
    } catch (error) {
      return codeOf(error);
    }
  }

  /** Answers an invitation; resolves to the code of what went wrong. After a conflict it is shown as it is now. */
  async respond(
    { id, version }: ApplicationOut,
    response: Response,
    words: string | null,
    confirmed: boolean,
    contact: TrustedContactIn | null,
  ): Promise<string | null> {
    try {
      const application = await offersApi.respond(id, {
        version,
        response,
        words,
        confirmed,
        trusted_contact: contact,
      });
      this.change((state) => withApplication(state, application));
      return null;
    } catch (error) {
      if (codeOf(error) === "edit_conflict") {
        this.sync();
      }
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
        read: () => this.state,
        change: (next) => this.change(next),
        onSent: ({ offer }) => {
          if (offer.id !== this.watched) {
            this.say(this.words.form.sentTo(offer.organisation));
          }
        },
        onRefused: (offerId) => this.comeBack(offerId),
      });
      this.isDelayed = !isSent;
      if (!isSent || !(await this.ask())) {
        this.tryLater();
      }
    }
  }

  /** The server refused it: on the sheet that waits for it, its writer reads why, above what they wrote. */
  private comeBack(offerId: string): void {
    this.say(this.words.form.cameBack(draftTo(this.state, offerId)?.organisation ?? ""));
    if (this.watched === offerId) {
      this.watched = null;
      this.writingTo = offerId;
    }
  }

  /** Asks how things stand; resolves to whether the server answered. */
  private async ask(): Promise<boolean> {
    try {
      const [applications, saved] = await Promise.all([offersApi.applications(), offersApi.saved()]);
      this.change((state) => withTold(state, { applications, saved }));
      this.isKnown = true;
      return true;
    } catch {
      return false;
    }
  }

  /** A new connection asks anyway; this is for a server that has one and is short of breath. */
  private tryLater(): void {
    const isWaiting = unsent(this.state).length > 0 || Object.keys(this.state.marks).length > 0;
    if (isWaiting && !this.isStopped) {
      this.trying = setTimeout(() => this.sync(), TRY_AGAIN_AFTER_MS);
    }
  }

  private say(text: string): void {
    this.options.notices.tell(text);
  }

  /** Kept at once: in the street a page may be gone the next moment. What changes together is written together. */
  private change(next: (state: WorkspaceState) => WorkspaceState): void {
    this.state = next(this.state);
    if (!this.isSaving) {
      this.isSaving = true;
      queueMicrotask(() => {
        this.isSaving = false;
        void this.store?.save(this.state).catch(() => undefined);
      });
    }
  }
}
