/** The texts of Moi and the pages behind it, apart from the others: the first screens do not wait for them. */
import type { Language } from "../protocol/types";
import { accountEn } from "./account.en";
import { accountFr, type AccountWords } from "./account.fr";
import { isolating } from "./isolating";

export const ACCOUNT_WORDS: Record<Language, AccountWords> = isolating({ fr: accountFr, en: accountEn });
