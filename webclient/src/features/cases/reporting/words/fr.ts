/** French words of a report: why, and that it is sent. */
export const reportFr = {
  report: "Signaler",
  title: "Que se passe-t-il ?",
  reasons: {
    disrespect: "On me manque de respect",
    harassment: "On me harcèle",
    asks_for_money: "On me demande de l’argent",
    private_meeting: "On veut me voir en privé",
    false_offer: "C’est faux ou trompeur",
    spam: "C’est de la pub",
    other: "Autre chose",
  },
  text: "Tu veux ajouter quelque chose ?",
  send: "Envoyer à l’équipe",
  missing: "Choisis ce qui se passe.",
  sent: "Merci. C’est dans la liste de l’équipe. Sa réponse viendra sous Moi, Signalements et décisions.",
  danger: "En danger ? Appelle le 17 ou le 112.",
  failed: "Ce n’est pas parti. Réessaie quand tu as du réseau.",
};

export type ReportWords = typeof reportFr;
