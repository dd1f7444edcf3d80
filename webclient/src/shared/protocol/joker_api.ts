/** What a Joker does over HTTP: their own standing, their time, and whom they have blocked. Rejects as api.ts does. */
import { json } from "./api";
import type {
  AvailabilityIn,
  BlockedListOut,
  BlockedOut,
  JokerHelpIn,
  JokerOut,
  JokerTallyOut,
  StaffedPlaceOut,
  StaffedPlacesOut,
} from "./types";

const JOKER = "/api/joker";

export const jokerApi = {
  read: (): Promise<JokerOut> => json(JOKER),
  tally: (): Promise<JokerTallyOut> => json(`${JOKER}/tally`),
  apply: (help: JokerHelpIn): Promise<JokerOut> => json(JOKER, { method: "POST", body: help }),
  changeHelp: (help: JokerHelpIn): Promise<JokerOut> => json(JOKER, { method: "PUT", body: help }),
  leave: (): Promise<JokerOut> => json(JOKER, { method: "DELETE" }),
  setAvailability: (availability: AvailabilityIn): Promise<JokerOut> =>
    json(`${JOKER}/availability`, { method: "PUT", body: availability }),
  /** For the next hour; at a place until it closes, with null in the app. */
  startFreeNow: (placeId: string | null): Promise<JokerOut> =>
    json(`${JOKER}/free-now`, { method: "PUT", body: { place_id: placeId } }),
  stopFreeNow: (): Promise<JokerOut> => json(`${JOKER}/free-now`, { method: "DELETE" }),
  staffedPlaces: async (): Promise<StaffedPlaceOut[]> =>
    (await json<StaffedPlacesOut>("/api/staffed-places")).places,
  blocked: async (): Promise<BlockedOut[]> => (await json<BlockedListOut>("/api/me/blocked")).blocked,
  unblock: async (playerId: string): Promise<BlockedOut[]> =>
    (await json<BlockedListOut>(`/api/me/blocked/${playerId}`, { method: "DELETE" })).blocked,
};
