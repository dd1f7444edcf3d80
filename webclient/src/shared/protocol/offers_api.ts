/** What a player does over HTTP with offers: saving, applying, registering, scanning. Rejects as api.ts does. */
import { answerTo, json } from "./api";
import type {
  ApplicationOut,
  ApplicationsOut,
  ApplyIn,
  FixIn,
  PosterScanOut,
  RegistrationOut,
  ResponseIn,
  SavedOffersOut,
} from "./types";

export const offersApi = {
  applications: async (): Promise<ApplicationOut[]> =>
    (await json<ApplicationsOut>("/api/me/applications")).applications,
  saved: async (): Promise<string[]> => (await json<SavedOffersOut>("/api/me/saved")).offer_ids,
  save: (offerId: string): Promise<unknown> => answerTo(`/api/me/saved/${offerId}`, { method: "PUT" }),
  letGo: (offerId: string): Promise<unknown> => answerTo(`/api/me/saved/${offerId}`, { method: "DELETE" }),
  apply: (offerId: string, words: ApplyIn): Promise<ApplicationOut> =>
    json(`/api/offers/${offerId}/application`, { method: "POST", body: words }),
  restore: (applicationId: string): Promise<ApplicationOut> =>
    json(`/api/me/applications/${applicationId}/restore`, { method: "POST" }),
  withdraw: (applicationId: string): Promise<ApplicationOut> =>
    json(`/api/me/applications/${applicationId}/withdraw`, { method: "POST" }),
  reminded: (applicationId: string): Promise<ApplicationOut> =>
    json(`/api/me/applications/${applicationId}/reminded`, { method: "POST" }),
  respond: (applicationId: string, response: ResponseIn): Promise<ApplicationOut> =>
    json(`/api/me/applications/${applicationId}/response`, { method: "POST", body: response }),
  register: (offerId: string): Promise<RegistrationOut> =>
    json(`/api/offers/${offerId}/registration`, { method: "POST" }),
  unregister: (offerId: string): Promise<RegistrationOut> =>
    json(`/api/offers/${offerId}/registration`, { method: "DELETE" }),
  scan: (token: string, fix: FixIn | null): Promise<PosterScanOut> =>
    json("/api/posters/scan", { method: "POST", body: { token, fix } }),
};

/** The event for a calendar. */
export function eventFile(offerId: string): string {
  return `/offres/${offerId}.ics`;
}
