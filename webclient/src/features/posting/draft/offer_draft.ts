/** An offer while its employer writes it: what is asked step by step, what is missing, and what the server is sent. */
import type {
  DoorOut,
  EmployerOfferOut,
  EventTimesOut,
  HomeIn,
  InCommuneOut,
  OfferDraftIn,
  OfferKind,
  WayToMeet,
} from "../../../shared/protocol/types";
import type { LatLon } from "../../../shared/geo/geo";
import { LINE_FIELDS, valuesOf, YES_NO_FIELDS, type Line, type YesNo } from "../../offers/details";
import { isSkipped, localDate, localTime, momentAt } from "../../../shared/i18n/local_time";

export const QUESTIONS_MAX = 3;
export const QUESTION_MAX_CHARS = 140;
const TITLE_MIN_CHARS = 3;
export const OPENINGS_MAX = 1000;
export const SEATS_MAX = 9999;

/** All that can be said of an offer, each answered or null: more exact than what the server would take. */
export type WholeOffer = Required<Omit<OfferDraftIn, "place" | "event">> & {
  place: OfferPlace | null;
  event: EventTimesOut | null;
};
export type OfferPlace = DoorOut | InCommuneOut | HomeIn;

/** A day of a week (Monday is 0) and the times (HH:MM) between which somebody may come by. */
export type VisitingHours = NonNullable<WholeOffer["visiting_hours"]>;

/** `label`: the place in words, for people; `insee`: its commune, where that is known. */
export type DraftPlace = {
  from: "address" | "here" | "pin" | "commune";
  label: string | null;
  position: LatLon | null;
  insee: string | null;
};

/** Texts are what stands in the fields; what was not answered is null or empty, and goes to the server as null. */
export type Draft = {
  kind: OfferKind | null;
  title: string;
  rome: { code: string; label: string | null } | null;
  description: string;
  place: DraftPlace | null;
  /** The address as it is typed: it stays, whatever becomes of the search, and names a point of the map. */
  typedAddress: string;
  /** Somebody lives there: their door is nobody's business, the commune is all that leaves this device. */
  isHome: boolean;
  isAddressPublic: boolean;
  starts: "now" | "day" | "open" | null;
  startsOn: string;
  /** As it is typed. */
  openings: string;
  /** Local times; `seats` as it is typed. */
  event: { day: string; from: string; to: string; seats: string };
  expiresOn: string;
  ways: WayToMeet[];
  phone: string;
  applyUrl: string;
  questions: string[];
  visitingHours: VisitingHours | null;
  visitingOnHolidays: boolean;
} & Record<Line, string> &
  Record<YesNo, boolean | null>;

export const EMPTY_DRAFT: Draft = {
  kind: null,
  title: "",
  rome: null,
  description: "",
  place: null,
  typedAddress: "",
  isHome: false,
  isAddressPublic: false,
  starts: null,
  startsOn: "",
  openings: "",
  event: { day: "", from: "14:00", to: "16:00", seats: "" },
  expiresOn: "",
  ways: [],
  phone: "",
  applyUrl: "",
  questions: [],
  ...valuesOf(LINE_FIELDS, () => ""),
  ...valuesOf(YES_NO_FIELDS, () => null),
  visitingHours: null,
  visitingOnHolidays: false,
};

export const STEPS = ["what", "where", "when", "meet", "preview"] as const;
export type Step = (typeof STEPS)[number];

/**
 * What this device keeps of an offer that is written. `offerId` and `version` name what the server has of it, and
 * `saved` is that as it was when the writing began; null while the server has nothing.
 */
export type KeptDraft = {
  draft: Draft;
  step: Step;
  offerId: string | null;
  version: number | null;
  saved: WholeOffer | null;
  /** What an earlier release kept has none. */
  clientId?: string;
};

export type Missing =
  | "kind"
  | "title"
  | "place"
  | "start"
  | "startDay"
  | "startPast"
  | "openings"
  | "eventDay"
  | "eventPast"
  | "eventTimes"
  | "eventSkipped"
  | "seats"
  | "expiresPast"
  | "ways"
  | "visiting"
  | "phone"
  | "applyUrl";

/** What a form is read by: the local day, the zone of its times, and the offer as it was when the writing began. */
export type FormClock = { today: string; timezone: string; saved: WholeOffer | null };

