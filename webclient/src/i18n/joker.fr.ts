/** French texts of being a Joker, loaded with its screens. */
export const jokerFr = {
  title: "Mon espace Joker",
  notYet: "Tu n’es pas encore Joker.",
  states: {
    applied: "Ta demande est bien arrivée : l’équipe la regarde.",
    approved: "Tu es Joker. Merci !",
    declined: "Ta demande n’a pas été retenue.",
    suspended: "Tu es en pause comme Joker.",
    left: "Tu n’es plus Joker.",
  },
};

export type JokerWords = typeof jokerFr;
