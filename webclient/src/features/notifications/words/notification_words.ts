/** Words of notifications, in every language of the interface. Loaded with the first screen that needs them. */
import type { Language } from "../../../shared/protocol/types";
import { isolating } from "../../../shared/i18n/isolating";
import { notificationsEn } from "./en";
import { notificationsFr, type NotificationWords } from "./fr";

export const NOTIFICATION_WORDS: Record<Language, NotificationWords> = isolating({
  fr: notificationsFr,
  en: notificationsEn,
});
