/** French texts for the days before, between and after campaigns. Loaded when none runs. */
export const territoryFr = {
  title: "Pas de partie en ce moment",
  ended: (name: string, day: string): string => `« ${name} » s’est terminée le ${day}.`,
  next: (name: string, day: string): string => `La prochaine, « ${name} », commence le ${day}.`,
  noDate: "La date de la prochaine n’est pas encore connue.",
  kept: "Ton compte, tes points et ce que tu as trouvé restent. Tu peux déjà dire ce que tu cherches, dans Moi.",
  start: "Reviens ce jour-là : trois questions, et c’est parti.",
};

export type TerritoryWords = typeof territoryFr;
