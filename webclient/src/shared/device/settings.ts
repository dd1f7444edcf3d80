/** What this device keeps for itself, in local storage: lost with the browser's data, shared by all tabs, never sent. */
import type { Language } from "../protocol/types";
import type { HomeZone } from "./home_zone";
import { newId } from "./new_id";

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

/** One value that this device keeps under `name`, `otherwise` until it is set. A feature makes those of its own. */
export class Setting<T> {
  constructor(
    private readonly name: string,
    private readonly otherwise: T,
  ) {}

  get value(): T {
    return read<T>(this.name) ?? this.otherwise;
  }

  set value(value: T) {
    write(this.name, value);
  }
}

/**
 * `asked`: whether the player has said if they are at home; before that nothing may be sent from this device.
 * `waiting`: the zone is wanted, but no position is known yet.
 */
export type HomeChoice = { asked: boolean; zone: HomeZone | null; waiting: boolean };

const language = new Setting<Language | null>("language", null);
const home = new Setting<HomeChoice>("home", { asked: false, zone: null, waiting: false });

/** The settings that more than one feature needs. */
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
    return language.value;
  },
  set language(chosen: Language | null) {
    language.value = chosen;
  },
  get home(): HomeChoice {
    return home.value;
  },
  set home(choice: HomeChoice) {
    home.value = choice;
  },
  /** Forgets all of it, home zone, device id and the features' own too: somebody leaves for good. */
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
