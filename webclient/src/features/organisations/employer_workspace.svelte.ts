/** An employer's side of the game on this device: who is signed in, for which organisation, and its offers. */
import { accountApi } from "../../shared/protocol/account_api";
import { api } from "../../shared/protocol/api";
import { employerApi, type OfferMove } from "../../shared/protocol/employer_api";
import type {
  EmployerOfferOut,
  EmployerOrganisationOut,
  ErasedOut,
  OrganisationDetailsOut,
} from "../../shared/protocol/types";
import { codeOf, ProblemError } from "../../shared/protocol/problem";
import type { MeOut } from "../../shared/protocol/types";
import { hashOf, placeIn, type EmployerPlace } from "./employer_address";
import { deviceTimezone } from "../../shared/i18n/local_time";
import { Setting } from "../../shared/device/settings";

/** The organisation that an employer looked at last. */
const LAST_LOOKED_AT = new Setting<string | null>("organisation", null);

/** How often somebody who waits for their organisation's verification is told how it stands, with the page open. */
const LOOK_AGAIN_MS = 30_000;

/** Nobody is signed in, or a guest, whom nobody could write to. */
const NEEDS_SIGN_IN = ["not_signed_in", "account_needed"];

export class EmployerWorkspace {
  phase: "starting" | "signed_out" | "unreachable" | "adults_only" | "ready" = $state("starting");
  place: EmployerPlace = $state.raw(placeIn(location.hash));
  email: string | null = $state(null);
  organisations: EmployerOrganisationOut[] = $state.raw([]);
  offers: EmployerOfferOut[] | null = $state.raw(null);
  /** IANA name of the zone that times are read in. */
  timezone = $state(deviceTimezone());
  /** Whether no campaign runs: nobody finds an offer on the map then. */
  isBetweenCampaigns = $state(false);
  private chosen: string | null = $state(LAST_LOOKED_AT.value);

  readonly organisation: EmployerOrganisationOut | null = $derived(
    this.organisations.find(({ id }) => id === this.chosen) ?? this.organisations[0] ?? null,
  );

  /** Follows the page's address until the returned function is called. */
  run(): () => void {
    const follow = (): void => {
      this.place = placeIn(location.hash);
    };
    const look = (): void => {
      if (document.visibilityState === "visible" && this.phase === "ready") {
        void this.refresh();
      }
    };
    const lookForVerification = (): void => {
      if (this.organisation?.state === "pending") {
        look();
      }
    };
    const looking = setInterval(lookForVerification, LOOK_AGAIN_MS);
    window.addEventListener("hashchange", follow);
    document.addEventListener("visibilitychange", look);
    void this.start();
    return () => {
      clearInterval(looking);
      window.removeEventListener("hashchange", follow);
      document.removeEventListener("visibilitychange", look);
    };
  }

  async start(): Promise<void> {
    this.phase = "starting";
    try {
      await this.load();
      this.phase = "ready";
    } catch (error) {
      const code = codeOf(error);
      this.phase = NEEDS_SIGN_IN.includes(code)
        ? "signed_out"
        : code === "employer_must_be_adult"
          ? "adults_only"
          : "unreachable";
    }
    void this.loadTimezone();
  }

  /** Comes in as `enter` asks the server to. Rejects as it does. */
  async signIn(enter: () => Promise<MeOut>): Promise<void> {
    await enter();
  }

  async signOut(): Promise<void> {
    await accountApi.signOut();
    this.forget();
  }

  /** Erases the account, and all that is kept of it. */
  async erase(): Promise<ErasedOut> {
    const kept = await accountApi.erase();
    LAST_LOOKED_AT.value = null;
    this.forget();
    return kept;
  }

  private forget(): void {
    this.email = null;
    this.organisations = [];
    this.offers = null;
    this.go({ name: "offers" });
    this.phase = "signed_out";
  }

  go(place: EmployerPlace): void {
    location.hash = hashOf(place);
    // At once, not with the event: what is shown next may depend on it.
    this.place = place;
    window.scrollTo(0, 0);
  }

  /** Goes on without the place that is shown: the way back does not lead to it. */
  goInstead(place: EmployerPlace): void {
    history.replaceState(history.state, "", hashOf(place));
    this.place = place;
    window.scrollTo(0, 0);
  }

  async choose(organisationId: string): Promise<void> {
    LAST_LOOKED_AT.value = organisationId;
    this.chosen = organisationId;
    this.offers = null;
    this.go({ name: "offers" });
    await this.refresh();
  }

  /** An organisation as it is now: a new one is the one that is worked for. */
  async adopt(organisation: EmployerOrganisationOut | OrganisationDetailsOut): Promise<void> {
    const others = this.organisations.filter(({ id }) => id !== organisation.id);
    this.organisations = [...others, organisation];
    LAST_LOOKED_AT.value = organisation.id;
    this.chosen = organisation.id;
    await this.refresh();
  }

  /** Asks the server again. Silence changes nothing; a session that has ended asks who is there. */
  async refresh(): Promise<void> {
    try {
      await this.load();
    } catch (error) {
      this.hear(error);
    }
  }

  /** Takes notice of a session that has ended. */
  hear(error: unknown): void {
    if (NEEDS_SIGN_IN.includes(codeOf(error))) {
      this.phase = "signed_out";
    }
  }

  /** Moves an offer. Rejects as employerApi does; after a conflict the offer is shown as it is now. */
  async move(offer: EmployerOfferOut, move: OfferMove): Promise<void> {
    try {
      this.put(await employerApi.move(offer.id, offer.version, move));
    } catch (error) {
      if (error instanceof ProblemError) {
        this.hear(error);
        await this.refresh();
      }
      throw error;
    }
  }

  put(offer: EmployerOfferOut): void {
    const known = this.offers ?? [];
    this.offers = known.some(({ id }) => id === offer.id)
      ? known.map((one) => (one.id === offer.id ? offer : one))
      : [offer, ...known];
  }

  private async load(): Promise<void> {
    this.organisations = await employerApi.organisations();
    this.email ??= (await api.me()).account.email;
    const { organisation } = this;
    if (organisation !== null) {
      const offers = await employerApi.offers(organisation.id);
      if (organisation.id === this.organisation?.id) {
        this.offers = offers;
      }
    }
  }

  private async loadTimezone(): Promise<void> {
    try {
      this.timezone = (await api.campaign()).timezone;
    } catch (error) {
      this.isBetweenCampaigns = codeOf(error) === "no_campaign";
    }
  }
}
