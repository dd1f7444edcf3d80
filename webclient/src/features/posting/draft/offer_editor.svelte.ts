/** One offer while it is written: kept on this device until it is posted, its words checked, conflicts settled. */
import { localDate } from "../../../shared/i18n/local_time";
import { newId } from "../../../shared/device/new_id";
import { employerApi } from "../../../shared/protocol/employer_api";
import type { EmployerOfferOut, WordingFindingOut } from "../../../shared/protocol/types";
import { codeOf, ProblemError } from "../../../shared/protocol/problem";
import { conflictsOf, merged, theirChanges, type FieldConflict, type OfferField } from "./offer_conflict";
import {
  draftIn,
  draftOf,
  EMPTY_DRAFT,
  isWritten,
  type Draft,
  type FormClock,
  type KeptDraft,
  type Step,
  type WholeOffer,
} from "./offer_draft";
import { LINE_FIELDS, valuesOf } from "../../offers/details";
import { keptDrafts } from "./kept_drafts";

/** Words are checked once the typing rests for so long. */
const CHECK_AFTER_MS = 500;

/** A field of the offer that the server refused, by its name on the wire, and its word for what is wrong. */
export type Fault = { field: string; code: string };

/** By the name of a field here: its name on the wire, where that is another. */
const WIRE_NAMES: Record<string, string> = {
  rome: "rome_code",
  starts: "starts_on",
  startsOn: "starts_on",
  expiresOn: "expires_on",
  ways: "ways_to_meet",
  applyUrl: "apply_url",
  visitingHours: "visiting_hours",
};

export type Conflict = {
  /** The offer as somebody else left it. */
  theirs: EmployerOfferOut;
  conflicts: FieldConflict[];
  /** What comes along from them without a question. */
  taken: OfferField[];
};

export class OfferEditor {
  draft: Draft = $state.raw(EMPTY_DRAFT);
  step: Step = $state("what");
  findings: WordingFindingOut[] = $state.raw([]);
  faults: Fault[] = $state.raw([]);
  conflict: Conflict | null = $state.raw(null);
  isSending = $state(false);
  /** The offer as it was posted; null while it is written. */
  posted: EmployerOfferOut | null = $state.raw(null);

  readonly blocking: WordingFindingOut[] = $derived(
    this.findings.filter(({ severity }) => severity === "block"),
  );

  private offerId: string | null = null;
  private version: number | null = null;
  private saved: WholeOffer | null = null;
  /** Names a new draft for the server: one whose answer never came is no second one when it is sent again. */
  private clientId = newId();
  private checking: ReturnType<typeof setTimeout> | undefined;
  private checks = 0;

  /** `offer` is changed, or a new one written where it is null. What this device kept of it goes on. */
  constructor(
    private readonly organisationId: string,
    readonly offer: EmployerOfferOut | null,
    private readonly timezone: () => string,
  ) {
    const kept = keptDrafts.of(this.key);
    if (kept) {
      this.takeUp(kept);
    } else if (offer !== null) {
      this.takeUp({
        draft: draftOf(offer, timezone()),
        step: "what",
        offerId: offer.id,
        version: offer.version,
        saved: this.asSaved(offer),
      });
    }
    this.checkSoon();
  }

  change(part: Partial<Draft>): void {
    this.draft = { ...this.draft, ...part };
    const changed = Object.keys(part).map((name) => WIRE_NAMES[name] ?? name);
    this.faults = this.faults.filter(({ field }) => !changed.includes(field.split("/")[0] ?? ""));
    this.keep();
    this.checkSoon();
  }

  /** What the server found wrong with a field, by its name on the wire; null for nothing. */
  faultOf(field: string): string | null {
    return this.faults.find((fault) => fault.field === field)?.code ?? null;
  }

  /** What the form is read by now. */
  get clock(): FormClock {
    const timezone = this.timezone();
    return { today: localDate(new Date(), timezone), timezone, saved: this.saved };
  }

  goTo(step: Step): void {
    this.step = step;
    this.keep();
  }

  /** What the server would be sent now. */
  get sent(): WholeOffer {
    return draftIn(this.draft, new Date(), this.timezone());
  }

  /** Findings about one field, by its name on the wire: `questions` are meant one by one, as `questions/0`. */
  findingsOf(field: string): WordingFindingOut[] {
    return this.findings.filter((finding) => finding.field === field);
  }

