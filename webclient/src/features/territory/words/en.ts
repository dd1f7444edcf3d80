import type { TerritoryWords } from "./fr";

export const territoryEn: TerritoryWords = {
  title: "No game at the moment",
  ended: (name, day) => `“${name}” ended on ${day}.`,
  next: (name, day) => `The next one, “${name}”, begins on ${day}.`,
  noDate: "The date of the next one is not known yet.",
  kept: "Your account, your points and what you found stay. You can already say what you look for, under Me.",
  start: "Come back on that day: three questions, and off you go.",
};
