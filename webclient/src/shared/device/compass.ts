/** Which way the phone points, where it can tell. */

/** Safari's own way to tell the compass, and to ask before it does. */
type SafariOrientation = DeviceOrientationEvent & { webkitCompassHeading?: number };
type AskingOrientation = { requestPermission?: () => Promise<"granted" | "denied"> };

/** Turning less than this is a hand's tremble, not worth moving the arrow. */
const STEADY_DEG = 4;

function asking(): AskingOrientation {
  return "DeviceOrientationEvent" in window ? (DeviceOrientationEvent as unknown as AskingOrientation) : {};
}

/** Whether the compass needs the player's word first, which may only be asked for on a tap; desks have no compass. */
export function mustAskForCompass(): boolean {
  return typeof asking().requestPermission === "function" && matchMedia("(pointer: coarse)").matches;
}

/** Resolves to whether the compass may be read. Call it from a tap. */
export async function askForCompass(): Promise<boolean> {
  return (
    (await asking()
      .requestPermission?.()
      .catch(() => "denied")) === "granted"
  );
}

/** Tells the heading of the phone's upper edge, degrees clockwise from north, when it changes; returns what stops it. */
export function watchCompass(onHeading: (headingDeg: number) => void): () => void {
  let told: number | null = null;
  const listen = (event: DeviceOrientationEvent): void => {
    const heading = headingOf(event, screen.orientation?.angle ?? 0);
    if (heading !== null && (told === null || turnBetween(told, heading) >= STEADY_DEG)) {
      told = heading;
      onHeading(heading);
    }
  };
  window.addEventListener("deviceorientationabsolute", listen);
  window.addEventListener("deviceorientation", listen);
  return () => {
    window.removeEventListener("deviceorientationabsolute", listen);
    window.removeEventListener("deviceorientation", listen);
  };
}

/** The heading in an orientation event; null when it is only relative to where the phone was before. */
export function headingOf(
  event: Pick<SafariOrientation, "alpha" | "absolute" | "webkitCompassHeading">,
  screenAngleDeg: number,
): number | null {
  if (typeof event.webkitCompassHeading === "number") {
    return (event.webkitCompassHeading + screenAngleDeg + 360) % 360;
  }
  // The standard's alpha grows anticlockwise.
  return event.absolute && event.alpha !== null ? (360 - event.alpha + screenAngleDeg + 360) % 360 : null;
}

function turnBetween(a: number, b: number): number {
  const turn = Math.abs(a - b) % 360;
  return Math.min(turn, 360 - turn);
}