  /**
   * Saves the offer and, where it is a draft, submits it. Rejects as employerApi does, but for a conflict, which is
   * then to be settled, and for faults, which are then shown; in either case nothing is lost.
   */
  async post(): Promise<void> {
    if (this.isSending) {
      return;
    }
    this.isSending = true;
    this.faults = [];
    try {
      let offer = await this.save();
      if (offer.state === "draft") {
        offer = await employerApi.move(offer.id, offer.version, "submit");
      }
      this.forget();
      this.posted = offer;
    } catch (error) {
      if (codeOf(error) === "edit_conflict" && this.offerId !== null) {
        await this.meetConflict(this.offerId);
      } else if (!(error instanceof ProblemError) || !this.understand(error)) {
        throw error;
      }
    } finally {
      this.isSending = false;
    }
  }

  /** Settles the conflict: of what both changed, theirs for `takeTheirs`, mine for the rest. */
  settle(takeTheirs: readonly OfferField[]): void {
    const { conflict, saved } = this;
    if (conflict === null || saved === null) {
      return;
    }
    const { theirs } = conflict;
    const offer = merged(saved, this.sent, this.asSaved(theirs), takeTheirs);
    const place = JSON.stringify(offer.place) === JSON.stringify(this.sent.place) ? this.draft.place : null;
    const draft = draftOf({ ...theirs, ...offer }, this.timezone());
    this.draft = { ...draft, place: place ?? draft.place };
    this.version = theirs.version;
    this.saved = this.asSaved(theirs);
    this.conflict = null;
    this.keep();
    this.checkSoon();
  }

  /** Gives up what was written here. */
  forget(): void {
    keptDrafts.forget(this.key);
  }

  stop(): void {
    clearTimeout(this.checking);
    this.checks += 1;
  }

  private get key(): string {
    return this.offer?.id ?? this.organisationId;
  }

  private takeUp({ draft, step, offerId, version, saved, clientId }: KeptDraft): void {
    // A draft of an earlier release lacks what has come since.
    this.draft = { ...EMPTY_DRAFT, ...draft };
    this.step = step;
    this.offerId = offerId;
    this.version = version;
    this.saved = saved;
    this.clientId = clientId ?? this.clientId;
  }

  private keep(): void {
    if (isWritten(this.draft)) {
      const { draft, step, offerId, version, saved, clientId } = this;
      keptDrafts.keep(this.key, { draft, step, offerId, version, saved, clientId });
    }
  }

  private async save(): Promise<EmployerOfferOut> {
    const { offerId, version } = this;
    const offer =
      offerId === null || version === null
        ? await employerApi.draft(this.organisationId, { ...this.sent, client_id: this.clientId })
        : await employerApi.change(offerId, version, this.sent);
    // Known from here on: a second try changes this one, and makes no other.
    this.offerId = offer.id;
    this.version = offer.version;
    this.saved = this.asSaved(offer);
    this.keep();
    return offer;
  }

  private async meetConflict(offerId: string): Promise<void> {
    const theirs = await employerApi.offer(offerId);
    const saved = (this.saved ??= this.asSaved(theirs));
    this.conflict = {
      theirs,
      conflicts: conflictsOf(saved, this.sent, this.asSaved(theirs)),
      taken: theirChanges(saved, this.sent, this.asSaved(theirs)),
    };
  }

  /** Shows what the server found wrong with the offer; whether that was all there was to say. */
  private understand({ problem }: ProblemError): boolean {
    if (problem.code === "wording_blocked") {
      void this.check();
      return true;
    }
    if (problem.code !== "offer_incomplete" && problem.code !== "validation_failed") {
      return false;
    }
    this.faults = problem.errors.map(({ pointer, code }) => ({ field: pointer.slice(1), code }));
    return this.faults.length > 0;
  }

  /** As this client would write it: so that two versions differ only where somebody changed something. */
  private asSaved(offer: EmployerOfferOut): WholeOffer {
    return draftIn(draftOf(offer, this.timezone()), new Date(), this.timezone());
  }

  private checkSoon(): void {
    clearTimeout(this.checking);
    this.checking = setTimeout(() => void this.check(), CHECK_AFTER_MS);
  }

  /** Has the words checked. What comes late belongs to words that are gone, and silence is no finding. */
  private async check(): Promise<void> {
    const check = ++this.checks;
    const { sent } = this;
    const { kind, title, description, questions, starts_on, expires_on, event } = sent;
    if (title === "" && description === null) {
      this.findings = [];
      return;
    }
    const findings = await employerApi
      .wording({
        kind,
        title,
        description,
        questions,
        ...valuesOf(LINE_FIELDS, (field) => sent[field]),
        starts_on,
        expires_on,
        event_starts_at: event?.starts_at ?? null,
      })
      .catch(() => null);
    if (check === this.checks && findings !== null) {
      this.findings = findings;
    }
  }
}
