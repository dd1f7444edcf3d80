/** Two people changed the same offer: what each made of it, side by side, and nothing lost. Pure. */
import type { OfferDraftIn } from "../protocol/employer_types";

export type OfferField = keyof OfferDraftIn;

/** One field that both changed, each to something else. */
export type FieldConflict = {
  field: OfferField;
  mine: OfferDraftIn[OfferField];
  theirs: OfferDraftIn[OfferField];
};

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function changedFields(base: OfferDraftIn, now: OfferDraftIn): OfferField[] {
  return (Object.keys(base) as OfferField[]).filter((field) => !isSame(base[field], now[field]));
}

/** The fields to decide about. What only one of the two changed needs no decision. */
export function conflictsOf(base: OfferDraftIn, mine: OfferDraftIn, theirs: OfferDraftIn): FieldConflict[] {
  return changedFields(base, mine)
    .filter((field) => !isSame(base[field], theirs[field]) && !isSame(mine[field], theirs[field]))
    .map((field) => ({ field, mine: mine[field], theirs: theirs[field] }));
}

/** What the others changed and I did not: it comes along by itself. */
export function theirChanges(base: OfferDraftIn, mine: OfferDraftIn, theirs: OfferDraftIn): OfferField[] {
  const own = changedFields(base, mine);
  return changedFields(base, theirs).filter((field) => !own.includes(field));
}

/** Both changes together; of what both changed, mine, but for the fields of `takeTheirs`. */
export function merged(
  base: OfferDraftIn,
  mine: OfferDraftIn,
  theirs: OfferDraftIn,
  takeTheirs: readonly OfferField[],
): OfferDraftIn {
  const own = changedFields(base, mine).filter((field) => !takeTheirs.includes(field));
  return { ...theirs, ...Object.fromEntries(own.map((field) => [field, mine[field]])) } as OfferDraftIn;
}
