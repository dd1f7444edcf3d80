/** The English texts of an invitation, as players read them. */
import type { InvitedWords } from "./fr";

export const invitedEn: InvitedWords = {
  ask: "What do you say?",
  said: (response) => `Your answer: ${response}. The employer gets it.`,
  responses: { yes: "Yes", other_time: "Another time", no: "No", question: "A question" },
  write: { other_time: "When can you come?", question: "Your question" },
  refused: "Your answer was not sent: the employer has changed theirs, or you have written a lot already.",
  withdrawn: (time) => `Until ${time} you can undo this.`,
  restore: "Take my application up again",
  tooLate: "Too late: the ten minutes are over. You can apply again.",
  offerOver: "Meanwhile this offer was filled or withdrawn.",
  contact: {
    title: "Somebody has to know where you go",
    why: "You are under 18. Name a person you trust: a parent, an aunt, a youth worker. With an e-mail address, they are asked first whether they agree. After that we only disturb them if you do not say “all is well” at the end.",
    secret: (name) => `${name} sees neither this name nor how to reach them.`,
    name: "Their name",
    namePlaceholder: "Mum, Aunt Odile…",
    reach: "Their phone number or e-mail",
    nameMissing: "Write this person’s name.",
    reachMissing: "Write a phone number or an e-mail address.",
  },
  contactNeeded: "To say yes, you need a person you trust first.",
  contactInvalid: "This person could not be reached. Give an e-mail address, or check the number.",
  slotTaken: "You have another meeting then. Propose another time.",
  watched: "It is among your meetings now, under Jokers: once there, say that you are.",
};
