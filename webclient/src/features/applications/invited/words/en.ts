/** The English texts of an invitation, as players read them. */
import type { InvitedWords } from "./fr";

export const invitedEn: InvitedWords = {
  ask: "What do you say?",
  said: (response) => `Your answer: ${response}. The employer gets it.`,
  responses: { yes: "Yes", other_time: "Another time", no: "No", question: "A question" },
  write: { other_time: "When can you come?", question: "Your question" },
  refused: "Your answer was not sent: the employer has changed theirs, or you have written a lot already.",
  withdrawn: (time) =>
    `Until ${time} you can undo this: all will be as before, and the employer will not have noticed.`,
  restore: "Take my application up again",
  tooLate: "Too late: the ten minutes are over. You can apply again.",
  offerOver: "Meanwhile this offer was filled or withdrawn.",
};
