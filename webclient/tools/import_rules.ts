/**
 * Holds the import rules of dependency_rules.cjs; check_imports.ts says what it found.
 *
 * dependency-cruiser reads a component as the compiler leaves it, without imports of types. So it is given a copy of src/ in
 * which each component is its scripts alone, and what its markup imports.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cruise, type ICruiseOptions, type ICruiseResult, type IFlattenedRuleSet } from "dependency-cruiser";
import { parse, type AST } from "svelte/compiler";

type Rules = IFlattenedRuleSet & { options: ICruiseOptions };

const rules = createRequire(import.meta.url)("../dependency_rules.cjs") as Rules;

/** The scripts of a component, and an import for each that stands in its markup. */
function scriptsOf(component: string): string {
  const { module, instance, fragment } = parse(component, { modern: true });
  const inMarkup: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      node.forEach(visit);
    } else if (typeof node === "object" && node !== null) {
      const { type, source } = node as { type?: string; source?: { value: string } };
      if (type === "ImportExpression" && source) {
        inMarkup.push(`import(${JSON.stringify(source.value)});`);
      }
      Object.values(node).forEach(visit);
    }
  };
  visit(fragment.nodes);
  const text = (script: AST.Script | null): string => {
    const { start = 0, end = 0 } = (script?.content ?? {}) as { start?: number; end?: number };
    return component.slice(start, end);
  };
  return [text(module), text(instance), ...inMarkup].join("\n");
}

/** Copies `folder`/src to `copy`, components as their scripts; returns their names there. */
function copyScripts(folder: string, copy: string): Set<string> {
  cpSync(join(folder, "src"), join(copy, "src"), { recursive: true });
  const names = readdirSync(join(copy, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".svelte"))
    .map((name) => join("src", name));
  for (const name of names) {
    const component = join(copy, name);
    writeFileSync(`${component}.ts`, scriptsOf(readFileSync(component, "utf8")));
    rmSync(component);
  }
  return new Set(names);
}

/** The forbidden imports in `folder`/src, each in a line with what to do about it, and how many modules were read. */
export async function forbiddenImports(folder: string): Promise<{ found: string[]; modules: number }> {
  const copy = mkdtempSync(join(tmpdir(), "imports-"));
  try {
    const components = copyScripts(folder, copy);
    const nameOf = (module: string): string => {
      const component = module.replace(/\.ts$/, "");
      return components.has(component) ? component : module;
    };
    const { options, ...ruleSet } = rules;
    const { output } = await cruise(["src"], { ...options, ruleSet, validate: true, baseDir: copy });
    const { totalCruised, violations } = (output as ICruiseResult).summary;
    const found = violations.map(({ from, to, rule, cycle }) => {
      const way = [from, ...(cycle?.map(({ name }) => name) ?? [to])].map(nameOf).join(" → ");
      const comment = rules.forbidden?.find(({ name }) => name === rule.name)?.comment ?? "";
      return `${way}: ${rule.name}: ${comment}`;
    });
    return { found: found.sort(), modules: totalCruised };
  } finally {
    rmSync(copy, { recursive: true });
  }
}
