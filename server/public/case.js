"use strict";

// Sends what an organiser decides about a case, and says what became of it. Refusals are told by their code.

const sentences = {
  invalid_text: "Écrivez quelques mots dans chaque champ.",
  validation_failed: "Il manque quelque chose, ou un texte est trop long.",
  case_closed: "Quelqu’un d’autre a fermé ce dossier entre-temps. Rechargez la page.",
  case_not_found: "Ce dossier n’est plus là.",
  measure_invalid: "Dites pour combien de jours (180 au plus) : seulement pour une pause ou une suspension.",
  measure_not_found: "Cette mesure n’est plus là.",
  not_allowed_now: "La situation a changé entre-temps. Rechargez la page.",
  forbidden: "Votre session est terminée. Entrez de nouveau.",
};
for (const form of document.querySelectorAll("form[data-post]")) {
  const status = form.querySelector("[role=status]");
  const buttons = form.querySelectorAll("button");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = {};
    for (const [name, value] of new FormData(form)) {
      body[name] = value.trim() === "" ? null : name === "days" ? Number(value) : value.trim();
    }
    buttons.forEach((one) => (one.disabled = true));
    status.textContent = "Un instant…";
    try {
      const answer = await fetch(form.dataset.post, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
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
