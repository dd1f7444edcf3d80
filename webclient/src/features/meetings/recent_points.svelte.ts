/** Points that came in since the page was opened, for screens that show what one thing brought. */
import { createContext } from "svelte";
import type { LedgerEntryOut } from "../../shared/protocol/types";

const REMEMBERED = 50;

export class RecentPoints {
  private entries: LedgerEntryOut[] = $state.raw([]);

  add(entries: LedgerEntryOut[]): void {
    this.entries = [...this.entries, ...entries].slice(-REMEMBERED);
  }

  /** What `subject`, such as a meeting, brought; 0 when nothing is known of it. */
  of(subject: string): number {
    return this.entries.filter((one) => one.subject === subject).reduce((sum, { points }) => sum + points, 0);
  }
}

export const [getRecentPoints, setRecentPoints] = createContext<RecentPoints>();
