/** Saved offers and applications as this device knows them, and how each thing that happens changes them. Pure. */
import type { ApplicationOut, ApplyIn } from "../../shared/protocol/types";
import { mayApplyAgain } from "./applications";

export type LetterWords = Required<ApplyIn>;

/** Words to an employer that the server does not have yet: still being written, or waiting for network. */
export type Letter = {
  offerId: string;
  title: string;
  organisation: string;
  words: LetterWords;
  /** Its writer wants it to go out. */
  isSigned: boolean;
  /** The code of the problem that kept it here; its writer has to do something about it. */
  refusal: string | null;
};

export type Desk = {
  /** Latest first. */
  applications: ApplicationOut[];
  /** Saved offers, as the server last told. */
  saved: string[];
  /** What was saved (true) or let go here since; the server has not heard of it. */
  marks: Record<string, boolean>;
  letters: Letter[];
};

export const EMPTY_DESK: Desk = { applications: [], saved: [], marks: {}, letters: [] };

/** What the server told, as a whole. */
export function withTold(desk: Desk, told: { applications: ApplicationOut[]; saved: string[] }): Desk {
  const letters = desk.letters.filter(
    ({ offerId }) => !told.applications.some((one) => one.offer.id === offerId && !mayApplyAgain(one)),
  );
  return { ...desk, letters, saved: told.saved, applications: latestFirst(told.applications) };
}

/** One application as it now stands. What was to be sent to the same employer is sent. */
export function withApplication(desk: Desk, application: ApplicationOut): Desk {
  const others = desk.applications.filter(({ id }) => id !== application.id);
  return {
    ...desk,
    applications: latestFirst([application, ...others]),
    letters: mayApplyAgain(application)
      ? desk.letters
      : desk.letters.filter(({ offerId }) => offerId !== application.offer.id),
  };
}

export function isSaved(desk: Desk, offerId: string): boolean {
  return desk.marks[offerId] ?? desk.saved.includes(offerId);
}

export function withMark(desk: Desk, offerId: string, isSaved: boolean): Desk {
  return { ...desk, marks: { ...desk.marks, [offerId]: isSaved } };
}

/** The server has heard of a mark; one that was changed meanwhile is still to be told. */
export function withMarkTold(desk: Desk, offerId: string, isSaved: boolean): Desk {
  const saved = desk.saved.filter((id) => id !== offerId);
  const { [offerId]: mark, ...others } = desk.marks;
  return {
    ...desk,
    saved: isSaved ? [...saved, offerId] : saved,
    marks: mark === isSaved ? others : desk.marks,
  };
}

export function letterTo(desk: Desk, offerId: string): Letter | null {
  return desk.letters.find((letter) => letter.offerId === offerId) ?? null;
}

export function withLetter(desk: Desk, letter: Letter): Desk {
  return {
    ...withoutLetter(desk, letter.offerId),
    letters: [...withoutLetter(desk, letter.offerId).letters, letter],
  };
}

export function withoutLetter(desk: Desk, offerId: string): Desk {
  return { ...desk, letters: desk.letters.filter((letter) => letter.offerId !== offerId) };
}

/** Letters that wait for network, oldest first. */
export function unsent(desk: Desk): Letter[] {
  return desk.letters.filter(({ isSigned, refusal }) => isSigned && refusal === null);
}

export function applicationTo(desk: Desk, offerId: string): ApplicationOut | null {
  return desk.applications.find(({ offer }) => offer.id === offerId) ?? null;
}

/** How many employers have been silent for so long that it is time to call them. */
export function remindersDue(desk: Desk): number {
  return desk.applications.filter(({ reminder_due }) => reminder_due).length;
}

function latestFirst(applications: ApplicationOut[]): ApplicationOut[] {
  return [...applications].sort((a, b) => b.sent_at.localeCompare(a.sent_at));
}
