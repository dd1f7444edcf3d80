/** What a push becomes on the screen. Pure, so that the service worker itself is a few lines. */
import { NOTIFICATION_WORDS } from "./words/notification_words";
import type { Language, NotificationKind } from "../../shared/protocol/types";
import { openingOf, openingText } from "../../shared/device/openings";

/** What the server sends; see server/services/notifications/deliver.py. */
export type PushContent = {
  id: string;
  kind: NotificationKind;
  subject_id: string;
  name: string | null;
  language: Language;
};

export type Shown = { title: string; options: NotificationOptions & { data: { open: string } } };

/** The words of a push; one of a kind that this version does not know points at the inbox. */
export function shownOf(content: PushContent): Shown {
  const words = NOTIFICATION_WORDS[content.language] ?? NOTIFICATION_WORDS.fr;
  const line = words.kinds[content.kind] as (typeof words.kinds)[NotificationKind] | undefined;
  return {
    title: line ? line.title(content.name ?? words.somebody) : words.title,
    options: {
      body: line ? line.text : "",
      lang: content.language,
      // A second one about the same takes the first one's place.
      tag: `${content.kind}:${content.subject_id}`,
      icon: "/icons/icon-192.png",
      badge: "/icons/icon-192.png",
      data: { open: openingText(openingOf(content.kind, content.subject_id)) },
    },
  };
}
