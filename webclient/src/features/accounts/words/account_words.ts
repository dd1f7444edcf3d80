/** The texts of Moi and the pages behind it, apart from the others: the first screens do not wait for them. */
import type { Language } from "../../../shared/protocol/types";
import { accountEn } from "./en";
import { accountFr, type AccountWords } from "./fr";
import { isolating } from "../../../shared/i18n/isolating";

export const ACCOUNT_WORDS: Record<Language, AccountWords> = isolating({ fr: accountFr, en: accountEn });
