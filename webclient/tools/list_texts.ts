/**
 * Lists every text of the client's catalogues, read from their source: what a text leaves open stands in braces, and the
 * forms between which it chooses are divided by a bar. As a program it prints them as JSON: `./dev texts` calls it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";

type Text = { file: string; key: string; fr: string; en: string };

const SOURCES = pathToFileURL(`${resolve(import.meta.dirname, "../src")}/`);

/** The expression without what only the compiler reads. */
function bare(node: ts.Expression): ts.Expression {
  return ts.isSatisfiesExpression(node) || ts.isAsExpression(node) || ts.isParenthesizedExpression(node)
    ? bare(node.expression)
    : node;
}

/** The text that somebody reads of an expression, with what is filled in later in braces. */
function words(expression: ts.Expression): string {
  const node = bare(expression);
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
    return node.text;
  }
  if (ts.isTemplateExpression(node)) {
    return node.templateSpans.reduce(
      (text, span) => `${text}{${words(span.expression)}}${span.literal.text}`,
      node.head.text,
    );
  }
  if (ts.isConditionalExpression(node)) {
    return `${words(node.whenTrue)} | ${words(node.whenFalse)}`;
  }
  if (ts.isArrowFunction(node)) {
    return ts.isBlock(node.body) ? node.body.getText() : words(node.body);
  }
  if (ts.isCallExpression(node) && node.expression.getText() === "many") {
    return node.arguments.slice(1).map(words).join(" | ");
  }
  return node.getText();
}

/** Every text below `node`, by its place. */
function texts(node: ts.Expression, place: string): Map<string, string> {
  const found = new Map<string, string>();
  const inner = bare(node);
  if (ts.isObjectLiteralExpression(inner)) {
    for (const property of inner.properties) {
      if (ts.isPropertyAssignment(property)) {
        const name = property.name.getText().replaceAll('"', "");
        texts(property.initializer, place ? `${place}.${name}` : name).forEach((text, key) =>
          found.set(key, text),
        );
      }
    }
  } else if (ts.isArrayLiteralExpression(inner)) {
    inner.elements.forEach((element, index) =>
      texts(element, `${place}.${index}`).forEach((text, key) => found.set(key, text)),
    );
  } else {
    found.set(place, words(inner));
  }
  return found;
}

function parsed(file: string): ts.SourceFile {
  const source = readFileSync(new URL(file, SOURCES), "utf8");
  return ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
}

/** The objects that a file declares, by the name of their constant. */
function objects(file: string): Map<string, ts.Expression> {
  const found = new Map<string, ts.Expression>();
  for (const statement of parsed(file).statements) {
    if (ts.isVariableStatement(statement)) {
      for (const { name, initializer } of statement.declarationList.declarations) {
        if (initializer && ts.isObjectLiteralExpression(bare(initializer))) {
          found.set(name.getText(), initializer);
        }
      }
    }
  }
  return found;
}

function catalogue(file: string): Map<string, string> {
  const [first] = objects(file).values();
  return first ? texts(first, "") : new Map();
}

/** Texts that stand beside each other, as `fr` and `en` of one object. */
function pairs(file: string): Text[] {
  return [...objects(file)].flatMap(([name, object]) => {
    const all = texts(object, name);
    return [...all.keys()]
      .filter((key) => key.split(".").includes("fr"))
      .map((key) => ({
        file,
        key,
        fr: all.get(key) ?? "",
        en: all.get(key.replace(".fr.", ".en.")) ?? "",
      }));
  });
}

/** The sentences of a script of the organisers' pages. */
function sentences(file: string): Text[] {
  const found: Text[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) && /\p{L} /u.test(node.text) && node.text !== "use strict") {
      const line = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1;
      found.push({ file, key: String(line), fr: node.text, en: "" });
    }
    node.forEachChild(visit);
  };
  visit(parsed(file));
  return found;
}

const SCRIPTS = "../../server/public/";

/** Every text, file by file, in the order of its source. A script's sentences stand alone, in whatever language. */
export function listTexts(): Text[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).sort();
  const found = files
    .filter((file) => file.endsWith("/fr.ts"))
    .flatMap((file) => {
      const english = catalogue(file.replace(/fr\.ts$/, "en.ts"));
      return [...catalogue(file)].map(([key, fr]) => ({ file, key, fr, en: english.get(key) ?? "" }));
    });
  const scripts = readdirSync(new URL(SCRIPTS, SOURCES)).filter((name) => name.endsWith(".js"));
  return [
    ...found,
    ...pairs("features/offers/details.ts"),
    ...scripts.sort().flatMap((name) => sentences(SCRIPTS + name)),
  ];
}

if (import.meta.main) {
  process.stdout.write(JSON.stringify(listTexts()));
}
