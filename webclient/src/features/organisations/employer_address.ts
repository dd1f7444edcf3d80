/** Which of an employer's screens the page's address names: what stands behind # there. */

export type EmployerPlace =
  | { name: "offers" }
  | { name: "offer"; id: string }
  | { name: "applications"; id: string }
  /** A new offer where `id` is null. */
  | { name: "write"; id: string | null }
  | { name: "team" }
  | { name: "invitation"; token: string };

/** Any address that means nothing leads to the offers. */
export function placeIn(hash: string): EmployerPlace {
  const [name = "", ...rest] = hash.replace(/^#/, "").split("=");
  // A token may hold the sign itself.
  const value = rest.join("=");
  switch (name) {
    case "offer":
    case "applications":
      return value === "" ? { name: "offers" } : { name, id: value };
    case "write":
      return { name, id: value === "" ? null : value };
    case "team":
      return { name };
    case "invitation":
      return value === "" ? { name: "offers" } : { name, token: value };
    default:
      return { name: "offers" };
  }
}

export function hashOf(place: EmployerPlace): string {
  switch (place.name) {
    case "offers":
      return "#";
    case "offer":
    case "applications":
      return `#${place.name}=${place.id}`;
    case "write":
      return place.id === null ? "#write" : `#write=${place.id}`;
    case "team":
      return "#team";
    case "invitation":
      return `#invitation=${place.token}`;
  }
}
