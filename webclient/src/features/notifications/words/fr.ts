/** French texts of notifications, for the inbox and for the service worker that shows pushes. */
import type { NotificationKind } from "../../../shared/protocol/types";

type Line = { title: (name: string) => string; text: string };

export const notificationsFr = {
  title: "Notifications",
  lead: "Tout ce qui s’est passé pour toi, le plus récent d’abord.",
  back: "Retour",
  empty: "Rien pour l’instant. Quand un Joker te répond ou qu’un rendez-vous bouge, tu le vois ici.",
  offline: "Pas de réseau pour l’instant. Réessaie dans un moment.",
  retry: "Réessayer",
  loading: "On regarde…",
  older: "Voir les plus anciennes",
  unread: "Nouveau",
  /** Somebody who has left, or whose name is not told. */
  somebody: "Quelqu’un",
  settings: "Choisir mes alertes et mes e-mails",
  kinds: {
    call_waiting_for_you: {
      title: () => "Un appel attend une réponse",
      text: "Personne n’a encore répondu. Peut-être toi ?",
    },
    call_answered: { title: (name) => `${name} répond à ton appel`, text: "Ouvre la conversation." },
    message_received: { title: (name) => `${name} t’a écrit`, text: "Ouvre la conversation." },
    meeting_proposed: { title: (name) => `${name} te propose un rendez-vous`, text: "Dis si ça te va." },
    meeting_confirmed: {
      title: (name) => `Rendez-vous confirmé avec ${name}`,
      text: "Tout est dans l’appli.",
    },
    meeting_cancelled: { title: (name) => `Rendez-vous annulé avec ${name}`, text: "Il n’aura pas lieu." },
    meeting_late: { title: (name) => `${name} sera en retard`, text: "Pour votre rendez-vous." },
    meeting_reminder: { title: () => "Ton rendez-vous approche", text: "Regarde l’heure et le lieu." },
    meeting_all_well: { title: () => "Tout va bien ?", text: "Dis si tu viens, ou non, au rendez-vous." },
    joker_approved: { title: () => "Tu es Joker !", text: "Tu peux répondre aux appels. Merci !" },
    joker_declined: {
      title: () => "Ta demande pour être Joker est refusée",
      text: "La raison est dans l’appli.",
    },
    joker_suspended: { title: () => "Ton rôle de Joker est suspendu", text: "La raison est dans l’appli." },
    identity_withdrawn: {
      title: () => "Ta vérification d’identité est retirée",
      text: "La raison est dans ton espace Joker. Tes rendez-vous à venir sont annulés.",
    },
    identity_checked: {
      title: () => "Ton identité est vérifiée",
      text: "Tu peux aider dans un lieu d’accueil.",
    },
    report_settled: {
      title: () => "L’équipe t’a répondu",
      text: "Elle a lu ce que tu lui as écrit.",
    },
    measure_taken: {
      title: () => "Une décision de l’équipe",
      text: "Lis pourquoi, et comment répondre.",
    },
    measure_lifted: {
      title: () => "Une décision est levée",
      text: "Elle ne compte plus.",
    },
    appeal_decided: {
      title: () => "Ton recours a une réponse",
      text: "L’équipe a relu sa décision.",
    },
    case_opened: {
      title: () => "Un signalement attend l’équipe",
      text: "À lire maintenant, sur la page de l’équipe.",
    },
    event_seat_free: {
      title: () => "Une place s’est libérée pour toi",
      text: "Elle est à toi : à bientôt !",
    },
    event_moved: { title: () => "Un évènement change d’horaire", text: "Regarde si ça te va encore." },
    event_called_off: { title: () => "Un évènement est annulé", text: "Il n’aura pas lieu." },
    interview_reminder: { title: () => "Ta rencontre approche", text: "Regarde l’heure et le lieu." },
    application_answered: { title: () => "On t’a répondu", text: "Regarde la réponse dans tes offres." },
    application_unanswered: {
      title: () => "Pas encore de réponse",
      text: "Et si tu relançais ? On t’aide à trouver les mots.",
    },
    application_closed: {
      title: () => "On arrête d’attendre",
      text: "Personne n’a répondu, et ce n’est pas de ta faute.",
    },
    offer_filled: { title: () => "L’offre est pourvue", text: "D’autres t’attendent sous les nuages." },
  } satisfies Record<NotificationKind, Line> as Record<NotificationKind, Line>,
  push: {
    title: "Des alertes, appli fermée",
    offer:
      "Recevoir une alerte même quand l’appli est fermée. Entre 21 h et 8 h, seulement si on attend de tes nouvelles après un rendez-vous. Jamais de pub, et tu peux arrêter quand tu veux.",
    turnOn: "Recevoir des alertes",
    on: "Les alertes arrivent sur cet appareil, mais entre 21 h et 8 h seulement si on attend de tes nouvelles après un rendez-vous.",
    turnOff: "Ne plus recevoir d’alertes ici",
    denied:
      "Ton navigateur bloque les alertes de Jokajobs. Pas grave : tout reste ici. Pour changer d’avis, ouvre les réglages du site dans ton navigateur.",
    unavailable: "Ce navigateur ne reçoit pas d’alertes. Tout reste ici, dans l’appli.",
    failed: "Ça n’a pas marché. Réessaie dans un moment.",
    turnedOn: "C’est fait : les alertes arrivent ici.",
    turnedOff: "C’est fait : plus d’alertes ici.",
  },
  choices: {
    title: "Alertes et e-mails",
    lead: "Choisis ce qui te prévient hors de l’appli. Dans tes notifications, tout reste.",
    push: "Alerte",
    mail: "E-mail",
    noAddress: "Tu joues sans adresse e-mail : tu ne recevras pas d’e-mails.",
    mailNote: "Un e-mail part seulement si tu n’as rien vu au bout d’un quart d’heure.",
    saved: "C’est noté.",
    failed: "Ça n’a pas marché. Réessaie dans un moment.",
    groups: {
      talk: "Appels et messages",
      offers: "Mes offres et évènements",
      meetings: "Rendez-vous",
      joker: "Mon rôle de Joker",
    },
    kinds: {
      call_waiting_for_you: "Un appel attend une réponse",
      call_answered: "Un Joker répond à mon appel",
      message_received: "Je reçois un message",
      meeting_proposed: "On me propose un rendez-vous",
      meeting_confirmed: "Un rendez-vous est confirmé",
      meeting_cancelled: "Un rendez-vous est annulé",
      meeting_late: "L’autre sera en retard",
      meeting_reminder: "Mon rendez-vous approche",
      meeting_all_well: "On demande si tout va bien",
      joker_approved: "Ma demande pour être Joker est acceptée",
      joker_declined: "Ma demande pour être Joker est refusée",
      joker_suspended: "Mon rôle de Joker est suspendu",
      identity_withdrawn: "Ma vérification d’identité est retirée",
      identity_checked: "Mon identité est vérifiée",
      report_settled: "L’équipe répond à un signalement ou à un message",
      measure_taken: "L’équipe prend une décision à mon sujet",
      measure_lifted: "Une décision à mon sujet est levée",
      appeal_decided: "Mon recours a une réponse",
      case_opened: "Un signalement ou une alerte attend l’équipe",
      event_seat_free: "Une place se libère pour moi",
      event_moved: "Un évènement change d’horaire",
      event_called_off: "Un évènement est annulé",
      interview_reminder: "Ma rencontre avec un employeur approche",
      application_answered: "On me répond pour une offre",
      application_unanswered: "Personne n’a encore répondu",
      application_closed: "On arrête d’attendre une réponse",
      offer_filled: "Une offre qui m’intéresse est pourvue",
    } satisfies Record<NotificationKind, string> as Record<NotificationKind, string>,
  },
};

export type NotificationWords = typeof notificationsFr;
