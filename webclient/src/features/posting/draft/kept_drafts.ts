/** Offers that an employer is writing, kept on this device. */
import { Setting } from "../../../shared/device/settings";
import type { KeptDraft } from "./offer_draft";

/** By the id of what is written: an offer, or its organisation for a new one. */
export const keptDrafts = new Setting<Record<string, KeptDraft>>("drafts", {});
