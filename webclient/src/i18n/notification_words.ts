/** Words of notifications, in every language of the interface. Loaded with the first screen that needs them. */
import type { Language } from "../protocol/types";
import { isolating } from "./isolating";
import { notificationsEn } from "./notifications.en";
import { notificationsFr, type NotificationWords } from "./notifications.fr";

export const NOTIFICATION_WORDS: Record<Language, NotificationWords> = isolating({
  fr: notificationsFr,
  en: notificationsEn,
});
