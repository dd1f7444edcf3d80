/** How much the server keeps of somebody, counted in their own export. */
import type { ExportOut } from "../../shared/protocol/types";

export type ExportCount = {
  name:
    | "clouds"
    | "offers"
    | "points"
    | "devices"
    | "sessions"
    | "passkeys"
    | "calls"
    | "notifications"
    | "mails";
  count: number;
};

/** What everybody has comes even at zero; what few have only when there is some. */
export function countsOf(known: ExportOut): ExportCount[] {
  const always: ExportCount[] = [
    { name: "clouds", count: sum(known.fog.features.map((run) => cellsOf(run))) },
    { name: "offers", count: known.discoveries.length },
    { name: "points", count: sum(known.points.map(({ points }) => points)) },
    { name: "devices", count: known.devices.length },
    { name: "sessions", count: known.sessions.length },
  ];
  const some: ExportCount[] = [
    { name: "passkeys", count: known.passkeys.length },
    { name: "calls", count: known.calls.length },
    { name: "notifications", count: known.notifications.length },
    { name: "mails", count: known.mails.length },
  ];
  return [...always, ...some.filter(({ count }) => count > 0)];
}

function cellsOf(run: { [key: string]: unknown }): number {
  const { cells } = run["properties"] as { cells: number };
  return cells;
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
