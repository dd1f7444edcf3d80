/**
 * Writes src/shared/protocol/types.ts from the server's own payload classes.
 *
 * Run with `npm run types`; `PYTHON` names the interpreter that has the server's dependencies.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { compile } from "json-schema-to-typescript";

const repository = new URL("../../", import.meta.url);

/** Where the generated types stand. */
export const TYPES_FILE = new URL("../src/shared/protocol/types.ts", import.meta.url);

/** The interpreter that can import the server. */
export const PYTHON = process.env["PYTHON"] ?? new URL(".venv/bin/python", repository).pathname;

const BANNER = `/**
 * What the server sends and takes. Made by \`npm run types\` from server/schemas: change the payload classes there,
 * never this file.
 */`;

/** The TypeScript of every payload, as it should stand in TYPES_FILE. */
export async function generatedTypes(): Promise<string> {
  const program =
    "import json; from server.schemas.protocol import json_schema; print(json.dumps(json_schema()))";
  const schema = JSON.parse(execFileSync(PYTHON, ["-c", program], { cwd: repository, encoding: "utf8" })) as {
    $defs: Record<string, object>;
  };
  const definitions = Object.fromEntries(
    Object.entries(schema.$defs).map(([name, definition]) => [name, withoutNamesAndBounds(definition)]),
  );
  const types = await compile({ $defs: definitions }, "Protocol", {
    bannerComment: BANNER,
    unreachableDefinitions: true,
    additionalProperties: false,
  });
  return types
    .replace(/export interface Protocol \{[^}]*\}\n/, "")
    .replace(
      /^( \*\n)? \* This interface was referenced by `Protocol`'s JSON-Schema\n \* via the `definition` "\w+"\.\n/gm,
      "",
    )
    .replace(/^\/\*\*\n \*\/\n/gm, "");
}

/**
 * Each property's title would become a type of its own and an array's bounds a tuple: both only get in the way of
 * code that uses the payloads.
 */
function withoutNamesAndBounds(schema: unknown): object {
  return JSON.parse(
    JSON.stringify(schema, (key, value: unknown) =>
      (key === "title" && typeof value === "string") || key === "minItems" || key === "maxItems"
        ? undefined
        : value,
    ),
  ) as object;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  writeFileSync(TYPES_FILE, await generatedTypes());
}
