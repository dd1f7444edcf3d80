/** Offers that an employer is writing, kept on this device. */
import { createSubscriber } from "svelte/reactivity";
import { Setting } from "../../../shared/device/settings";
import type { KeptDraft } from "./offer_draft";

/** By the id of what is written: an offer, or its organisation for a new one. */
const KEPT = new Setting<Record<string, KeptDraft>>("drafts", {});

class KeptDrafts {
  private tellScreens: () => void = () => undefined;

  /** Local storage is no state of Svelte's: screens that show a draft hear of changes, those of other tabs too. */
  private readonly subscribe = createSubscriber((update) => {
    this.tellScreens = update;
    addEventListener("storage", update);
    return () => removeEventListener("storage", update);
  });

  of(id: string): KeptDraft | null {
    this.subscribe();
    return KEPT.value[id] ?? null;
  }

  keep(id: string, draft: KeptDraft): void {
    KEPT.value = { ...KEPT.value, [id]: draft };
    this.tellScreens();
  }

  forgetAll(): void {
    KEPT.value = {};
    this.tellScreens();
  }

  forget(id: string): void {
    const { [id]: _, ...others } = KEPT.value;
    KEPT.value = others;
    this.tellScreens();
  }
}

export const keptDrafts = new KeptDrafts();
