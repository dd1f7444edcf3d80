/** Says which imports of src/ the rules of dependency_rules.cjs forbid, and fails where there are any. */
import { forbiddenImports } from "./import_rules.ts";

const { found, modules } = await forbiddenImports(".");
found.forEach((line) => console.error(line));
console.log(`import rules: ${modules} modules, ${found.length} forbidden imports`);
process.exitCode = found.length > 0 ? 1 : 0;
