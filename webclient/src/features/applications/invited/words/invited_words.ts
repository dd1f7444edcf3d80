/** Words of an invitation, in every language of the interface. Loaded with it. */
import type { Language } from "../../../../shared/protocol/types";
import { isolating } from "../../../../shared/i18n/isolating";
import { invitedEn } from "./en";
import { invitedFr, type InvitedWords } from "./fr";

export const INVITED_WORDS: Record<Language, InvitedWords> = isolating({ fr: invitedFr, en: invitedEn });
