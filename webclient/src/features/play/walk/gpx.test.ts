import { DOMParser } from "@xmldom/xmldom";
import { expect, test } from "vitest";
import { distanceM } from "../../../shared/geo/geo";
import { NotAWalkError, readGpx, walkThrough } from "./gpx";

const parser = new DOMParser() as unknown as globalThis.DOMParser;

function gpx(points: string): string {
  return `<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>${points}</trkseg></trk></gpx>`;
}

function point(lat: number, time: string | null): string {
  return `<trkpt lat="${lat}" lon="14.3">${time ? `<time>2026-05-04T${time}Z</time>` : ""}</trkpt>`;
}

test("a recording keeps its own time between places", () => {
  const walk = walkThrough(readGpx(gpx(point(45.77, "10:00:00") + point(45.7701, "10:00:09")), parser), null);
  expect(walk.map(({ afterMs }) => afterMs)).toEqual([0, 9000]);
  expect(walk[1]?.position).toEqual({ lat: 45.7701, lon: 14.3 });
});

test("a recording without times is walked at an ordinary pace", () => {
  const [from, to] = walkThrough(readGpx(gpx(point(45.77, null) + point(45.771, null)), parser), null);
  expect(distanceM(from!.position, to!.position) / (to!.afterMs / 1000)).toBeCloseTo(1.3, 2);
});

test("a long pause becomes a short rest, but never a run", () => {
  const points = gpx(point(45.77, "10:00:00") + point(45.77, "12:00:00") + point(45.779, "14:00:00"));
  const [, rested, walkedOn] = walkThrough(readGpx(points, parser), null);
  expect(rested!.afterMs).toBe(30_000);
  expect((walkedOn!.afterMs - rested!.afterMs) / 1000).toBeCloseTo(770, -1);
});

test("a walk can be carried to the game's territory", () => {
  const start = { lat: 50.4219, lon: 2.7786 };
  const walk = walkThrough(readGpx(gpx(point(45.77, "10:00:00") + point(45.771, "10:01:30")), parser), start);
  expect(walk[0]?.position).toEqual(start);
  expect(distanceM(start, walk[1]!.position)).toBeCloseTo(111, 0);
});

test("routes stand in where there is no track, and an empty file is no walk", () => {
  const route = `<gpx><rte><rtept lat="50" lon="2"/><rtept lat="50.001" lon="2"/></rte></gpx>`;
  expect(readGpx(route, parser)).toHaveLength(2);
  expect(() => readGpx("<gpx/>", parser)).toThrow(NotAWalkError);
});
