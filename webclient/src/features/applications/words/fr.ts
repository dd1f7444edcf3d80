/** The French texts of applications as employers read them. Employers are addressed as *vous*. */

export const answeringFr = {
  applications: {
    title: "Candidatures",
    empty: "Aucune candidature pour l’instant. L’affiche en vitrine aide.",
    canDo: "Ce que je sais faire",
    available: "Quand je peux",
    sent: (day: string): string => `Reçue le ${day}`,
    answerBy: (day: string): string => `Répondez avant le ${day}`,
    states: {
      sent: "Nouvelle",
      seen: "À répondre",
      meeting_proposed: "Rencontre proposée",
      phone: "Au téléphone",
      refused: "Pas cette fois",
      met: "Rencontre faite",
      hired: "Engagé·e",
      not_now: "Pas pour l’instant",
      withdrawn: "S’est retiré·e",
      closed: "Fermée",
    },
    answers: {
      meeting_proposed: "Proposer une rencontre",
      phone: "On s’appelle",
      refused: "Pas cette fois",
      met: "La rencontre a eu lieu",
      hired: "Engagé·e !",
      not_now: "Pas pour l’instant",
    },
    answered: "Réponse envoyée.",
    overtaken: (state: string): string =>
      `Une réponse a été donnée entre-temps : « ${state} ». La vôtre n’est pas partie.`,
    replace: (answer: string): string => `Répondre plutôt « ${answer} »`,
    keep: "Garder celle qui est là",
    withdrawn: "Cette personne a retiré sa candidature. Aucune réponse n’est partie.",
    reply: "Un mot avec la réponse (facultatif)",
    replyPlaceholder: "Venez mardi à 10 h, demandez Dominique.",
    call: (name: string): string => `Appeler ${name}`,
    yourReply: "Votre mot",
    why: "Pourquoi ?",
    whyText: "La personne lit la raison. Elle l’aide pour la suite.",
    reasons: {
      another_chosen: "Quelqu’un d’autre est choisi",
      position_filled: "Le poste est pourvu",
      position_withdrawn: "Le poste n’existe plus",
      experience: "Il faut plus d’expérience",
      qualification: "Il faut un diplôme ou une habilitation",
      schedule: "Les horaires ne vont pas ensemble",
      start_date: "La date de début ne va pas",
      other: "Autre raison, avec vos mots",
    },
    otherNeedsWords: "Écrivez un mot pour dire laquelle.",
    minor: "Mineur·e",
    minorText:
      "Cette personne a moins de 18 ans. Répondez ici : ni numéro, ni adresse privée. Une rencontre se fait dans vos locaux ou dans un lieu public, aux heures d’ouverture, entre 8 h et 21 h.",
    noAnswer: "Pas de réponse",
    uncheckedLink:
      "Attention : ces mots contiennent un lien, et personne n’a vérifié l’adresse de cette personne. N’ouvrez pas un lien que vous n’attendez pas.",
    unreachable: "Cette personne n’a pas d’alertes : elle verra votre réponse en ouvrant le jeu.",
    sendRefusal: "Envoyer cette réponse",
    all: "Toutes les candidatures",
  },
};

export type AnsweringWords = typeof answeringFr;
