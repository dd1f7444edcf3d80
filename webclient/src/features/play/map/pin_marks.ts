/** The drawings on a pin, one per kind of offer, on a grid of 24 and in strokes of 2. */

export type OfferKind =
  "job" | "internship" | "apprenticeship" | "training" | "civic_service" | "immersion" | "event";

/** What a pin stands for: an offer, or a place where a Joker is. */
export type PinKind = OfferKind | "joker";

const SVG = "http://www.w3.org/2000/svg";

/** A drop on a grid of 44 x 54 whose tip stands on the door. */
const DROP = "M22 51C18 44 6 35 6 21a16 16 0 0 1 32 0c0 14-12 23-16 30z";

const STROKES: Record<PinKind, string> = {
  // a briefcase
  job: "M4 9h16v10H4zM9 9V6h6v3M4 13.5h16",
  // a seedling
  internship: "M12 20v-9M12 13c0-4-2-6-7-6 0 4 2 6 7 6zM12 11c0-4 2-6 7-6 0 4-2 6-7 6z",
  // a spanner
  apprenticeship: "M15 4.5a5 5 0 0 0-5.4 6.7L4.5 16.3l3.2 3.2 5.1-5.1A5 5 0 0 0 19.5 9l-3 2.5-3.5-3.5z",
  // a book
  training: "M12 7C9.5 5.3 7 5 4 5v13c3 0 5.5.3 8 2 2.5-1.7 5-2 8-2V5c-3 0-5.5.3-8 2zv13",
  // a heart
  civic_service: "M12 20C6 15.5 4 12.5 4 9.500A4 4 0 0 1 12 8a4 4 0 0 1 8 1.500c0 3-2 6-8 10.500z",
  // an open door
  immersion: "M6 20V4h8v16M14 6l5-1.500v17L14 20M4 20h10M10.5 12h.01",
  // a flag
  event: "M6 21V4M6 5h12l-3 4 3 4H6",
  // a speech bubble
  joker:
    "M20 11.5a8 7.5 0 0 0-16 0c0 3-.3 5.5-1 7.5 2.5.2 4.5-.3 6-1.2 6 1.7 11-1.3 11-6.3zM9 11.5h.01M12 11.5h.01M15 11.5h.01",
};

export function kindMark(kind: PinKind): SVGSVGElement {
  const drawing = svg("0 0 44 54", "map-pin-drop");
  drawing.append(path(DROP));
  const mark = path(STROKES[kind]);
  mark.setAttribute("class", "map-pin-kind");
  mark.setAttribute("transform", "translate(11.5 10.5) scale(.875)");
  drawing.append(mark);
  return drawing;
}

/** A tick in a corner of its pin. */
export function visitedMark(): SVGSVGElement {
  const drawing = svg("0 0 24 24", "map-pin-tick");
  drawing.append(path("m6 12.5 4 4 8-9"));
  return drawing;
}

function svg(viewBox: string, className: string): SVGSVGElement {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", viewBox);
  drawing.setAttribute("class", className);
  drawing.setAttribute("aria-hidden", "true");
  return drawing;
}

function path(d: string): SVGPathElement {
  const element = document.createElementNS(SVG, "path");
  element.setAttribute("d", d);
  return element;
}
