/** The French texts of an invitation, as players read them. */

export const invitedFr = {
  ask: "Qu’en dis-tu ?",
  said: (response: string): string => `Ta réponse : ${response}. L’employeur la reçoit.`,
  responses: { yes: "Oui", other_time: "Un autre moment", no: "Non", question: "Une question" },
  write: { other_time: "Quand peux-tu ?", question: "Ta question" },
  refused: "Ta réponse n’est pas partie : l’employeur a changé la sienne, ou tu as déjà beaucoup écrit.",
};

export type InvitedWords = typeof invitedFr;
