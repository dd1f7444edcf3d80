/** A call rings and shakes the phone, as far as its owner allowed; what the browser forbids stays silent. */
import { Setting } from "../../shared/device/settings";

const SHAKE_MS = [250, 120, 250];

/** Two soft notes, in hertz: heard in a pocket, not across a library. */
const NOTES_HZ = [660, 880];
const NOTE_S = 0.22;
const LOUDNESS = 0.25;

/** What a call may do besides showing up: only what the device's owner allowed. */
export const callAlarm = new Setting<{ sound: boolean; vibration: boolean }>("call_alarm", {
  sound: false,
  vibration: true,
});

let audio: AudioContext | null = null;

export const canShake = typeof navigator !== "undefined" && "vibrate" in navigator;

/** Browsers let a page sound only after a touch: the first one after the page was opened wakes the sound up. */
export function readyAlarm(): void {
  document.addEventListener("pointerdown", () => callAlarm.value.sound && void wake(), { once: true });
}

export function ringForCall(): void {
  const { sound, vibration } = callAlarm.value;
  if (vibration && canShake) {
    navigator.vibrate(SHAKE_MS);
  }
  if (sound) {
    void ring();
  }
}

async function wake(): Promise<AudioContext> {
  audio ??= new AudioContext();
  if (audio.state === "suspended") {
    await audio.resume();
  }
  return audio;
}

async function ring(): Promise<void> {
  const context = await wake();
  NOTES_HZ.forEach((hertz, index) => {
    const starts = context.currentTime + index * NOTE_S;
    const note = context.createOscillator();
    const volume = context.createGain();
    note.frequency.value = hertz;
    volume.gain.setValueAtTime(0, starts);
    volume.gain.linearRampToValueAtTime(LOUDNESS, starts + NOTE_S / 5);
    volume.gain.linearRampToValueAtTime(0, starts + NOTE_S);
    note.connect(volume).connect(context.destination);
    note.start(starts);
    note.stop(starts + NOTE_S);
  });
}
