/** The account of whoever plays on this device: coming in and leaving, and whether their positions may be used. */
import { api } from "../../shared/protocol/api";
import { ProblemError } from "../../shared/protocol/problem";
import type { AccountOut, MeOut } from "../../shared/protocol/types";
import { CONSENT_VERSION } from "./consent";
import { withdrawalToTell } from "./withdrawal";

export type AccountOptions = {
  /** The fixes that wait on this device: held back while somebody else comes in, and forgotten with who leaves. */
  walking: { holdSending: () => Promise<() => void>; forgetWaiting: () => Promise<void> };
  /** Something is known that was not, whether positions may be used among it. */
  onChanged: () => void;
  /** The server has said who plays; somebody else may have come. */
  onKnown: (me: MeOut) => Arrival;
  /** Another session has begun: what is open belongs to the one before. */
  onSignedIn: () => void;
  /** Nobody is signed in any more. */
  onGone: () => Arrival;
};

/** How what is on the screen now is told of what has just happened: each player has screens of their own. */
export type Arrival = {
  tell: (text: string) => void;
  /** Asks for a passkey on the new screens; where they are the same, whoever asks is still there. */
  offerPasskey: () => void;
};

const UNAUTHORISED = 401;

export class Account {
  /** null while nobody plays, and for a game kept by a release that did not know accounts. */
  known: AccountOut | null = $state.raw(null);
  readonly allowsPositions = $derived(this.known === null || this.known.consent.withdrawn_on === null);
  private isChanging = false;

  constructor(private readonly options: AccountOptions) {}

  /** Keeps what is known of the account. */
  adopt(account: AccountOut | null): void {
    this.known = account;
    this.options.onChanged();
  }

  /**
   * Changes who plays here: `enter` asks the server for it. No fix leaves meanwhile; those that wait are sent
   * afterwards. Rejects as `enter` does.
   */
  async signIn(enter: () => Promise<MeOut>): Promise<Arrival> {
    return this.whileNothingIsSent(async () => {
      const arrival = this.options.onKnown(await enter());
      this.options.onSignedIn();
      return arrival;
    });
  }

  /** Leaves the game on this device: `end` tells the server. Rejects as `end` does; then nothing has changed. */
  async leave(end: () => Promise<unknown>): Promise<Arrival> {
    return this.whileNothingIsSent(async () => {
      await end();
      await this.options.walking.forgetWaiting();
      return this.forget();
    });
  }

  /** Stops or allows the use of positions; resolves to whether the server has heard of it. */
  async setConsent(allows: boolean): Promise<boolean> {
    if (!allows) {
      // At once, network or not: what is not known yet is told as soon as there is somebody to tell.
      withdrawalToTell.value = true;
      this.stopPositions();
    }
    try {
      this.options.onKnown(await (allows ? api.giveConsent(CONSENT_VERSION) : api.withdrawConsent()));
      withdrawalToTell.value = false;
      return true;
    } catch {
      return false;
    }
  }

  /** Asks the server what it knows now: another device may have changed it. Silence changes nothing. */
  async refresh(): Promise<void> {
    try {
      this.options.onKnown(await (withdrawalToTell.value ? api.withdrawConsent() : api.me()));
      withdrawalToTell.value = false;
    } catch {
      // Asked again with the next connection.
    }
  }

  /** The server refused this session. Resolves to whether there is another to try, of another tab maybe. */
  async check(): Promise<boolean> {
    if (this.isChanging) {
      return false;
    }
    try {
      this.options.onKnown(await api.me());
      return true;
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.status !== UNAUTHORISED) {
        return true;
      }
      this.forget();
      return false;
    }
  }

  /** The server said that positions were stopped, maybe on another device. */
  stopPositions(): void {
    const { known } = this;
    if (known !== null && this.allowsPositions) {
      const today = new Date().toISOString().slice(0, 10);
      this.adopt({ ...known, consent: { ...known.consent, withdrawn_on: today } });
    }
    void this.options.walking.forgetWaiting();
  }

  private forget(): Arrival {
    this.known = null;
    withdrawalToTell.value = false;
    return this.options.onGone();
  }

  private async whileNothingIsSent<Done>(change: () => Promise<Done>): Promise<Done> {
    this.isChanging = true;
    const sendAgain = await this.options.walking.holdSending();
    try {
      return await change();
    } finally {
      this.isChanging = false;
      sendAgain();
    }
  }
}
