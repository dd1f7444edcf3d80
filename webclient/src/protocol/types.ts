/**
 * What the server sends and takes. Made by `npm run types` from server/schemas: change the payload classes there,
 * never this file.
 */

/**
 * All the age that is ever asked for.
 */
export type AgeBand = "under_15" | "15_17" | "18_plus";
/**
 * One of eight directions of 45 degrees, clockwise from north.
 */
export type CompassSector =
  "north" | "north_east" | "east" | "south_east" | "south" | "south_west" | "west" | "north_west";
/**
 * What the rules say of a fix; the first that applies, in this order.
 */
export type FixVerdict =
  | "from_the_future"
  | "stale"
  | "out_of_order"
  | "outside_territory"
  | "too_inaccurate"
  | "impossible_jump"
  | "in_transit"
  | "ok";
/**
 * What is offered.
 */
export type OfferKind = "job" | "internship" | "apprenticeship" | "training" | "civic_service" | "immersion" | "event";
/**
 * How far the nearest fitting tile is.
 */
export type HintBand = "burning" | "hot" | "warm" | "cool" | "cold";
/**
 * Languages of the user interface.
 */
export type Language = "fr" | "en";
/**
 * What points are given for.
 */
export type PointRule = "cells" | "discovery" | "visit" | "new_domain" | "new_commune" | "help_received" | "help_given";
/**
 * What the position of an offer stands for: its door, some point of its street, or only its commune.
 */
export type LocationPrecision = "door" | "street" | "commune";
/**
 * Who makes an offer.
 */
export type OrganisationKind = "employer" | "school" | "agency" | "association" | "public_service";
/**
 * How an employer likes to be met.
 */
export type WayToMeet = "drop_by" | "try_an_hour" | "phone_first" | "job_dating" | "apply_online";

/**
 * The running campaign.
 */
export interface CampaignOut {
  slug: string;
  name: string;
  /**
   * IANA name; days and visiting hours are read in it.
   */
  timezone: string;
  starts_on: string;
  ends_on: string | null;
  /**
   * GeoJSON MultiPolygon, [lon, lat] in WGS 84 degrees.
   */
  territory: {
    [k: string]: unknown;
  };
  territory_source: string;
}
/**
 * Base maps to try, in this order; null is "not set up here".
 */
export interface ClientSettingsOut {
  pmtiles_url: string | null;
  style_url: string | null;
  schematic_url: string;
}
/**
 * A fix that was acknowledged before, with the verdict it got.
 */
export interface ContextFixIn {
  /**
   * Latitude, degrees north (WGS 84).
   */
  lat: number;
  /**
   * Longitude, degrees east (WGS 84).
   */
  lon: number;
  /**
   * Radius that holds the true place with 68 %, metres.
   */
  horizontal_accuracy_m: number;
  /**
   * When the phone was there: RFC 3339 with an offset.
   */
  taken_at: string;
  verdict: FixVerdict;
}
/**
 * One value that could not be accepted.
 */
export interface FieldProblem {
  /**
   * Where the value stands in the payload, as a JSON pointer (RFC 6901).
   */
  pointer: string;
  /**
   * Stable name of what is wrong with it.
   */
  code: string;
  /**
   * The same in words; never the value itself.
   */
  detail: string;
  /**
   * First character at fault, where only a part of a text is.
   */
  start: number | null;
  /**
   * The character after the last one at fault.
   */
  end: number | null;
}
/**
 * One position report.
 */
export interface FixIn {
  /**
   * Latitude, degrees north (WGS 84).
   */
  lat: number;
  /**
   * Longitude, degrees east (WGS 84).
   */
  lon: number;
  /**
   * Radius that holds the true place with 68 %, metres.
   */
  horizontal_accuracy_m: number;
  /**
   * When the phone was there: RFC 3339 with an offset.
   */
  taken_at: string;
}
/**
 * All lifted cells of one block (a slippy-map tile of zoom 14).
 */
export interface FogBitmapOut {
  /**
   * Column of the tile, from the west.
   */
  x: number;
  /**
   * Row of the tile, from the north.
   */
  y: number;
  /**
   * Base64 of 512 bytes: cell row * 64 + column from the north-west is bit 0x80 >> (number % 8) of byte number // 8.
   */
  cells: string;
}
/**
 * Newly lifted cells of one block (a slippy-map tile of zoom 14).
 */
export interface FogCellsOut {
  /**
   * Column of the tile, from the west.
   */
  x: number;
  /**
   * Row of the tile, from the north.
   */
  y: number;
  /**
   * Cell numbers, row * 64 + column from the north-west.
   */
  cells: number[];
}
/**
 * `fog_lifted`: clouds that are gone.
 */
export interface FogLiftedOut {
  blocks: FogCellsOut[];
}
/**
 * Acknowledgement of `gps_fixes`, sent after COMMIT: these fixes can be forgotten, save those to repeat.
 */
export interface GpsFixesAck {
  ok: true;
  /**
   * One per fix, in the order of `fixes`.
   */
  verdicts: FixVerdict[];
  /**
   * Which fixes to send as `context` with the next batch: their places in this message's `context` followed by its `fixes`, counted from 0.
   */
  repeat: number[];
  totals: TotalsOut;
}
/**
 * Where the player stands.
 */
