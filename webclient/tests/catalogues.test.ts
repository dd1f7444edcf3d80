import { readdirSync, readFileSync } from "node:fs";
import { parse, type AST } from "svelte/compiler";
import { expect, test } from "vitest";
import { accountEn } from "../src/features/accounts/words/en";
import { accountFr } from "../src/features/accounts/words/fr";
import { answeringEn } from "../src/features/applications/words/en";
import { answeringFr } from "../src/features/applications/words/fr";
import { invitedEn } from "../src/features/applications/invited/words/en";
import { invitedFr } from "../src/features/applications/invited/words/fr";
import { organisationsEn } from "../src/features/organisations/words/en";
import { organisationsFr } from "../src/features/organisations/words/fr";
import { postingEn } from "../src/features/posting/words/en";
import { postingFr } from "../src/features/posting/words/fr";
import { en } from "../src/shared/i18n/en";
import { fr } from "../src/shared/i18n/fr";
import { casesEn } from "../src/features/cases/words/en";
import { casesFr } from "../src/features/cases/words/fr";
import { reportEn } from "../src/features/cases/reporting/words/en";
import { reportFr } from "../src/features/cases/reporting/words/fr";
import { helpEn } from "../src/features/calls/words/en";
import { helpFr } from "../src/features/calls/words/fr";
import { jokerEn } from "../src/features/jokers/words/en";
import { jokerFr } from "../src/features/jokers/words/fr";
import { meetingsEn } from "../src/features/meetings/words/en";
import { meetingsFr } from "../src/features/meetings/words/fr";
import { notificationsEn } from "../src/features/notifications/words/en";
import { notificationsFr } from "../src/features/notifications/words/fr";
import { detailWords } from "../src/features/offers/details";
import { offersEn } from "../src/features/offers/words/en";
import { offersFr } from "../src/features/offers/words/fr";
import { territoryEn } from "../src/features/territory/words/en";
import { territoryFr } from "../src/features/territory/words/fr";
import { playEn } from "../src/features/play/words/en";
import { playFr } from "../src/features/play/words/fr";

/** All texts, those that are loaded later under the name of their area. */
const FRENCH = {
  ...fr,
  account: accountFr,
  cases: { ...casesFr, ...reportFr },
  details: detailWords("fr"),
  employer: { ...organisationsFr, ...postingFr, ...answeringFr },
  help: helpFr,
  invited: invitedFr,
  joker: jokerFr,
  meetings: meetingsFr,
  notifications: notificationsFr,
  offers: offersFr,
  play: playFr,
  territory: territoryFr,
};
const ENGLISH = {
  ...en,
  account: accountEn,
  cases: { ...casesEn, ...reportEn },
  details: detailWords("en"),
  employer: { ...organisationsEn, ...postingEn, ...answeringEn },
  help: helpEn,
  invited: invitedEn,
  joker: jokerEn,
  meetings: meetingsEn,
  notifications: notificationsEn,
  offers: offersEn,
  play: playEn,
  territory: territoryEn,
};

/** Every text of a catalogue by its place, functions called with sample values. */
function texts(words: object, path = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(words) as [string, unknown][]) {
    const place = `${path}.${key}`;
    if (typeof value === "object" && value !== null) {
      texts(value, place).forEach((text, inner) => found.set(inner, text));
    } else {
      found.set(
        place,
        typeof value === "function" ? (value as (...args: unknown[]) => string)(2, "2") : String(value),
      );
    }
  }
  return found;
}

/** Names and words that are the same in both languages. */
const SAME_IN_BOTH = [
  ".appName",
  ".points.announced",
  ".tabs.jokers",
  ".tabs.label",
  ".walk.points",
  ".walk.pointsWord",
  ".details.wheelchair_accessible.yes",
  ".sheet.ways.job_dating",
  ".recording.pause",
  ".recording.times",
  ".account.pages.notifications.title",
  ".notifications.title",
  ".notifications.choices.mail",
  ".employer.conflict.fields.description",
  ".employer.conflict.fields.questions",
  ".employer.nav.label",
  ".employer.organisation.siretShown",
  ".employer.write.meet.question",
  ".employer.write.where.communeLabel",
  // Offers are in French, in whatever language their editor reads.
  ".employer.write.meet.questionPlaceholder",
  ".employer.write.what.namePlaceholder",
  ".employer.write.where.addressPlaceholder",
  ".meetings.fromTo",
  ".meetings.late.minutes",
  ".meetings.points",
  ".meetings.propose.minutes",
];

test("both languages have the same texts, and none is empty", () => {
  const french = texts(FRENCH);
  const english = texts(ENGLISH);
  expect([...english.keys()].sort()).toEqual([...french.keys()].sort());
  expect([...french, ...english].filter(([, text]) => text.trim() === "")).toEqual([]);
});

test("nothing is left untranslated", () => {
  const english = texts(ENGLISH);
  const same = [...texts(FRENCH)]
    .filter(([place, text]) => english.get(place) === text)
    .map(([place]) => place);
  expect(same.sort()).toEqual([...SAME_IN_BOTH].sort());
});

const SOURCES = new URL("../src/", import.meta.url);
const COMPONENTS = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".svelte"),
);

/** Attributes that a player reads or hears. */
const READ_ALOUD = new Set(["aria-label", "title", "alt", "placeholder", "aria-description"]);

test.each(COMPONENTS)("%s holds no text of its own", (name) => {
  const { fragment } = parse(readFileSync(new URL(name, SOURCES), "utf8"), { modern: true });
  const stray: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      node.forEach(visit);
    } else if (typeof node === "object" && node !== null) {
      const { type } = node as { type?: string };
      if (type === "Text" && /\p{L}/u.test((node as AST.Text).data)) {
        stray.push((node as AST.Text).data);
      }
      if (type === "StyleDirective") {
        return;
      }
      if (type === "Attribute" && !READ_ALOUD.has((node as AST.Attribute).name)) {
        return;
      }
      Object.values(node).forEach(visit);
    }
  };
  visit(fragment.nodes);
  expect(stray).toEqual([]);
});