/** A day that has gone by, and that does not stand there from before. */
function isPast(day: string, known: string | null | undefined, { today }: FormClock): boolean {
  return day !== "" && day < today && day !== known;
}

/** What is typed as a number: null where nothing is, NaN where it is none from 1 to `most`. */
export function countIn(text: string, most: number): number | null {
  const typed = text.trim();
  const count = /^\d{1,6}$/.test(typed) ? Number(typed) : Number.NaN;
  return typed === "" ? null : count >= 1 && count <= most ? count : Number.NaN;
}

const isNoCount = (text: string, most: number): boolean => Number.isNaN(countIn(text, most));

/** Whether a time of the event is one that the clocks skip on its day. */
function isEventSkipped({ event: { day, from, to } }: Draft, { timezone }: FormClock): boolean {
  return day !== "" && [from, to].some((time) => time !== "" && isSkipped(day, time, timezone));
}

/** What has to be answered, or answered otherwise, before the step after `step`. */
export function missingIn(draft: Draft, step: Step, clock: FormClock): Missing[] {
  const { saved } = clock;
  const expires: [Missing, boolean] = ["expiresPast", isPast(draft.expiresOn, saved?.expires_on, clock)];
  const lacks: Record<Exclude<Step, "preview">, [Missing, boolean][]> = {
    what: [
      ["kind", draft.kind === null],
      ["title", draft.title.trim().length < TITLE_MIN_CHARS],
    ],
    where: [["place", draft.place === null]],
    when:
      draft.kind === "event"
        ? [
            ["eventDay", draft.event.day === ""],
            [
              "eventPast",
              isPast(
                draft.event.day,
                saved?.event && localDate(new Date(saved.event.starts_at), clock.timezone),
                clock,
              ),
            ],
            ["eventTimes", draft.event.from === "" || draft.event.from >= draft.event.to],
            ["eventSkipped", isEventSkipped(draft, clock)],
            ["seats", isNoCount(draft.event.seats, SEATS_MAX)],
            expires,
          ]
        : [
            ["start", draft.starts === null],
            ["startDay", draft.starts === "day" && draft.startsOn === ""],
            ["startPast", draft.starts === "day" && isPast(draft.startsOn, saved?.starts_on, clock)],
            ["openings", isNoCount(draft.openings, OPENINGS_MAX)],
            expires,
          ],
    meet: [
      ["ways", draft.ways.length === 0],
      ["visiting", asksHours(draft) && draft.visitingHours === null],
      ["phone", draft.ways.includes("phone_first") && draft.phone.trim() === ""],
      ["applyUrl", draft.ways.includes("apply_online") && webAddress(draft.applyUrl) === null],
    ],
  };
  return step === "preview" ? [] : lacks[step].filter(([, isMissing]) => isMissing).map(([name]) => name);
}

/** The first step that lacks something; the preview where none does. */
export function firstIncomplete(draft: Draft, clock: FormClock): Step {
  return STEPS.find((step) => missingIn(draft, step, clock).length > 0) ?? "preview";
}

/** "exemple.fr/offre" as the address that it means; null for what is none. */
export function webAddress(text: string): string | null {
  const trimmed = text.trim();
  const address = /^[a-z]+:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  try {
    const { protocol, hostname, href } = new URL(address);
    return /^https?:$/.test(protocol) && hostname.includes(".") ? href : null;
  } catch {
    return null;
  }
}

/** What the server is sent. `now` dates "at once"; the times of an event are read in `timezone` (IANA name). */
export function draftIn(draft: Draft, now: Date, timezone: string): WholeOffer {
  const { event } = draft;
  const isEvent = draft.kind === "event";
  return {
    kind: draft.kind ?? "job",
    title: draft.title.trim(),
    rome_code: draft.rome?.code ?? null,
    description: given(draft.description),
    place: placeOf(draft),
    starts_on: isEvent ? null : startOf(draft, now, timezone),
    openings: isEvent ? null : countIn(draft.openings, OPENINGS_MAX) || null,
    expires_on: given(draft.expiresOn),
    ...valuesOf(LINE_FIELDS, (field) => given(draft[field])),
    // In one order, whichever came first: two who choose the same agree.
    ways_to_meet: [...draft.ways].sort(),
    phone: given(draft.phone),
    apply_url: draft.ways.includes("apply_online") ? webAddress(draft.applyUrl) : null,
    questions: draft.questions.map((question) => question.trim()).filter((question) => question !== ""),
    ...valuesOf(YES_NO_FIELDS, (field) => draft[field]),
    visiting_hours: draft.visitingHours,
    visiting_on_holidays: draft.visitingHours !== null && draft.visitingOnHolidays,
    event:
      isEvent && event.day !== "" && event.from !== "" && event.to !== ""
        ? {
            starts_at: momentAt(event.day, event.from, timezone),
            ends_at: momentAt(event.day, event.to, timezone),
            seats: countIn(event.seats, SEATS_MAX) || null,
          }
        : null,
  };
}

