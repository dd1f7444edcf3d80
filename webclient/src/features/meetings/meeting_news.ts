/** Says what the other one did about a meeting. */
import { speech } from "../../shared/i18n/language.svelte";
import type { MeetingOut } from "../../shared/protocol/types";
import { newsOf } from "./meetings";

/** Tells the news in a meeting that changed, if there are any; `before`: as it was known until now. */
export async function tellNews(
  before: MeetingOut | undefined,
  meeting: MeetingOut,
  tell: (text: string) => void,
): Promise<void> {
  const news = newsOf(before, meeting);
  if (news !== null) {
    // Words that most players never need.
    const { newsText } = await import("./words/meeting_words");
    tell(newsText(news, meeting, speech.language, speech.words));
  }
}
