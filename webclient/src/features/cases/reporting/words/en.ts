import type { ReportWords } from "./fr";

export const reportEn: ReportWords = {
  report: "Report",
  title: "What is going on?",
  reasons: {
    disrespect: "They are disrespectful",
    harassment: "They harass me",
    asks_for_money: "They ask me for money",
    private_meeting: "They want to meet in private",
    false_offer: "It is false or misleading",
    spam: "It is advertising",
    other: "Something else",
  },
  text: "Anything to add?",
  send: "Send to the team",
  missing: "Choose what is going on.",
  sent: "Thank you. It is in the team’s list. The answer will come under Me, Reports and decisions.",
  danger: "In danger? Call 17 or 112.",
  failed: "It was not sent. Try again when you have network.",
};
