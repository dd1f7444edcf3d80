import { afterEach, expect, test, vi } from "vitest";
import { jokerApi } from "../../shared/protocol/joker_api";
import type { JokerOut } from "../../shared/protocol/types";
import { JokerWorkspace } from "./joker_workspace.svelte";

const SLOW: JokerOut = { state: "approved", free: null, free_now: null } as unknown as JokerOut;
const UNTIL = new Date(Date.now() + 3_600_000).toISOString();
const SPAN = { place_id: null, until: UNTIL };
const FREE: JokerOut = { state: "approved", free: SPAN, free_now: SPAN } as unknown as JokerOut;

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** A workspace that is looked at, and the answer to its first look, which is on its way. */
function lookedAt(): {
  line: { help: { joker: JokerOut | null } };
  workspace: JokerWorkspace;
  answer: (joker: JokerOut) => void;
} {
  vi.stubGlobal("document", { addEventListener: () => undefined, removeEventListener: () => undefined });
  let answer: (joker: JokerOut) => void = () => undefined;
  vi.spyOn(jokerApi, "read").mockReturnValue(new Promise((resolve) => (answer = resolve)));
  vi.spyOn(jokerApi, "staffedPlaces").mockResolvedValue([]);
  const line = {
    help: { joker: null as JokerOut | null },
    setJoker: (joker: JokerOut) => void (line.help = { joker }),
  };
  const workspace = new JokerWorkspace(line, { campaign: null });
  workspace.open()();
  return { line, workspace, answer: (joker) => answer(joker) };
}

test("what was read before a change does not undo it on the screen", async () => {
  const { line, workspace, answer } = lookedAt();
  vi.spyOn(jokerApi, "startFreeNow").mockResolvedValue(FREE);
  expect(await workspace.startFreeNow(null)).toBeNull();
  answer(SLOW);
  await Promise.resolve();
  await Promise.resolve();
  expect(line.help.joker).toBe(FREE);
});

test("what is read while nothing changes is shown", async () => {
  const { line, answer } = lookedAt();
  answer(FREE);
  await vi.waitFor(() => expect(line.help.joker).toBe(FREE));
});
