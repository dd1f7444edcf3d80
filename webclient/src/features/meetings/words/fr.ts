/** The French texts of meetings. Loaded with them. */

const many = (count: number, one: string, more: string): string => (count < 2 ? one : more);
const minutesWord = (count: number): string => `${count} ${many(count, "minute", "minutes")}`;

export const meetingsFr = {
  open: "Se voir",
  again: "Se revoir",
  back: "Retour",
  title: "Tes rendez-vous",
  with: (name: string): string => `Rendez-vous avec ${name}`,
  somebody: "Une personne partie",
  at: (day: string, time: string): string => `${day} à ${time}`,
  fromTo: (from: string, to: string): string => `${from} – ${to}`,
  see: "Voir le rendez-vous",
  short: {
    answer: "À toi de répondre",
    waiting: "En attente de réponse",
    set: "C’est confirmé",
    open: "C’est l’heure",
    here: "Tu y es",
    together: "Vous y êtes",
    left: "Tu es parti·e",
    overdue: "Dis que tout va bien",
    passed: "Tout va bien ?",
    excused: "Tu ne viens pas",
    met: "Rencontre faite",
    missed: "Rencontre manquée",
    cancelled_by_me: "Annulé",
    cancelled_by_other: "Annulé",
    cancelled_by_game: "Annulé",
    lapsed: "Sans réponse",
  },
  says: {
    answer: (name: string): string => `${name} te propose ce rendez-vous. Ça te va ?`,
    waiting: (name: string): string => `Proposition envoyée : ${name} doit encore dire oui.`,
    set: (name: string): string => `C’est d’accord : ${name} y sera.`,
    open: (): string => "Tu es sur place ? Dis-le ici.",
    here: (name: string): string => `C’est noté, tu es là. ${name} n’a pas encore dit « Je suis là ».`,
    together: (): string => "Vous y êtes. Bonne rencontre !",
    left: (name: string): string => `Merci, on sait que tout va bien. ${name} n’est pas encore parti·e.`,
    overdue: (): string => "Le rendez-vous est fini. Dis-nous que tout va bien, d’où tu veux.",
    passed: (): string => "L’heure est passée, et on ne sait pas si tu es venu·e. Tout va bien ?",
    excused: (): string => "C’est dit : tout va bien, et tu ne viens pas. Tu viens quand même ? Dis-le ici.",
    met: (): string => "La rencontre a eu lieu. Merci à vous deux !",
    missed: (): string => "La rencontre ne s’est pas faite. Ça arrive : écrivez-vous.",
    cancelled_by_me: (): string => "Tu as annulé ce rendez-vous.",
    cancelled_by_other: (name: string): string => `${name} a annulé ce rendez-vous.`,
    cancelled_by_game: (): string => "Ce rendez-vous n’aura pas lieu.",
    lapsed: (): string => "Personne n’a répondu à temps. Vous pouvez en proposer un autre.",
  },
  report: { meeting: "Signaler ce rendez-vous", place: "Signaler ce lieu" },
  /** What is said otherwise of an interview with an employer. */
  ofInterview: {
    set: "C’est d’accord. Un empêchement ? Dis-le à l’employeur, dans tes offres.",
    here: "C’est noté, tu es là. Bonne rencontre !",
    excused:
      "C’est noté : tout va bien, et tu ne viens pas. L’employeur ne le voit pas ici : dis-le-lui dans tes offres.",
    met: "La rencontre a eu lieu. Bonne suite !",
    missed: "La rencontre ne s’est pas faite. Ça arrive : écris à l’employeur, dans tes offres.",
  },
  countdown: {
    now: "C’est maintenant",
    minutes: (count: number): string => `Dans ${count} min`,
    hours: (hours: number, minutes: number): string =>
      minutes === 0 ? `Dans ${hours} h` : `Dans ${hours} h ${String(minutes).padStart(2, "0")}`,
    tomorrow: "Demain",
    days: (count: number): string => `Dans ${count} jours`,
  },
  today: "aujourd’hui",
  tomorrow: "demain",
  theirs: {
    late: (name: string, minutes: number): string => `${name} aura ${minutesWord(minutes)} de retard.`,
    here: (name: string): string => `${name} est sur place.`,
    left: (name: string): string => `${name} est parti·e : tout va bien.`,
    notComing: (name: string): string => `${name} ne vient pas.`,
  },
  mineLate: (minutes: number): string => `Tu as annoncé ${minutesWord(minutes)} de retard.`,
  confirm: "Oui, j’y serai",
  proposeOther: "Proposer un autre moment",
  decline: "Non, pas possible",
  withdraw: "Retirer ma proposition",
  cancel: "Annuler le rendez-vous",
  directions: "Itinéraire",
  calendar: "Ajouter à mon agenda",
  late: {
    title: "Je suis en retard",
    minutes: (count: number): string => `${count} min`,
    told: "C’est dit, merci.",
  },
  checkIn: {
    action: "Je suis là",
    note: "Ton téléphone donne alors ta position, juste pour ça. Elle n’est pas gardée.",
    locating: "On cherche ta position…",
    done: "C’est noté : tu es là.",
    homeTitle: "Ce lieu est dans ta zone maison",
    homeText:
      "D’habitude, rien n’en sort. Pour dire que tu es là, ta position doit en sortir. Elle n’est pas gardée.",
    homeYes: "D’accord, cette fois",
  },
  code: {
    byCode: "Pas de position ? Avec un code",
    byPosition: "Plutôt avec ma position",
    label: "Le code à six chiffres",
    ask: (name: string): string => `Demande son code à ${name}, ou demande à l’accueil le code du jour.`,
    onlyWay: (name: string): string =>
      `Ta position ne peut pas servir ici. Demande son code à ${name}, ou demande à l’accueil le code du jour.`,
    atDesk: "Demande à l’accueil le code du jour.",
    missing: "Écris les six chiffres.",
    show: (name: string): string => `Montrer mon code à ${name}`,
    mine: "Ton code",
    together: (name: string): string =>
      `Montre-le quand vous êtes ensemble. ${name} l’écrit pour dire « Je suis là » ; toi, tu le dis aussi de ton côté.`,
  },
  checkOut: {
    action: "C’est fini, tout va bien",
    done: "Merci ! On sait que tout va bien.",
    before: (until: string): string => `En partant, touche « C’est fini, tout va bien », avant ${until}.`,
    /** Whom an alert reaches; the name is the trusted person's. */
    otherwise: {
      contact_and_team: (contact: string): string =>
        `Sinon, on écrit à ${contact} et on alerte l’équipe Jokajobs, pour ta sécurité.`,
      contact: (contact: string): string => `Sinon, on écrit à ${contact}, pour ta sécurité.`,
      team_who_calls: (contact: string): string =>
        `Sinon, on alerte l’équipe Jokajobs, qui peut joindre ${contact}, pour ta sécurité.`,
      team: (_contact: string): string => "Sinon, on prévient l’équipe Jokajobs, pour ta sécurité.",
      list: (_contact: string): string =>
        "Sinon, l’équipe Jokajobs le trouve dans sa liste, quand elle la regarde.",
    },
  },
  sayWell: {
    notComing: "Tout va bien, je ne viens pas",
    afterwards: "Tout va bien",
    done: "Merci ! On sait que tout va bien.",
    minor: "Tu ne viens pas ? Dis-le aussi : sans nouvelles de toi, on te cherche.",
  },
  points: (count: number): string => `+${count} ${many(count, "point", "points")}`,
  cancelStep: {
    title: "Annuler le rendez-vous ?",
    declineTitle: "Refuser ce moment ?",
    withdrawTitle: "Retirer ta proposition ?",
    text: (name: string): string => `On le dit tout de suite à ${name}.`,
    reason: "Pourquoi ? Seulement si tu veux le dire.",
    reasons: {
      ill: "Je suis malade",
      no_time: "Je n’ai plus le temps",
      transport: "Je ne peux pas venir jusque-là",
      other_time: "Je préfère un autre moment",
      changed_mind: "J’ai changé d’avis",
    },
    yes: "Oui, annuler",
    declineYes: "Oui, refuser",
    withdrawYes: "Oui, la retirer",
    no: "Non, le garder",
    done: "C’est annulé.",
    becauseOf: (reason: string): string => `Raison : ${reason}`,
  },
  theirReasons: {
    ill: "malade",
    no_time: "plus le temps",
    transport: "pas de transport",
    other_time: "un autre moment",
    changed_mind: "changement d’avis",
  },
  propose: {
    title: "Se voir en vrai",
    lead: (name: string): string =>
      `Choisis un lieu public et un moment. ${name} te dit oui, non, ou propose autre chose.`,
    loading: "On cherche les moments libres…",
    place: "Où ?",
    hours: "Quelqu’un t’accueille :",
    day: "Quel jour ?",
    time: "À quelle heure ?",
    duration: "Combien de temps ?",
    minutes: (count: number): string => (count === 60 ? "1 heure" : `${count} min`),
    none: "Aucun moment libre ces prochains jours. Réessaie demain, ou continuez ici.",
    send: "Proposer ce rendez-vous",
    placeMissing: "Choisis un lieu.",
    dayMissing: "Choisis un jour.",
    timeMissing: "Choisis une heure.",
    sent: "Proposition envoyée.",
    summary: (day: string, time: string, place: string): string => `${day} à ${time}, ${place}`,
  },
  contact: {
    declinedForInterview:
      "Ta personne de confiance a dit non, ou ce n’était pas elle. Pour en choisir une autre, demande à l’employeur un autre moment, dans tes offres.",
    says: {
      asked_later: (name: string): string =>
        `Quand c’est d’accord, on demande par e-mail à ${name} de dire oui.`,
      unanswered: (name: string): string =>
        `${name} n’a pas encore dit oui. Demande-lui de regarder ses e-mails.`,
      confirmed: (name: string): string => `${name} a dit oui : c’est ta personne de confiance.`,
      declined: (_name: string): string =>
        "Ta personne de confiance a dit non, ou ce n’était pas elle. Pour en choisir une autre, annule et propose un autre moment.",
    },
    confirm: "Oui, j’y serai",
  },
  news: {
    proposed: (name: string, when: string): string => `${name} te propose un rendez-vous, ${when}.`,
    confirmed: (name: string, when: string): string => `${name} dit oui : rendez-vous ${when}.`,
    cancelled: (name: string, when: string): string => `Annulé : le rendez-vous avec ${name}, ${when}.`,
    late: (name: string, minutes: number): string => `${name} aura ${minutesWord(minutes)} de retard.`,
    not_coming: (name: string, when: string): string => `${name} ne vient pas : rendez-vous ${when}.`,
    arrived: (name: string, _when: string): string => `${name} est sur place.`,
    left: (name: string, _when: string): string => `${name} est parti·e : tout va bien.`,
    lapsed: (name: string, _when: string): string =>
      `Le rendez-vous proposé avec ${name} est resté sans réponse.`,
  },
  offline: "Pas de réseau pour l’instant. Réessaie dans un moment.",
  problems: {
    denied: "Ton téléphone refuse la position. Autorise-la pour ce site dans les réglages, puis réessaie.",
    unavailable: "Pas de position pour l’instant. Va près d’une fenêtre ou dehors, puis réessaie.",
    insecure: "La position ne marche qu’avec une adresse https. Demande à l’équipe.",
    absent: "Cet appareil ne donne pas de position. Prends ton téléphone.",
    position_not_usable: "Position trop floue. Va près d’une fenêtre ou dehors, puis réessaie.",
    too_far_from_place: "Tu n’es pas encore sur place. Approche-toi de l’entrée, puis réessaie.",
    place_not_exact:
      "On ne sait pas exactement où est ce lieu : ta position ne peut pas servir. Utilise un code.",
    presence_code_wrong:
      "Ce n’est pas le bon code. Demande à le revoir, ou demande à l’accueil le code du jour.",
    too_many_requests: "Trop d’essais d’affilée. Réessaie dans un moment.",
    not_the_time: "Ce n’est pas l’heure pour ça. Regarde l’heure du rendez-vous.",
    consent_withdrawn: "Tu as coupé la position dans l’onglet Moi. Rallume-la pour dire que tu es là.",
    trusted_contact_needed: "Il faut d’abord une personne de confiance.",
    trusted_contact_invalid:
      "On ne pourrait pas joindre cette personne. Donne son adresse e-mail, ou vérifie le numéro ; ça ne peut être aucun de vous deux.",
    slot_invalid: "Ce moment n’existe pas. Choisis-en un autre.",
    slot_too_soon: "C’est trop tôt : laissez-vous le temps d’y aller. Choisis plus tard.",
    slot_too_far: "C’est trop loin. Choisis un jour plus proche.",
    slot_taken: "L’un de vous a déjà un rendez-vous à ce moment. Choisis-en un autre.",
    place_closed: "Le lieu est fermé à ce moment. Choisis-en un autre.",
    place_not_staffed: "Personne n’accueille dans ce lieu. Choisis-en un autre.",
    meeting_already_set: "Vous avez déjà un rendez-vous. Annule-le d’abord.",
    meeting_over: "Ce rendez-vous est terminé.",
    meeting_not_found: "Ce rendez-vous n’existe plus.",
    not_allowed_now: "Ce n’est plus possible : le rendez-vous a changé entre-temps.",
    too_many_proposals: "Tu as beaucoup proposé cette heure-ci. Écrivez-vous d’abord.",
    call_over: "La conversation est terminée. On ne peut plus se donner rendez-vous ici.",
    offline: "Pas de réseau pour l’instant. Réessaie dans un moment.",
    other: "Ça n’a pas marché. Réessaie dans un moment.",
  },
  problemsOf: {
    asker: {
      identity_not_checked:
        "Pas encore possible : l’équipe n’a pas vérifié l’identité de ce Joker. C’est obligatoire avant de se voir. Vous pouvez continuer à vous écrire.",
      identity_check_ran_out:
        "Pas possible : l’équipe doit de nouveau vérifier l’identité de ce Joker, c’est obligatoire chaque année.",
      not_for_minors: "Ce Joker n’aide pas de mineur·es. Tu peux appeler un autre Joker.",
      night_for_minors: "Avant 18 ans, on se voit entre 8 h et 21 h. Choisis un autre moment.",
      joker_not_approved: "Ce Joker ne peut pas donner de rendez-vous en ce moment.",
      not_a_joker: "Cette personne n’est plus Joker.",
    },
    helper: {
      identity_not_checked:
        "Pas encore possible : l’équipe doit d’abord vérifier ton identité. Demande-lui. En attendant, continuez à vous écrire.",
      identity_check_ran_out:
        "Pas possible : ta vérification d’identité vaut un an. Ce jour-là, elle sera terminée : demande à l’équipe.",
      not_for_minors: "Pour rencontrer un·e mineur·e, accepte d’abord l’article sur les mineur·es.",
      night_for_minors: "Avec un·e mineur·e, on se voit entre 8 h et 21 h. Choisis un autre moment.",
      joker_not_approved: "Tu ne peux pas donner de rendez-vous en ce moment. Regarde ton espace Joker.",
      not_a_joker: "Tu n’es plus Joker.",
    },
  },
};

export type MeetingWords = typeof meetingsFr;