export interface TotalsOut {
  points: number;
  level: number;
  /**
   * Points at which this level started.
   */
  points_at_level: number;
  /**
   * Points at which the next level starts.
   */
  points_at_next_level: number;
  cells_lifted: number;
  offers_discovered: number;
  offers_visited: number;
}
/**
 * `gps_fixes`: what a device has recorded since the last acknowledgement.
 */
export interface GpsFixesIn {
  /**
   * Made once by the device; its fixes are judged against its own only.
   */
  device_id: string;
  /**
   * Oldest first.
   */
  fixes: FixIn[];
  /**
   * What the last acknowledgement asked to repeat, oldest first: judged against, never paid.
   */
  context?: ContextFixIn[];
}
/**
 * What somebody tells to start playing.
 */
export interface GuestIn {
  /**
   * What the player wants to be called.
   */
  name: string;
  /**
   * Languages of the user interface.
   */
  language?: "fr" | "en";
  age_band: AgeBand;
  wishes?: WishesIn;
}
/**
 * What the player looks for; empty lists leave it open.
 */
export interface WishesIn {
  kinds?: OfferKind[];
  /**
   * ROME domains such as F17.
   */
  rome_domains?: string[];
}
/**
 * `hint`: warmer or colder. Both null when nothing undiscovered fits the wishes and is open now.
 */
export interface HintOut {
  band: HintBand | null;
  compass_sector: CompassSector | null;
}
/**
 * A new line of points, or what the day's line for cells grew by.
 */
export interface LedgerEntryOut {
  rule: PointRule;
  /**
   * Offer id, ROME domain, INSEE code of a commune, call id, or the day for cells.
   */
  subject: string;
  points: number;
  earned_on: string;
}
/**
 * `level_reached`: a new level.
 */
export interface LevelReachedOut {
  level: number;
}
/**
 * The signed-in player and where they stand.
 */
export interface MeOut {
  player: PlayerOut;
  totals: TotalsOut;
}
/**
 * The player's own account.
 */
export interface PlayerOut {
  id: string;
  name: string;
  language: Language;
  is_guest: boolean;
  wishes: WishesOut;
}
/**
 * What the player looks for; empty lists leave it open.
 */
export interface WishesOut {
  kinds: OfferKind[];
  rome_domains: string[];
}
/**
 * The player's discovered offers that are still open.
 */
export interface MyOffersOut {
  offers: OfferOut[];
}
/**
 * A discovered offer, as its organisation gave it. null is "not given".
 */
export interface OfferOut {
  id: string;
  kind: OfferKind;
  title: string;
  organisation: OrganisationOut;
  position: PositionOut;
  location_precision: LocationPrecision;
  commune: string | null;
  description: string | null;
  rome_code: string | null;
  salary: string | null;
  working_hours: string | null;
  duration: string | null;
  starts_on: string | null;
  expires_on: string | null;
  ways_to_meet: WayToMeet[];
  visiting_hours: OpenHoursOut[];
  without_driving_licence: boolean | null;
  wheelchair_accessible: boolean | null;
  discovered_on: string;
  visited_on: string | null;
}
/**
 * Who makes an offer.
 */
export interface OrganisationOut {
  id: string;
  name: string;
  kind: OrganisationKind;
  /**
   * Invented for demonstration.
   */
  is_demo: boolean;
}
/**
 * A position in WGS 84 degrees.
 */
export interface PositionOut {
  /**
   * Latitude, degrees north (WGS 84).
   */
  lat: number;
  /**
   * Longitude, degrees east (WGS 84).
   */
  lon: number;
}
/**
 * From `opens` to before `closes`, local time, HH:MM.
 */
export interface OpenHoursOut {
  /**
   * 0 is Monday.
   */
  weekday: number;
  opens: string;
  closes: string;
}
/**
 * `offer_discovered`: an offer came into view.
 */
export interface OfferDiscoveredOut {
  offer: OfferOut;
}
/**
 * `offer_visited`: the player stood at its door.
 */
export interface OfferVisitedOut {
  offer_id: string;
  visited_on: string;
}
/**
 * `points_awarded`: new points and the totals with them.
 */
export interface PointsAwardedOut {
  entries: LedgerEntryOut[];
  totals: TotalsOut;
}
/**
 * Why something was not done. Clients act on `code` and `retryable`, never on the words.
 */
export interface Problem {
  /**
   * Address of the explanation of this code, relative to the server.
   */
  type: string;
  /**
   * The code in plain words, always the same for one code.
   */
  title: string;
  /**
   * The HTTP status that goes with it, in socket acknowledgements too.
   */
  status: number;
  /**
   * Stable name of the problem.
   */
  code: string;
  /**
   * What happened here and what to do about it.
   */
  detail: string;
  /**
   * Whether the same message may succeed later; if not, don't send it again.
   */
  retryable: boolean;
  /**
   * How long to wait before sending it again, seconds.
   */
  retry_after_s: number | null;
  /**
   * Values at fault, when there are any.
   */
  errors: FieldProblem[];
}
/**
 * Acknowledgement of a message that was not accepted.
 */
export interface ProblemAck {
  ok: false;
  problem: Problem;
}
/**
 * `snapshot`: everything a client shows, sent on every connect; it replaces what the client had.
 */
export interface SnapshotOut {
  player: PlayerOut;
  totals: TotalsOut;
  fog: FogBitmapOut[];
  /**
   * Discovered offers, visited or not, that are still open.
   */
  offers: OfferOut[];
  /**
   * How many undiscovered offers fit the wishes, in the whole territory.
   */
  offers_under_clouds: number;
}
