/** Says what points were won for. */
import { speech } from "../../shared/i18n/language.svelte";
import type { LedgerEntryOut } from "../../shared/protocol/types";
import { notices } from "../../shared/ui/notices.svelte";

/** Points for clouds trickle in: they are summed up in one sentence, not read out one by one. */
const SUM_UP_AFTER_MS = 30_000;

export class PointsTold {
  private summingUp: ReturnType<typeof setTimeout> | undefined;
  private unsaidPoints = 0;

  tell(entries: LedgerEntryOut[]): void {
    for (const { rule, points } of entries) {
      if (rule === "cells") {
        this.unsaidPoints += points;
        this.summingUp ??= setTimeout(() => this.sumUp(), SUM_UP_AFTER_MS);
        continue;
      }
      notices.say(speech.words.points.announced(points, speech.words.points[rule]));
      // A discovery shows its points on its own sheet.
      if (rule !== "discovery") {
        notices.show(rule === "visit" ? "visit" : "points", speech.words.points[rule], `+${points}`);
      }
    }
  }

  /** Somebody else plays from now on: nothing that is not said yet is theirs. */
  forget(): void {
    clearTimeout(this.summingUp);
    this.summingUp = undefined;
    this.unsaidPoints = 0;
  }

  private sumUp(): void {
    this.summingUp = undefined;
    notices.say(speech.words.points.announced(this.unsaidPoints, speech.words.points.cells));
    this.unsaidPoints = 0;
  }
}
