"use strict";

// The forms of a case: what they send, and the words for each refusal.

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
    await sendDecision(form.dataset.post, body, { status, buttons, sentences });
  });
}
