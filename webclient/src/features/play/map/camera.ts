/**
 * What the map looks at. It keeps the player in view until they move the map themselves.
 *
 * The page says with CSS `scroll-padding` on the map's container how much of each edge its bars cover; what the
 * camera centres on is centred in the rest.
 */

import type * as maplibregl from "maplibre-gl";
import type { LatLon } from "../fog/fog_geometry";
import { GLIDE_MS, glideEasing } from "./me_marker";

/** A phone's width is then some 200 m: the next two corners. */
export const WALKING_ZOOM = 16.5;
/** Whoever has zoomed to something in between keeps it when following starts again. */
const FOLLOW_ZOOM_MIN = 15;
const FOLLOW_ZOOM_MAX = 18.5;
const MOVE_MS = 700;
/** A jump farther than this many screens is no walk: gliding there would only make one dizzy. */
const FAR_SCREENS = 3;

export class Camera {
  private following = false;
  private target: LatLon | null = null;

  constructor(
    private readonly map: maplibregl.Map,
    private readonly reducedMotion: boolean,
    private readonly onUserMoved: () => void,
  ) {
    map.on("dragstart", ({ originalEvent }) => {
      // Two fingers zoom, and always shift the map a little: that is not a wish to look elsewhere.
      const fingers = originalEvent && "touches" in originalEvent ? originalEvent.touches.length : 1;
      if (fingers < 2) this.userMoved();
    });
    map.on("movestart", ({ originalEvent }) => {
      if (originalEvent instanceof KeyboardEvent && originalEvent.key.startsWith("Arrow")) this.userMoved();
    });
  }

  follow(on: boolean): void {
    this.following = on;
    this.zoomAround(on ? "center" : null);
    if (!on || !this.target) return;
    const zoom = this.map.getZoom();
    const fits = zoom >= FOLLOW_ZOOM_MIN && zoom <= FOLLOW_ZOOM_MAX;
    this.moveTo(this.target, { zoom: fits ? zoom : WALKING_ZOOM });
  }

  /** Told of every new position. */
  keepInView(position: LatLon | null): void {
    const first = this.target === null;
    this.target = position;
    if (!this.following || !position) return;
    if (first) this.follow(true);
    // A pinch goes on under the finger; the next position brings the map back to the player.
    else if (!this.map.isZooming()) this.moveTo(position, { duration: GLIDE_MS, easing: glideEasing });
  }

  /** Looks at a place and stays there. */
  show(position: LatLon): void {
    this.follow(false);
    this.moveTo(position, { zoom: Math.max(this.map.getZoom(), WALKING_ZOOM) });
  }

  /** The player went to a place with the keyboard: brings it into view if it is not, without zooming. */
  reveal(position: LatLon): void {
    const { clientWidth: width, clientHeight: height } = this.map.getContainer();
    const { x, y } = this.map.project([position.lon, position.lat]);
    const cover = this.cover();
    const seen = x > cover.left && x < width - cover.right && y > cover.top && y < height - cover.bottom;
    if (seen) return;
    this.userMoved();
    this.moveTo(position, {});
  }

  /** Pixels of each edge that the page covers. */
  cover(): Required<maplibregl.PaddingOptions> {
    const style = getComputedStyle(this.map.getContainer());
    const pixels = (value: string) => Number.parseFloat(value) || 0;
    return {
      top: pixels(style.scrollPaddingTop),
      right: pixels(style.scrollPaddingRight),
      bottom: pixels(style.scrollPaddingBottom),
      left: pixels(style.scrollPaddingLeft),
    };
  }

  private userMoved(): void {
    this.following = false;
    // Not at once: that would tear the gesture out of the player's hand.
    this.map.once("moveend", () => this.zoomAround(this.following ? "center" : null));
    this.onUserMoved();
  }

  private moveTo(position: LatLon, how: maplibregl.EaseToOptions): void {
    const { clientWidth, clientHeight } = this.map.getContainer();
    const { x, y } = this.map.project([position.lon, position.lat]);
    const screens = Math.hypot(x / clientWidth - 0.5, y / clientHeight - 0.5);
    this.map.easeTo({
      duration: MOVE_MS,
      ...how,
      ...(this.reducedMotion || screens > FAR_SCREENS ? { duration: 0 } : {}),
      center: [position.lon, position.lat],
      padding: this.cover(),
    });
  }

  /** While following, a wheel or a pinch zooms on the player instead of pushing them off the screen. */
  private zoomAround(around: "center" | null): void {
    const options = around ? { around } : undefined;
    for (const gesture of [this.map.scrollZoom, this.map.touchZoomRotate]) {
      // A gesture that is enabled already would not take the new option.
      gesture.disable();
      gesture.enable(options);
    }
    this.map.touchZoomRotate.disableRotation();
  }
}
