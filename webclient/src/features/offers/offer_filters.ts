/** Which of the discovered offers a list shows. Pure. */
import type { OfferKind, OfferOut } from "../../shared/protocol/types";
import { groupsWith, type DomainGroup } from "../accounts/domain_groups";

/** What is left empty or false leaves everything in. */
export type OfferFilter = {
  /** Words of a title or an organisation. */
  text: string;
  kinds: OfferKind[];
  groups: DomainGroup[];
  withoutLicence: boolean;
  wheelchair: boolean;
};

export const NO_FILTER: OfferFilter = {
  text: "",
  kinds: [],
  groups: [],
  withoutLicence: false,
  wheelchair: false,
};

/** What an employer did not say of licence or wheelchair is not taken for a yes. */
export function fitsFilter(offer: OfferOut, filter: OfferFilter): boolean {
  const groups = groupsWith(domainOf(offer));
  return (
    (filter.kinds.length === 0 || filter.kinds.includes(offer.kind)) &&
    (filter.groups.length === 0 || filter.groups.some((group) => groups.includes(group))) &&
    (!filter.withoutLicence || offer.without_driving_licence === true) &&
    (!filter.wheelchair || offer.wheelchair_accessible === true) &&
    holds(`${offer.title} ${offer.organisation.name}`, filter.text)
  );
}

/** The choices that make a difference among `offers`, in the order they are known by. */
export function choicesAmong(
  offers: OfferOut[],
  known: { kinds: OfferKind[]; groups: DomainGroup[] },
): { kinds: OfferKind[]; groups: DomainGroup[]; withoutLicence: boolean; wheelchair: boolean } {
  const kinds = new Set(offers.map(({ kind }) => kind));
  const groups = new Set(offers.flatMap((offer) => groupsWith(domainOf(offer))));
  return {
    kinds: kinds.size > 1 ? known.kinds.filter((kind) => kinds.has(kind)) : [],
    groups: groups.size > 1 ? known.groups.filter((group) => groups.has(group)) : [],
    withoutLicence: offers.some((offer) => offer.without_driving_licence === true),
    wheelchair: offers.some((offer) => offer.wheelchair_accessible === true),
  };
}

/** How many choices are made; what is typed stands for itself. */
export function choicesMade({ kinds, groups, withoutLicence, wheelchair }: OfferFilter): number {
  return kinds.length + groups.length + Number(withoutLicence) + Number(wheelchair);
}

function domainOf({ rome_code }: OfferOut): string | null {
  return rome_code?.slice(0, 3) ?? null;
}

/** Whether `text` holds each word of `wanted`, whatever the case and accents. */
function holds(text: string, wanted: string): boolean {
  const plain = plainly(text);
  return plainly(wanted)
    .split(" ")
    .every((word) => plain.includes(word));
}

function plainly(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase();
}
