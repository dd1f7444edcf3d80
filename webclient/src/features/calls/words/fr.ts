/** French texts of calls and conversations, loaded with their screens. */

const many = (count: number, one: string, more: string): string => (count < 2 ? one : more);

export const helpFr = {
  title: "Jokers",
  lead: "Des bénévoles d’ici répondent à tes questions. Ils voient ta question, jamais où tu es.",
  back: "Retour",
  loading: "On regarde qui est là…",
  offline: "Pas de réseau pour l’instant. Réessaie dans un moment.",
  topics: {
    cv: "Mon CV",
    interview: "Un entretien",
    trade: "Ce métier",
    getting_around: "Me déplacer",
    papers: "Les papiers",
    other: "Autre chose",
  },
  /** The same for whoever answers. */
  topicsAsked: {
    cv: "Un CV",
    interview: "Un entretien",
    trade: "Un métier",
    getting_around: "Se déplacer",
    papers: "Des papiers",
    other: "Autre question",
  },
  tradeAlone: "Un métier",
  /** A question comes in, for a Joker: its topic. */
  offered: (topic: string): string => `Nouvel appel : ${topic}.`,
  /** A call went while a Joker could have answered it. */
  lost: { taken: "Déjà pris par un autre Joker.", over: "L’appel est terminé." },
  answered: (name: string): string => `${name} te répond.`,
  messageFrom: (name: string): string => `Message de ${name}.`,
  somebodyGone: "Une personne partie",
  call: {
    title: "Appeler un Joker",
    lead: "Les Jokers sont des bénévoles. Ils voient ta question, jamais où tu es.",
    topic: "C’est à propos de quoi ?",
    topicMissing: "Choisis d’abord un sujet.",
    about: (offer: string): string => `À propos de : ${offer}`,
    withoutOffer: "Ne pas parler de cette offre",
    text: "Ta question",
    textPlaceholder: "Écris ta question, ou envoie sans rien écrire",
    language: "On parle en quelle langue ?",
    send: "Envoyer mon appel",
    sending: "Ça part…",
    onePlease: "Tu as déjà un appel en cours. Attends la réponse, ou annule-le d’abord.",
    tooMany: "Tu as beaucoup appelé cette heure-ci. Réessaie un peu plus tard.",
    refused: "Ton appel n’est pas parti. Vérifie ta question et réessaie.",
  },
  waiting: {
    title: "Ton appel est parti",
    asked: (count: number): string =>
      `${count} ${many(count, "Joker a reçu ton appel", "Jokers ont reçu ton appel")}`,
    askedText: "La première personne qui dit oui te parle ici. Tu peux continuer à marcher.",
    nobodyFree: "Aucun Joker libre en ce moment",
    nobodyYet: "Personne n’a encore répondu : ton appel attend.",
    nobodyYetText: "Le prochain Joker libre le recevra. Il reste ouvert une journée.",
    rests: "Ton appel attend le matin",
    restsText:
      "Avant 18 ans, les Jokers répondent de 8 h à 21 h. Personne ne voit ton appel cette nuit ; ils le reçoivent à 8 h.",
    expired: "Personne n’a pu répondre à ton appel en une journée. Tu peux le refaire.",
    withdraw: "Annuler mon appel",
    withdrawn: "Ton appel est annulé.",
  },
  card: { title: "Ce Joker en quelques mots", checked: "L’équipe a vérifié son identité." },
  conversations: {
    title: "Tes conversations",
    closed: "Terminées",
    empty: "Pas encore de conversation. Appelle un Joker : la question peut être toute petite.",
    kept: "Une conversation terminée reste lisible 30 jours.",
    unread: (count: number): string => `${count} ${many(count, "nouveau message", "nouveaux messages")}`,
    you: (text: string): string => `Toi : ${text}`,
    gone: "Message effacé avec son compte",
    nothingSaid: "Dis bonjour !",
  },
  conversation: {
    joker: "Joker bénévole",
    asker: "Te demande de l’aide",
    minor: "Te demande de l’aide · mineur·e",
    question: "La question",
    noQuestion: "Rien d’écrit : demande de quoi il s’agit.",
    messages: "Messages",
    me: "Toi",
    write: "Ton message",
    placeholder: "Écris ton message",
    send: "Envoyer",
    left: (count: number): string =>
      count < 0
        ? `${-count} ${many(-count, "caractère", "caractères")} de trop`
        : `Encore ${count} ${many(count, "caractère", "caractères")}`,
    typing: (name: string): string => `${name} écrit…`,
    marks: { waiting: "En attente", sent: "Envoyé", delivered: "Reçu", read: "Lu" },
    offline: "Hors ligne : tes messages partiront tout seuls.",
    held: "Un message attend ta réponse.",
    contactTitle: "Tu donnes un numéro ou une adresse ?",
    contactText: "Ce qui est surligné permet de te joindre en dehors du jeu. Ne le donne que si tu es sûr·e.",
    sendAnyway: "Envoyer quand même",
    change: "Changer le texte",
    discard: "Effacer",
    notSent: "Ce message n’a pas pu partir.",
    notSentToJoker: {
      night_for_minors: "Avant 18 ans, on s’écrit avec un Joker de 8 h à 21 h. Renvoie-le demain matin.",
      identity_check_ran_out:
        "L’équipe doit de nouveau vérifier l’identité de ce Joker. En attendant, vous ne pouvez plus vous écrire.",
      identity_not_checked:
        "L’équipe n’a plus de vérification de l’identité de ce Joker. Vous ne pouvez plus vous écrire.",
      not_for_minors: "Ce Joker n’aide plus de mineur·es. Tu peux appeler un autre Joker.",
      joker_not_approved: "Ce Joker ne répond plus en ce moment. Tu peux appeler un autre Joker.",
    },
    notSentToMinor: {
      contact_data_for_minor:
        "Cette personne a moins de 18 ans : on ne lui donne ni numéro, ni adresse, ni réseau social. Enlève ce qui est surligné.",
      night_for_minors: "Avec un·e mineur·e, on s’écrit de 8 h à 21 h. Renvoie-le demain matin.",
      identity_check_ran_out:
        "Ta vérification d’identité a plus d’un an. Montre une pièce d’identité à l’équipe pour continuer avec des mineur·es.",
      identity_not_checked: "Pour écrire à un·e mineur·e, l’équipe doit d’abord vérifier ton identité.",
      not_for_minors:
        "Pour écrire à un·e mineur·e, accepte l’article sur les mineur·es dans ton espace Joker.",
      joker_not_approved: "La charte a changé, ou ton rôle est en pause. Regarde ton espace Joker.",
    },
    today: "Aujourd’hui",
    close: "Terminer",
    closeTitle: "Terminer la conversation ?",
    closeText: "Vous ne pourrez plus vous écrire ici. Tout reste lisible 30 jours.",
    closeYes: "Oui, terminer",
    closedNow: "La conversation est terminée.",
    closedOn: (day: string, until: string): string =>
      `Terminée le ${day}. Tu peux la relire jusqu’au ${until}.`,
    helpedTitle: "Ça t’a aidé·e ?",
    helpedText:
      "Ta réponse termine la conversation, pour toi et pour le Joker. Si oui, vous gagnez des points.",
    helpedYes: "Oui, merci ! Terminer",
    helpedNo: "Pas vraiment. Terminer",
    thanked: "Merci envoyé : le Joker le sait.",
    wasHelped: "Tu as aidé : on te dit merci !",
    notHelped: "C’est noté. Tu peux appeler un autre Joker.",
    more: "Autres actions",
    moreTitle: "Et maintenant ?",
    report: "Signaler à l’équipe",
    reportTitle: "Que s’est-il passé ?",
    reportText: "Tu veux ajouter quelque chose ?",
    reportSend: "Envoyer à l’équipe",
    reportMissing: "Choisis ce qui s’est passé.",
    reported: "Merci. C’est dans la liste de l’équipe.",
    block: "Bloquer cette personne",
    blockTitle: (name: string): string => `Bloquer ${name} ?`,
    blockText: "Vous ne vous verrez plus nulle part dans le jeu, tout de suite. La conversation disparaît.",
    blockYes: "Oui, bloquer",
    blocked: "C’est fait : vous ne vous verrez plus.",
  },
  blocked: "Personnes bloquées",
  beJoker: {
    title: "Et toi, tu peux aider ?",
    text: "Les Jokers sont des adultes d’ici qui prennent quelques minutes pour répondre.",
    open: "Devenir Joker",
    home: "Mon espace Joker",
  },
};

export type HelpWords = typeof helpFr;
