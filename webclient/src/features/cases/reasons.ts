/** Which reasons somebody is offered, by what they report. */
import type { ReportReason, SubjectKind } from "../../shared/protocol/types";
import type { ReportWords } from "./reporting/words/fr";

const OF_PEOPLE: readonly ReportReason[] = [
  "disrespect",
  "harassment",
  "asks_for_money",
  "private_meeting",
  "spam",
  "other",
];
const OF_THINGS: readonly ReportReason[] = [
  "false_offer",
  "asks_for_money",
  "disrespect",
  "private_meeting",
  "spam",
  "other",
];

/** The reasons for a report about such a thing, as choices. */
export function reasonsFor(kind: SubjectKind, words: ReportWords): { value: ReportReason; label: string }[] {
  const reasons = kind === "offer" || kind === "place" ? OF_THINGS : OF_PEOPLE;
  return reasons.map((value) => ({ value, label: words.reasons[value] }));
}
