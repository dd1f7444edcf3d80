/** The French texts of Moi and the pages behind it, and of signing in. Loaded with them. */

const many = (count: number, one: string, more: string): string => (count < 2 ? one : more);

export const accountFr = {
  back: "Retour",
  keep: {
    title: "Garde ce que tu as gagné",
    text: "Pour l’instant, tes points n’existent que sur ce téléphone. Avec ton adresse e-mail, ils te suivent partout.",
    button: "Garder mes points",
  },
  pages: {
    wishes: { title: "Ce que je cherche", text: "Types d’offres et domaines" },
    account: { title: "Mon compte et mes appareils", text: "Connexion et déconnexion" },
    data: { title: "Ce que nous savons de toi", text: "Voir, télécharger, effacer" },
  },
  pagesLabel: "Mes pages",
  positions: {
    title: "Tes positions",
    on: "Le jeu utilise tes positions pour lever les nuages.",
    off: "Tes positions sont coupées : ton téléphone n’en donne plus, et tu ne gagnes plus rien en marchant.",
    stop: "Couper mes positions",
    allow: "Les utiliser de nouveau",
    stopped: "Tes positions sont coupées.",
    allowed: "Tes positions sont de nouveau utilisées.",
    later: "Pas de réseau : tes positions sont coupées ici, et le serveur le saura dès que possible.",
    failed: "Pas de réseau pour l’instant. Réessaie dans un moment.",
  },
  signIn: {
    keepTitle: "Garde ce que tu as gagné",
    keepLead:
      "Ton adresse e-mail suffit, sans mot de passe. Tes points et tes offres te suivent sur tous tes appareils.",
    backTitle: "Content de te revoir !",
    backLead: "On t’envoie un code par e-mail. Pas de mot de passe à retenir.",
    email: "Ton adresse e-mail",
    emailHint: "Elle sert à te reconnaître. Personne d’autre ne la voit.",
    emailInvalid: "Cette adresse ne marche pas. Vérifie-la, par exemple zoe@exemple.fr.",
    send: "Recevoir mon code",
    codeTitle: "Regarde tes e-mails",
    codeLead: (email: string, minutes: number): string =>
      `Un code est parti à ${email}. Il marche ${minutes} minutes.`,
    code: (digits: number): string => `Les ${digits} chiffres du code`,
    codeIncomplete: (digits: number): string => `Le code a ${digits} chiffres.`,
    enter: "Entrer",
    wrong: (left: number): string =>
      `Ce n’est pas le bon code. Encore ${left} ${many(left, "essai", "essais")} : prends celui du dernier e-mail.`,
    usedUp: "Trop d’essais avec ce code. Demande-en un nouveau, ça repart à zéro.",
    expired: "Ce code est trop vieux. Demande-en un nouveau.",
    again: "Envoyer un nouveau code",
    sentAgain: "Un nouveau code est parti. L’ancien ne marche plus.",
    otherEmail: "Changer d’adresse",
    spam: "Rien reçu ? Regarde dans les indésirables.",
    tooOften: (minutes: number): string =>
      `Trop de demandes d’un coup. Réessaie dans ${minutes} ${many(minutes, "minute", "minutes")}.`,
    noNetwork: "Pas de réseau pour l’instant. Réessaie dans un moment.",
    refused: "Ça n’a pas marché. Réessaie.",
    newTitle: "Bienvenue !",
    newLead: "Personne ne joue encore avec cette adresse. Dis-nous juste qui tu es.",
    newEnter: "Commencer",
    done: (email: string): string => `C’est fait : tes points sont gardés avec ${email}.`,
    welcome: (name: string): string => `Te revoilà, ${name} !`,
  },
  account: {
    email: "Ton adresse e-mail",
    devices: "Tes appareils",
    devicesLead: "Là où ton compte est ouvert. Tu ne reconnais pas un appareil ? Déconnecte-le.",
    unknownDevice: "Appareil inconnu",
    thisOne: "Cet appareil",
    lastUsed: (day: string): string => `Utilisé le ${day}`,
    end: "Déconnecter",
    endNamed: (device: string, day: string): string => `Déconnecter ${device}, utilisé le ${day}`,
    ended: "Appareil déconnecté.",
    endOthers: "Déconnecter tous les autres",
    othersEnded: "Tous les autres appareils sont déconnectés.",
    failed: "Ça n’a pas marché. Réessaie quand tu as du réseau.",
    signOut: "Me déconnecter d’ici",
    signOutNote: "Tes points restent : reviens quand tu veux avec ton e-mail.",
    signedOut: "Tu es déconnecté·e.",
  },
};

export type AccountWords = typeof accountFr;
