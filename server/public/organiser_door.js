"use strict";

// Gives the organiser's token to the server: the one behind # in the printed address, or the one typed. It is sent in
// a request's body, and stands in no address, history or log.

const form = document.getElementById("door");
const field = document.getElementById("token");
const trouble = document.getElementById("trouble");

const WORDS = {
  fr: {
    403: "Cette clé n’ouvre pas. Vérifie qu’elle est entière.",
    429: "Trop d’essais : réessaie dans une heure.",
    unexpected: "Le serveur ne répond pas comme prévu. Réessaie bientôt.",
    unreachable: "Pas de réseau : réessaie bientôt.",
  },
  en: {
    403: "This key does not open. Check that it is complete.",
    429: "Too many tries: try again in an hour.",
    unexpected: "The server did not answer as expected. Try again soon.",
    unreachable: "No network: try again soon.",
  },
};
// The server wrote the page in the browser's language.
const words = WORDS[document.documentElement.lang] ?? WORDS.fr;

async function enter(token) {
  const answer = await fetch("/organiser/session", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ token }),
  });
  if (answer.ok) {
    location.replace("/organiser/preview");
  } else {
    trouble.textContent = words[answer.status] ?? words.unexpected;
  }
}

function tryToEnter(token) {
  enter(token).catch(() => {
    trouble.textContent = words.unreachable;
  });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  tryToEnter(field.value.trim());
});

/** What stands behind #; null where it is cut or mistyped, such as in the middle of %C3%A9. */
function printedToken() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return null;
  }
}

const printed = printedToken();
if (printed !== "") {
  history.replaceState(null, "", location.pathname);
}
if (printed === null) {
  trouble.textContent = words[403];
} else if (printed) {
  tryToEnter(printed);
}
