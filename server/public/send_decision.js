"use strict";

// Sends what an organiser decides, and says in `status` what became of it. Refusals are told by their code.
async function sendDecision(url, body, { status, buttons, sentences }) {
  buttons.forEach((one) => (one.disabled = true));
  status.textContent = "Un instant…";
  try {
    const answer = await fetch(url, {
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
}
