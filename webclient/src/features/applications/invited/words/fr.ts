/** The French texts of an invitation, as players read them. */

export const invitedFr = {
  ask: "Qu’en dis-tu ?",
  said: (response: string): string => `Ta réponse : ${response}. L’employeur la reçoit.`,
  responses: { yes: "Oui", other_time: "Un autre moment", no: "Non", question: "Une question" },
  write: { other_time: "Quand peux-tu ?", question: "Ta question" },
  refused: "Ta réponse n’est pas partie : l’employeur a changé la sienne, ou tu as déjà beaucoup écrit.",
  withdrawn: (time: string): string =>
    `Jusqu’à ${time}, tu peux revenir en arrière : tout sera comme avant, et l’employeur n’aura rien remarqué.`,
  restore: "Reprendre ma candidature",
  tooLate: "Trop tard : les dix minutes sont passées. Tu peux postuler de nouveau.",
  offerOver: "Entre-temps, cette offre a été pourvue ou retirée.",
};

export type InvitedWords = typeof invitedFr;
