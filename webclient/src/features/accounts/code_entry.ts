/** A code that was mailed, while it is typed: how often and how long it still works. Pure: a new value every time. */
import type { CodeSentOut } from "../../shared/protocol/types";

export type CodeEntry = {
  email: string;
  digits: number;
  triesLeft: number;
  /** On the clock of `performance.now()`. */
  deadAtMs: number;
};

export function codeOnItsWay(email: string, sent: CodeSentOut, nowMs: number): CodeEntry {
  return { email, digits: sent.digits, triesLeft: sent.tries, deadAtMs: nowMs + sent.valid_s * 1000 };
}

/** What was typed or pasted, "123 456" too, as the code it means. */
export function digitsOf(text: string, entry: CodeEntry): string {
  return text.replace(/\D/g, "").slice(0, entry.digits);
}

export function withWrongTry(entry: CodeEntry): CodeEntry {
  return { ...entry, triesLeft: Math.max(0, entry.triesLeft - 1) };
}

/** Why a code that the server did not take did not work: the server tells nobody, but this device knows. */
export function whyRefused(entry: CodeEntry, nowMs: number): "expired" | "used_up" | "wrong" {
  if (nowMs >= entry.deadAtMs) {
    return "expired";
  }
  return entry.triesLeft === 0 ? "used_up" : "wrong";
}
