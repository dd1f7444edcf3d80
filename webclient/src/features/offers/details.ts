/**
 * What an employer may tell of an offer besides, none of it needed. Each detail is declared once, with its words in both
 * languages: it is asked, checked, sent, compared and shown because it stands here, in this order.
 */
import type { Language, OfferDraftIn, OfferKind } from "../../shared/protocol/types";

/** `name` stands before what was told; `ask` over the field where it is written. */
type LineWords = { name: string; ask: string };

/** `yes` and `no` as they are told; `answers` to choose from. */
type YesNoWords = LineWords & { yes: string; no: string; answers: { yes: string; no: string } };

/** A line in the employer's own words. `example` is in French in either language, as offers are. */
type LineDetail = Record<Language, LineWords> & { example: string };

export const LINES = {
  salary: {
    example: "12,50 € de l’heure",
    fr: { name: "Salaire", ask: "Salaire, avec vos mots" },
    en: { name: "Pay", ask: "Pay, in your words" },
  },
  working_hours: {
    example: "Du mardi au samedi, 6 h à 13 h",
    fr: { name: "Horaires", ask: "Horaires, avec vos mots" },
    en: { name: "Hours", ask: "Hours, in your words" },
  },
  duration: {
    example: "CDD de 6 mois",
    fr: { name: "Durée", ask: "Durée, avec vos mots" },
    en: { name: "Duration", ask: "Duration, in your words" },
  },
} satisfies Partial<Record<keyof OfferDraftIn, LineDetail>>;

/** Told with a yes or a no. */
export const YES_NOS = {
  without_driving_licence: {
    fr: {
      name: "Permis",
      yes: "Sans permis",
      no: "Permis demandé",
      ask: "Le permis",
      answers: { yes: "Pas besoin", no: "Demandé" },
    },
    en: {
      name: "Driving licence",
      yes: "Not needed",
      no: "Needed",
      ask: "Driving licence",
      answers: { yes: "Not needed", no: "Needed" },
    },
  },
  wheelchair_accessible: {
    fr: {
      name: "En fauteuil",
      yes: "Accessible",
      no: "Pas accessible",
      ask: "En fauteuil roulant",
      answers: { yes: "Accessible", no: "Pas accessible" },
    },
    en: {
      name: "Wheelchair",
      yes: "Accessible",
      no: "Not accessible",
      ask: "By wheelchair",
      answers: { yes: "Step-free", no: "Not accessible" },
    },
  },
} satisfies Partial<Record<keyof OfferDraftIn, Record<Language, YesNoWords>>>;

export type Line = keyof typeof LINES;
export type YesNo = keyof typeof YES_NOS;

export const LINE_FIELDS = Object.keys(LINES) as Line[];
export const YES_NO_FIELDS = Object.keys(YES_NOS) as YesNo[];

/** Fields asked and told of an offer of that kind: an event is no job, and has neither pay nor working hours. */
export function detailsOf(kind: OfferKind | null): { lines: Line[]; yesNos: YesNo[] } {
  return kind === "event"
    ? { lines: [], yesNos: ["wheelchair_accessible"] }
    : { lines: LINE_FIELDS, yesNos: YES_NO_FIELDS };
}

/** The words of every detail in one language, by field. */
export function detailWords(language: Language): Record<Line, LineWords> & Record<YesNo, YesNoWords> {
  return {
    ...valuesOf(LINE_FIELDS, (field) => LINES[field][language]),
    ...valuesOf(YES_NO_FIELDS, (field) => YES_NOS[field][language]),
  };
}

/** One value for each of `fields`. */
export function valuesOf<Field extends string, Value>(
  fields: readonly Field[],
  valueOf: (field: Field) => Value,
): Record<Field, Value> {
  return Object.fromEntries(fields.map((field) => [field, valueOf(field)])) as Record<Field, Value>;
}

/** A yes or no as it is told; null where it was not given. */
export function yesNoText(words: YesNoWords, value: boolean | null): string | null {
  return value === null ? null : value ? words.yes : words.no;
}
