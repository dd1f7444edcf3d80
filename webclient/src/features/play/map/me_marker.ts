/** Where I am: a dot that glides from fix to fix, the circle the phone vouches for, and the way I face. */

import * as maplibregl from "maplibre-gl";
import { type LatLon, metresPerPixel } from "../fog/fog_geometry";

export type Me = { position: LatLon; accuracyM: number; headingDeg: number | null };

/** Positions come about once a second: the dot arrives just before the next one. */
export const GLIDE_MS = 900;

/** The camera follows by the same curve, so that the dot stands still on the screen. */
export const glideEasing = (progress: number): number => progress * (2 - progress);

export class MeMarker {
  private readonly element = part("map-me");
  private readonly circle = part("map-me-accuracy");
  private readonly wedge = part("map-me-heading");
  private readonly marker: maplibregl.Marker;
  private me: Me | null = null;
  private at: LatLon | null = null;
  private glide = 0;

  constructor(
    private readonly map: maplibregl.Map,
    private readonly reducedMotion: boolean,
  ) {
    this.element.setAttribute("aria-hidden", "true");
    this.element.append(this.circle, this.wedge, part("map-me-dot"));
    this.marker = new maplibregl.Marker({ element: this.element });
    map.on("zoom", () => this.scale());
  }

  set(me: Me | null): void {
    cancelAnimationFrame(this.glide);
    const first = this.me === null;
    this.me = me;
    if (!me) {
      this.marker.remove();
      return;
    }
    this.wedge.hidden = me.headingDeg === null;
    this.wedge.style.rotate = `${me.headingDeg ?? 0}deg`;
    if (first || this.reducedMotion) {
      this.put(me.position);
      this.marker.addTo(this.map);
    } else {
      this.glideTo(me.position);
    }
    this.scale();
  }

  destroy(): void {
    cancelAnimationFrame(this.glide);
    this.marker.remove();
  }

  private glideTo(target: LatLon): void {
    const from = this.at ?? target;
    const startMs = performance.now();
    const step = () => {
      const progress = Math.min(1, (performance.now() - startMs) / GLIDE_MS);
      const share = glideEasing(progress);
      this.put({
        lat: from.lat + (target.lat - from.lat) * share,
        lon: from.lon + (target.lon - from.lon) * share,
      });
      if (progress < 1) this.glide = requestAnimationFrame(step);
    };
    step();
  }

  private put(position: LatLon): void {
    this.at = position;
    this.marker.setLngLat([position.lon, position.lat]);
  }

  private scale(): void {
    if (!this.me) return;
    const diameterPx = (2 * this.me.accuracyM) / metresPerPixel(this.me.position.lat, this.map.getZoom());
    this.circle.style.width = this.circle.style.height = `${diameterPx.toFixed(1)}px`;
  }
}

function part(className: string): HTMLDivElement {
  const element = document.createElement("div");
  element.className = className;
  return element;
}
