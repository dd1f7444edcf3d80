/** English texts of being a Joker. */
import type { JokerWords } from "./joker.fr";

export const jokerEn: JokerWords = {
  title: "My Joker space",
  notYet: "You are not a Joker yet.",
  states: {
    applied: "Your application has arrived: the team is looking at it.",
    approved: "You are a Joker. Thank you!",
    declined: "Your application was not accepted.",
    suspended: "You are paused as a Joker.",
    left: "You are no longer a Joker.",
  },
};
