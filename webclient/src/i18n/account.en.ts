/** The English texts of Me and the pages behind it, and of signing in. Loaded with them. */
import type { AccountWords } from "./account.fr";

const many = (count: number, one: string, more: string): string => (count === 1 ? one : more);

export const accountEn: AccountWords = {
  back: "Back",
  keep: {
    title: "Keep what you have won",
    text: "For now your points exist on this phone only. With your e-mail address they follow you everywhere.",
    button: "Keep my points",
  },
  pages: {
    wishes: { title: "What I look for", text: "Kinds of offers and fields of work" },
    account: { title: "My account and devices", text: "Signing in and out" },
    data: { title: "What we know about you", text: "See it, download it, erase it" },
  },
  pagesLabel: "My pages",
  positions: {
    title: "Your positions",
    on: "The game uses your positions to lift the clouds.",
    off: "Your positions are switched off: your phone gives none any more, and walking wins nothing.",
    stop: "Switch my positions off",
    allow: "Use them again",
    stopped: "Your positions are switched off.",
    allowed: "Your positions are used again.",
    later: "No network: your positions are off here, and the server will hear of it as soon as possible.",
    failed: "No network for now. Try again in a moment.",
  },
  signIn: {
    keepTitle: "Keep what you have won",
    keepLead:
      "Your e-mail address is enough, no password. Your points and offers follow you on all your devices.",
    backTitle: "Good to see you again!",
    backLead: "We send you a code by e-mail. No password to remember.",
    email: "Your e-mail address",
    emailHint: "We know you by it. Nobody else sees it.",
    emailInvalid: "This address does not work. Check it; it looks like zoe@example.org.",
    send: "Get my code",
    codeTitle: "Look at your e-mails",
    codeLead: (email: string, minutes: number): string =>
      `A code is on its way to ${email}. It works for ${minutes} minutes.`,
    code: (digits: number): string => `The ${digits} digits of the code`,
    codeIncomplete: (digits: number): string => `The code has ${digits} digits.`,
    enter: "Enter",
    wrong: (left: number): string =>
      `That is not the code. ${left} more ${many(left, "try", "tries")}: take the one in the latest e-mail.`,
    usedUp: "Too many tries with this code. Ask for a new one and start afresh.",
    expired: "This code is too old. Ask for a new one.",
    again: "Send a new code",
    sentAgain: "A new code is on its way. The old one no longer works.",
    otherEmail: "Change the address",
    spam: "Nothing there? Look among the junk mails.",
    tooOften: (minutes: number): string =>
      `Too many requests at once. Try again in ${minutes} ${many(minutes, "minute", "minutes")}.`,
    noNetwork: "No network for now. Try again in a moment.",
    refused: "That did not work. Try again.",
    newTitle: "Welcome!",
    newLead: "Nobody plays with this address yet. Just tell us who you are.",
    newEnter: "Start",
    done: (email: string): string => `Done: your points are kept with ${email}.`,
    welcome: (name: string): string => `Welcome back, ${name}!`,
  },
  account: {
    email: "Your e-mail address",
    devices: "Your devices",
    devicesLead: "Where your account is open. There is one you do not know? Sign it out.",
    unknownDevice: "Unknown device",
    thisOne: "This device",
    lastUsed: (day: string): string => `Used on ${day}`,
    end: "Sign out",
    endNamed: (device: string, day: string): string => `Sign out ${device}, used on ${day}`,
    ended: "Device signed out.",
    endOthers: "Sign out all others",
    othersEnded: "All other devices are signed out.",
    failed: "That did not work. Try again when you have network.",
    signOut: "Sign out here",
    signOutNote: "Your points stay: come back whenever you like with your e-mail address.",
    signedOut: "You are signed out.",
  },
};
