"use strict";

// The buttons of the page of organisations: what they send, and the words for each refusal.

const sentences = {
  invalid_text: "Écrivez une raison : ses membres la lisent.",
  not_allowed_now: "La situation a changé entre-temps. Rechargez la page.",
  wording_blocked: "Ses mots ne sont pas permis : renvoyez-la pour correction.",
  offer_incomplete: "Il lui manque quelque chose, ou sa date est passée : renvoyez-la pour correction.",
  offer_not_found: "Cette offre n’est plus là. Rechargez la page.",
  forbidden: "Votre session est terminée. Entrez de nouveau.",
};
for (const group of document.querySelectorAll("[data-decide]")) {
  const status = group.querySelector("[role=status]");
  const buttons = group.querySelectorAll("button");
  for (const button of buttons) {
    button.addEventListener("click", async () => {
      if (button.dataset.ask) {
        status.textContent = button.dataset.ask;
        button.textContent = `Oui, ${button.textContent.toLowerCase()}`;
        delete button.dataset.ask;
        return;
      }
      const reason = group.querySelector("textarea").value.trim() || null;
      await sendDecision(button.dataset.url, { reason }, { status, buttons, sentences });
    });
  }
}
