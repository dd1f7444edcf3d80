/** Passes an offer's public page on, by whatever the phone offers for it. */
import type { Notices } from "../../shared/ui/notices.svelte";

export async function shareOffer(
  page: string,
  title: string,
  words: { shared: string; shareFailed: string },
  notices: Notices,
): Promise<void> {
  const url = new URL(page, location.href).href;
  if ("share" in navigator) {
    // Rejects when somebody thinks better of it.
    await navigator.share({ title, url }).catch(() => undefined);
    return;
  }
  try {
    await (navigator as Navigator).clipboard.writeText(url);
    notices.tell(words.shared);
  } catch {
    notices.tell(words.shareFailed);
  }
}
