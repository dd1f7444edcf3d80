/** Offers and Jokers' places on the map: real buttons in the page, so that a keyboard and a screen reader find them too. */

import * as maplibregl from "maplibre-gl";
import type { LatLon } from "../fog/fog_geometry";
import { kindMark, type PinKind, visitedMark } from "./pin_marks";

export type MapPin = { id: string; position: LatLon; kind: PinKind; visited: boolean; title: string };

/** Two doors closer than this (about a metre) are one place on the map. */
const SAME_PLACE_DECIMALS = 5;
/** Pins of one place stand side by side: each keeps most of its 44 pixels to a thumb. */
const SIDE_BY_SIDE_PX = 34;

type Shown = { pin: MapPin; marker: maplibregl.Marker; element: HTMLButtonElement };

export class Pins {
  private readonly shown = new Map<string, Shown>();
  private highlighted: string | null = null;

  constructor(
    private readonly map: maplibregl.Map,
    private readonly onSelected: (id: string) => void,
    private readonly onFocused: (position: LatLon) => void,
  ) {}

  /** Shows these pins and no others; what stays keeps its button, and with it the focus. */
  set(pins: readonly MapPin[]): void {
    const wanted = new Set(pins.map(({ id }) => id));
    for (const [id, { marker }] of this.shown) {
      if (wanted.has(id)) continue;
      marker.remove();
      this.shown.delete(id);
    }
    const offsets = sideBySide(pins);
    for (const pin of pins) {
      const shown = this.shown.get(pin.id) ?? this.create(pin);
      shown.pin = pin;
      dress(shown.element, pin);
      shown.marker.setLngLat([pin.position.lon, pin.position.lat]).setOffset([offsets.get(pin.id) ?? 0, 0]);
    }
  }

  positionOf(id: string): LatLon | null {
    return this.shown.get(id)?.pin.position ?? null;
  }

  /** Makes one pin stand out; null none. */
  highlight(id: string | null): void {
    if (this.highlighted !== null)
      this.shown.get(this.highlighted)?.element.classList.remove("map-pin-shown");
    this.highlighted = id;
    if (id !== null) this.shown.get(id)?.element.classList.add("map-pin-shown");
  }

  private create(pin: MapPin): Shown {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "map-pin";
    element.addEventListener("click", (event) => {
      // Otherwise the map takes it for a click on the ground.
      event.stopPropagation();
      this.onSelected(pin.id);
    });
    element.addEventListener("focus", () => {
      const position = this.positionOf(pin.id);
      if (position && element.matches(":focus-visible")) this.onFocused(position);
    });
    const marker = new maplibregl.Marker({ element, anchor: "bottom" })
      .setLngLat([pin.position.lon, pin.position.lat])
      .addTo(this.map);
    const shown = { pin, marker, element };
    this.shown.set(pin.id, shown);
    return shown;
  }
}

function dress(element: HTMLButtonElement, pin: MapPin): void {
  const look = `${pin.kind} ${pin.visited}`;
  element.setAttribute("aria-label", pin.title);
  if (element.dataset["look"] === look) return;
  element.dataset["look"] = look;
  element.classList.toggle("map-pin-visited", pin.visited || pin.kind === "joker");
  element.replaceChildren(kindMark(pin.kind));
  // Green alone says nothing to one man in twelve.
  if (pin.visited) element.append(visitedMark());
}

/** How far each pin moves aside, in pixels, where several offers share a door. */
export function sideBySide(pins: readonly MapPin[]): Map<string, number> {
  const places = new Map<string, MapPin[]>();
  for (const pin of pins) {
    const place = `${pin.position.lat.toFixed(SAME_PLACE_DECIMALS)} ${pin.position.lon.toFixed(SAME_PLACE_DECIMALS)}`;
    places.set(place, [...(places.get(place) ?? []), pin]);
  }
  const offsets = new Map<string, number>();
  for (const sharing of places.values()) {
    sharing.forEach(({ id }, index) => offsets.set(id, (index - (sharing.length - 1) / 2) * SIDE_BY_SIDE_PX));
  }
  return offsets;
}
