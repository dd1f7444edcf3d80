/** Refusals and failures of the server, and its silence, as one error. */
import type { Problem } from "./types";

export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

/** The code of a problem that is ours: the server could not be reached, or did not answer in its own words. */
export const UNREACHABLE = "unreachable";

/** What `error` says, as a code to act on. */
export function codeOf(error: unknown): string {
  return error instanceof ProblemError ? error.problem.code : UNREACHABLE;
}
