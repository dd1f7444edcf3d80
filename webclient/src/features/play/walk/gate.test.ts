import { expect, test } from "vitest";
import { Gate } from "./gate";

function later<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  return Promise.withResolvers<T>();
}

test("a closed gate waits for what is under way, and lets nothing more through until it is opened", async () => {
  const gate = new Gate();
  const done: string[] = [];
  const first = later<string>();
  const passing = gate.pass(() => first.promise).then((value) => done.push(value));
  const closing = gate.close().then((open) => {
    done.push("closed");
    return open;
  });
  const second = gate.pass(async () => done.push("second"));
  first.resolve("first");
  await passing;
  const open = await closing;
  expect(done).toEqual(["first", "closed"]);
  open();
  await second;
  expect(done).toEqual(["first", "closed", "second"]);
});

test("what failed under way does not keep the gate from closing", async () => {
  const gate = new Gate();
  const failing = gate.pass(() => Promise.reject(new Error("offline")));
  await expect(failing).rejects.toThrow("offline");
  const open = await gate.close();
  open();
  expect(await gate.pass(async () => "through")).toBe("through");
});
