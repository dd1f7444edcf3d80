/** Saved offers and applications as this device knows them, and how each thing that happens changes them. Pure. */
import type { ApplicationOut, ApplyIn } from "../../../shared/protocol/types";
import { mayApplyAgain } from "../applications";

export type ApplicationWords = Required<ApplyIn>;

/** An application that the server does not have yet: still being written, or waiting for network. */
export type ApplicationDraft = {
  offerId: string;
  title: string;
  organisation: string;
  words: ApplicationWords;
  /** Its writer has pressed "send": it leaves as soon as there is network. */
  isSubmitted: boolean;
  /** The code of the problem that kept it here; its writer has to do something about it. */
  refusal: string | null;
};

/** What one player has with employers, as this device knows it. */
export type WorkspaceState = {
  /** Latest first. */
  applications: ApplicationOut[];
  /** Saved offers, as the server last told. */
  saved: string[];
  /** What was saved (true) or let go here since; the server has not heard of it. */
  marks: Record<string, boolean>;
  drafts: ApplicationDraft[];
};

export const EMPTY_WORKSPACE: WorkspaceState = { applications: [], saved: [], marks: {}, drafts: [] };

/** What the server told, as a whole. */
export function withTold(
  state: WorkspaceState,
  told: { applications: ApplicationOut[]; saved: string[] },
): WorkspaceState {
  const drafts = state.drafts.filter(
    ({ offerId }) => !told.applications.some((one) => one.offer.id === offerId && !mayApplyAgain(one)),
  );
  return { ...state, drafts, saved: told.saved, applications: latestFirst(told.applications) };
}

/** One application as it now stands. What was to be sent to the same employer is sent. */
export function withApplication(state: WorkspaceState, application: ApplicationOut): WorkspaceState {
  const others = state.applications.filter(({ id }) => id !== application.id);
  return {
    ...state,
    applications: latestFirst([application, ...others]),
    drafts: mayApplyAgain(application)
      ? state.drafts
      : state.drafts.filter(({ offerId }) => offerId !== application.offer.id),
  };
}

export function isSaved(state: WorkspaceState, offerId: string): boolean {
  return state.marks[offerId] ?? state.saved.includes(offerId);
}

export function withMark(state: WorkspaceState, offerId: string, isSaved: boolean): WorkspaceState {
  return { ...state, marks: { ...state.marks, [offerId]: isSaved } };
}

/** The server has heard of a mark; one that was changed meanwhile is still to be told. */
export function withMarkTold(state: WorkspaceState, offerId: string, isSaved: boolean): WorkspaceState {
  const saved = state.saved.filter((id) => id !== offerId);
  const { [offerId]: mark, ...others } = state.marks;
  return {
    ...state,
    saved: isSaved ? [...saved, offerId] : saved,
    marks: mark === isSaved ? others : state.marks,
  };
}

export function draftTo(state: WorkspaceState, offerId: string): ApplicationDraft | null {
  return state.drafts.find((draft) => draft.offerId === offerId) ?? null;
}

export function withDraft(state: WorkspaceState, draft: ApplicationDraft): WorkspaceState {
  return {
    ...withoutDraft(state, draft.offerId),
    drafts: [...withoutDraft(state, draft.offerId).drafts, draft],
  };
}

export function withoutDraft(state: WorkspaceState, offerId: string): WorkspaceState {
  return { ...state, drafts: state.drafts.filter((draft) => draft.offerId !== offerId) };
}

/** Drafts that wait for network, oldest first. */
export function unsent(state: WorkspaceState): ApplicationDraft[] {
  return state.drafts.filter(({ isSubmitted, refusal }) => isSubmitted && refusal === null);
}

export function applicationTo(state: WorkspaceState, offerId: string): ApplicationOut | null {
  return state.applications.find(({ offer }) => offer.id === offerId) ?? null;
}

/** How many employers have been silent for so long that it is time to call them. */
export function remindersDue(state: WorkspaceState): number {
  return state.applications.filter(({ reminder_due }) => reminder_due).length;
}

function latestFirst(applications: ApplicationOut[]): ApplicationOut[] {
  return [...applications].sort((a, b) => b.sent_at.localeCompare(a.sent_at));
}