/** An offer as it can be written on. `occupation`: the name of its ROME code, where that is known. */
export function draftOf(
  offer: WholeOffer & Pick<EmployerOfferOut, "commune_name" | "commune_insee">,
  timezone: string,
  occupation: string | null = null,
): Draft {
  const { event } = offer;
  const starts = event && new Date(event.starts_at);
  return {
    ...EMPTY_DRAFT,
    kind: offer.kind,
    title: offer.title,
    rome: offer.rome_code === null ? null : { code: offer.rome_code, label: occupation },
    description: offer.description ?? "",
    place: draftPlace(offer),
    isHome: offer.place?.type === "home",
    isAddressPublic: offer.place?.type === "door" && offer.place.is_address_public,
    starts: offer.starts_on === null ? "open" : "day",
    startsOn: offer.starts_on ?? "",
    openings: offer.openings === null ? "" : String(offer.openings),
    event:
      event && starts
        ? {
            day: localDate(starts, timezone),
            from: localTime(starts, timezone),
            to: localTime(new Date(event.ends_at), timezone),
            seats: event.seats === null ? "" : String(event.seats),
          }
        : EMPTY_DRAFT.event,
    expiresOn: offer.expires_on ?? "",
    ways: offer.ways_to_meet,
    phone: offer.phone ?? "",
    applyUrl: offer.apply_url ?? "",
    questions: offer.questions,
    ...valuesOf(LINE_FIELDS, (field) => offer[field] ?? ""),
    ...valuesOf(YES_NO_FIELDS, (field) => offer[field]),
    visitingHours: offer.visiting_hours,
    visitingOnHolidays: offer.visiting_on_holidays,
  };
}

/** Whether there is anything to lose. */
export function isWritten(draft: Draft): boolean {
  return JSON.stringify(draft) !== JSON.stringify(EMPTY_DRAFT);
}

/** Whether the offer will say no more of its place than the commune. */
export function namesCommuneOnly(draft: Draft): boolean {
  return draft.isHome || draft.place?.from === "commune";
}

/** Tells whether people need to know when they may drop by: an event has its own hours, and a commune no door. */
export function asksHours(draft: Draft): boolean {
  return draft.ways.includes("drop_by") && draft.kind !== "event" && !namesCommuneOnly(draft);
}

function placeOf(draft: Draft): OfferPlace | null {
  const { place } = draft;
  if (place === null) {
    return null;
  }
  if (namesCommuneOnly(draft) && place.insee !== null) {
    return { type: "commune", insee: place.insee };
  }
  if (place.position === null) {
    return null;
  }
  const { lat, lon } = place.position;
  const address = place.from === "address" ? place.label : given(draft.typedAddress);
  return draft.isHome
    ? { type: "home", lat, lon }
    : {
        type: "door",
        lat,
        lon,
        address,
        is_address_public: draft.isAddressPublic && place.from === "address",
      };
}

function draftPlace({
  place,
  commune_name,
  commune_insee,
}: Pick<WholeOffer, "place"> & Pick<EmployerOfferOut, "commune_name" | "commune_insee">): DraftPlace | null {
  switch (place?.type) {
    case undefined:
      return null;
    case "commune":
      return { from: "commune", label: commune_name, position: null, insee: place.insee };
    case "home":
      return {
        from: "commune",
        label: commune_name,
        position: { lat: place.lat, lon: place.lon },
        insee: commune_insee,
      };
    case "door":
      return {
        from: place.address === null ? "pin" : "address",
        label: place.address,
        position: { lat: place.lat, lon: place.lon },
        insee: commune_insee,
      };
  }
}

function startOf(draft: Draft, now: Date, timezone: string): string | null {
  switch (draft.starts) {
    case "now":
      return localDate(now, timezone);
    case "day":
      return given(draft.startsOn);
    default:
      return null;
  }
}

function given(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}
