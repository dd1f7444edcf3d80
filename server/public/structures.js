"use strict";

// Sends what an organiser decides, and says what became of it. Refusals are told by their code.

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
      buttons.forEach((one) => (one.disabled = true));
      status.textContent = "Un instant…";
      try {
        const answer = await fetch(button.dataset.url, {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ reason: group.querySelector("textarea").value.trim() || null }),
        });
        if (answer.ok) return location.reload();
        const problem = await answer.json();
        status.textContent = sentences[problem.code] ?? problem.title;
      } catch {
        status.textContent = "Le serveur ne répond pas. Réessayez.";
      }
      buttons.forEach((one) => (one.disabled = false));
    });
  }
}
