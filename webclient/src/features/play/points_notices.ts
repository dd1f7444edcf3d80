/** Says what points were won for. */
import { speech } from "../../shared/i18n/language.svelte";
import type { LedgerEntryOut } from "../../shared/protocol/types";
import type { Notices } from "../../shared/ui/notices.svelte";

/** Points for clouds trickle in: they are summed up in one sentence, not read out one by one. */
const SUM_UP_AFTER_MS = 30_000;

export class PointsNotices {
  private summingUp: ReturnType<typeof setTimeout> | undefined;
  private unsaidPoints = 0;

  constructor(private readonly notices: Notices) {}

  tell(entries: LedgerEntryOut[]): void {
    for (const { rule, points } of entries) {
      if (rule === "cells") {
        this.unsaidPoints += points;
        this.summingUp ??= setTimeout(() => this.sumUp(), SUM_UP_AFTER_MS);
        continue;
      }
      this.notices.say(speech.words.points.announced(points, speech.words.points[rule]));
      // A discovery shows its points on its own sheet.
      if (rule !== "discovery") {
        this.notices.show(rule === "visit" ? "visit" : "points", speech.words.points[rule], `+${points}`);
      }
    }
  }

  /** Says nothing more: what is not said yet is of no use to who plays next. */
  close(): void {
    clearTimeout(this.summingUp);
  }

  private sumUp(): void {
    this.summingUp = undefined;
    this.notices.say(speech.words.points.announced(this.unsaidPoints, speech.words.points.cells));
    this.unsaidPoints = 0;
  }
}
