/** What this device keeps for itself, in local storage: lost with the browser's data, shared by all tabs, never sent. */
import type { Language } from "../shared/protocol/types";
import type { WaitingFix } from "../features/play/walk/fix_store";
import type { HomeZone } from "../shared/device/home_zone";
import { newId } from "../shared/device/new_id";
import type { KeptDraft } from "../features/posting/draft/offer_draft";

const PREFIX = "jokajobs.";

/** Stands in where a browser forbids storage: the game then lasts as long as the page. */
const forgotten = new Map<string, string>();

function read<T>(key: string): T | null {
  let text: string | null | undefined;
  try {
    text = localStorage.getItem(PREFIX + key);
  } catch {
    text = forgotten.get(key);
  }
  return text ? (JSON.parse(text) as T) : null;
}

function write(key: string, value: unknown): void {
  const text = JSON.stringify(value);
  try {
    localStorage.setItem(PREFIX + key, text);
  } catch {
    forgotten.set(key, text);
  }
}

/**
 * `asked`: whether the player has said if they are at home; before that nothing may be sent from this device.
 * `waiting`: the zone is wanted, but no position is known yet.
 */
export type HomeChoice = { asked: boolean; zone: HomeZone | null; waiting: boolean };

/** What a call may do besides showing up: only what the device's owner allowed. */
export type CallAlarm = { sound: boolean; vibration: boolean };

export const settings = {
  /** Names this device's track for the server, which judges speeds by it; made once. */
  get deviceId(): string {
    const known = read<string>("device");
    if (known !== null) {
      return known;
    }
    const made = newId();
    write("device", made);
    return made;
  },
  get language(): Language | null {
    return read<Language>("language");
  },
  set language(language: Language | null) {
    write("language", language);
  },
  get home(): HomeChoice {
    return read<HomeChoice>("home") ?? { asked: false, zone: null, waiting: false };
  },
  set home(choice: HomeChoice) {
    write("home", choice);
  },
  /** Positions were stopped here, and the server has not heard of it yet. */
  get withdrawalToTell(): boolean {
    return read<boolean>("withdrawal_to_tell") ?? false;
  },
  set withdrawalToTell(isToTell: boolean) {
    write("withdrawal_to_tell", isToTell);
  },
  get callAlarm(): CallAlarm {
    return read<CallAlarm>("call_alarm") ?? { sound: false, vibration: true };
  },
  set callAlarm(alarm: CallAlarm) {
    write("call_alarm", alarm);
  },
  /** The poster that brought somebody here, until it has been shown what it says. */
  get poster(): string | null {
    return read<string>("poster");
  },
  set poster(token: string | null) {
    write("poster", token);
  },
  /** Offers that an employer is writing, by the id of what is written: an offer, or its organisation for a new one. */
  get drafts(): Record<string, KeptDraft> {
    return read<Record<string, KeptDraft>>("drafts") ?? {};
  },
  set drafts(drafts: Record<string, KeptDraft>) {
    write("drafts", drafts);
  },
  /** The organisation that an employer looked at last. */
  get organisation(): string | null {
    return read<string>("organisation");
  },
  set organisation(id: string | null) {
    write("organisation", id);
  },
  /** Fixes that the buffer has not written yet. */
  get unwritten(): WaitingFix[] {
    return read<WaitingFix[]>("unwritten") ?? [];
  },
  set unwritten(fixes: WaitingFix[]) {
    write("unwritten", fixes);
  },
  /** Forgets all of it, home zone and device id too: somebody leaves for good. */
  forgetAll(): void {
    forgotten.clear();
    try {
      Object.keys(localStorage)
        .filter((key) => key.startsWith(PREFIX))
        .forEach((key) => localStorage.removeItem(key));
    } catch {
      // A browser that forbids storage has kept nothing.
    }
  },
};
