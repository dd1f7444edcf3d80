/** The French texts of an invitation, as players read them. */

export const invitedFr = {
  ask: "Qu’en dis-tu ?",
  said: (response: string): string => `Ta réponse : ${response}. L’employeur la reçoit.`,
  responses: { yes: "Oui", other_time: "Un autre moment", no: "Non", question: "Une question" },
  write: { other_time: "Quand peux-tu ?", question: "Ta question" },
  refused: "Ta réponse n’est pas partie : l’employeur a changé la sienne, ou tu as déjà beaucoup écrit.",
  withdrawn: (time: string): string => `Jusqu’à ${time}, tu peux revenir en arrière.`,
  restore: "Reprendre ma candidature",
  tooLate: "Trop tard : les dix minutes sont passées. Tu peux postuler de nouveau.",
  offerOver: "Entre-temps, cette offre a été pourvue ou retirée.",
  contact: {
    title: "Quelqu’un doit savoir où tu vas",
    why: "Tu as moins de 18 ans. Donne le nom d’une personne de confiance : un parent, une tante, quelqu’un qui t’accompagne. Avec une adresse e-mail, on lui demande d’abord si elle veut bien. Ensuite, on ne la dérange que si tu ne dis pas « tout va bien » à la fin.",
    secret: (name: string): string => `${name} ne voit ni ce nom ni ce contact.`,
    name: "Son nom",
    namePlaceholder: "Maman, Tante Odile…",
    reach: "Son téléphone ou son e-mail",
    nameMissing: "Écris le nom de cette personne.",
    reachMissing: "Écris un numéro de téléphone ou une adresse e-mail.",
  },
  contactNeeded: "Pour dire oui, il faut d’abord une personne de confiance.",
  contactInvalid:
    "On ne pourrait pas joindre cette personne. Donne son adresse e-mail, ou vérifie le numéro.",
  slotTaken: "Tu as déjà un rendez-vous à ce moment-là. Propose un autre moment.",
  watched: "C’est maintenant dans tes rendez-vous, sous Jokers : sur place, dis que tu es là.",
};

export type InvitedWords = typeof invitedFr;
