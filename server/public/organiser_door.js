"use strict";

// Gives the organiser's token to the server: the one behind # in the printed address, or the one typed. It is sent in
// a request's body, and stands in no address, history or log.

const form = document.getElementById("door");
const field = document.getElementById("token");
const trouble = document.getElementById("trouble");

const WORDS = {
  403: "Cette clé n’ouvre pas. Vérifie qu’elle est entière.",
  429: "Trop d’essais : réessaie dans une heure.",
};

async function enter(token) {
  const answer = await fetch("/organiser/session", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token }),
  });
  if (answer.ok) {
    location.replace("/organiser/preview");
  } else {
    trouble.textContent = WORDS[answer.status] ?? "Le serveur ne répond pas comme prévu. Réessaie bientôt.";
  }
}

function tryToEnter(token) {
  enter(token).catch(() => {
    trouble.textContent = "Pas de réseau : réessaie bientôt.";
  });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  tryToEnter(field.value.trim());
});

const printed = decodeURIComponent(location.hash.slice(1));
if (printed) {
  history.replaceState(null, "", location.pathname);
  tryToEnter(printed);
}
