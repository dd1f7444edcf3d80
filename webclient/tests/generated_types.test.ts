import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generatedTypes, PYTHON, TYPES_FILE } from "../tools/generate_types";

// A front-end developer without the server's Python has nothing to compare with; `./dev test` always does.
test.skipIf(!existsSync(PYTHON))(
  "the types are those of the server's payloads",
  { timeout: 60_000 },
  async () => {
    expect(readFileSync(TYPES_FILE, "utf8")).toBe(await generatedTypes());
  },
);
