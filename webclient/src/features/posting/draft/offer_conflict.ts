/** Two people changed the same offer: what each made of it, side by side, and nothing lost. Pure. */
import type { WholeOffer } from "./offer_draft";

export type OfferField = keyof WholeOffer;

/** One field that both changed, each to something else. */
export type FieldConflict = {
  field: OfferField;
  mine: WholeOffer[OfferField];
  theirs: WholeOffer[OfferField];
};

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function changedFields(base: WholeOffer, now: WholeOffer): OfferField[] {
  return (Object.keys(base) as OfferField[]).filter((field) => !isSame(base[field], now[field]));
}

/** The fields to decide about. What only one of the two changed needs no decision. */
export function conflictsOf(base: WholeOffer, mine: WholeOffer, theirs: WholeOffer): FieldConflict[] {
  return changedFields(base, mine)
    .filter((field) => !isSame(base[field], theirs[field]) && !isSame(mine[field], theirs[field]))
    .map((field) => ({ field, mine: mine[field], theirs: theirs[field] }));
}

/** What the others changed and I did not: it comes along by itself. */
export function theirChanges(base: WholeOffer, mine: WholeOffer, theirs: WholeOffer): OfferField[] {
  const own = changedFields(base, mine);
  return changedFields(base, theirs).filter((field) => !own.includes(field));
}

/** Both changes together; of what both changed, mine, but for the fields of `takeTheirs`. */
export function merged(
  base: WholeOffer,
  mine: WholeOffer,
  theirs: WholeOffer,
  takeTheirs: readonly OfferField[],
): WholeOffer {
  const own = changedFields(base, mine).filter((field) => !takeTheirs.includes(field));
  return { ...theirs, ...Object.fromEntries(own.map((field) => [field, mine[field]])) } as WholeOffer;
}
