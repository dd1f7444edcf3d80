/**
 * Fields of work in plain words, each a few domains of the French ROME nomenclature (version 4, France Travail).
 * Domains that ask for long studies or stand at no corner (banking, mining, flying) are left to "everything".
 */
import type { Words } from "../../shared/i18n/fr";

export type DomainGroup = keyof Words["domains"];

export const DOMAIN_GROUPS: Record<DomainGroup, readonly string[]> = {
  food: ["D11", "G15", "G16", "G17", "G18"],
  shop: ["D12", "D13", "D14", "D15"],
  building: ["F12", "F13", "F15", "F16", "F17"],
  workshop: ["H21", "H22", "H24", "H26", "H29", "H32", "H33", "I12", "I13", "I16"],
  logistics: ["N11", "N12", "N41"],
  care: ["J13", "J15", "K11", "K13"],
  people: ["G12", "K12", "K21"],
  nature: ["A12", "A14", "A15"],
  office: ["I14", "M12", "M15", "M16", "M18"],
  cleaning: ["K17", "K22", "K23", "K25"],
  culture: ["B11", "E11", "E12", "K16"],
};

/** The groups that `domains` hold in full. */
export function groupsIn(domains: readonly string[]): DomainGroup[] {
  return (Object.keys(DOMAIN_GROUPS) as DomainGroup[]).filter((group) =>
    DOMAIN_GROUPS[group].every((domain) => domains.includes(domain)),
  );
}

/** The groups that hold `domain`; none for null. */
export function groupsWith(domain: string | null): DomainGroup[] {
  return (Object.keys(DOMAIN_GROUPS) as DomainGroup[]).filter(
    (group) => domain !== null && DOMAIN_GROUPS[group].includes(domain),
  );
}

export function domainsOf(groups: readonly DomainGroup[]): string[] {
  return groups.flatMap((group) => DOMAIN_GROUPS[group]);
}
