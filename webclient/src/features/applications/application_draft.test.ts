import { describe, expect, it } from "vitest";
import { cleanedWords, APPLICATION_TEXT_MAX_CHARS, problemsIn, withIdea } from "./application_draft";

const words = {
  first_name: "Sacha",
  can_do: "Compter juste",
  available: "Le matin",
  answers: ["", "Oui"],
  confirmed: false,
};

describe("a draft of an application", () => {
  it("needs a name, what one can do and when, and no answer", () => {
    expect([...problemsIn(words)]).toEqual([]);
    expect([
      ...problemsIn({ first_name: " ", can_do: "\n", available: "", answers: [""], confirmed: false }),
    ]).toEqual([
      ["firstName", "missing"],
      ["canDo", "missing"],
      ["available", "missing"],
    ]);
  });

  it("holds so many characters, as the server counts them", () => {
    const most = "😀".repeat(APPLICATION_TEXT_MAX_CHARS);
    expect(problemsIn({ ...words, can_do: ` ${most} ` }).size).toBe(0);
    expect(problemsIn({ ...words, answers: ["", `${most}!`], confirmed: false }).get(1)).toBe(1);
  });

  it("goes out without what nobody sees", () => {
    expect(cleanedWords({ ...words, can_do: " Compter\r\njuste\u202e " }).can_do).toBe("Compter\njuste");
  });

  it("takes ideas one after the other", () => {
    expect(withIdea(withIdea("", "Tout de suite"), "Le soir")).toBe("Tout de suite, le soir");
    expect(withIdea("Dès lundi.", "Le matin")).toBe("Dès lundi, le matin");
  });
});
