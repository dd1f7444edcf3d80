/** What an employer does over HTTP: organisation, offers, applications, help while writing. Rejects as api.ts does. */
import { answerTo, json } from "./api";
import { ProblemError } from "./problem";
import type {
  AddressesOut,
  CommuneOut,
  AnswerIn,
  AnswerProblem,
  EmployerApplicationOut,
  EmployerOfferOut,
  EmployerOrganisationOut,
  OccupationOut,
  NewOfferIn,
  OfferDraftIn,
  OrganisationDetailsOut,
  OrganisationIn,
  PostedAction,
  RegistrationsOut,
  StaffedPlaceOut,
  StaffedPlacesOut,
  StandingAnswerOut,
  WordingFindingOut,
  WordingIn,
} from "./types";

const ORGANISATIONS = "/api/employer/organisations";
const OFFERS = "/api/employer/offers";

/** What moves an offer by one tap. */
export type OfferMove = Exclude<PostedAction, "edit">;

/** The answer that stands, where another one was given to what is there no more; null for any other failure. */
export function standingIn(error: unknown): StandingAnswerOut | null {
  return error instanceof ProblemError && "standing" in error.problem
    ? (error.problem as AnswerProblem).standing
    : null;
}

/** What can be said to somebody who is interested. */
export type EmployerAnswer = AnswerIn["answer"];

const post = (body: object = {}): { method: string; body: object } => ({ method: "POST", body });

export const employerApi = {
  organisations: async (): Promise<EmployerOrganisationOut[]> =>
    (await json<{ organisations: EmployerOrganisationOut[] }>("/api/employer")).organisations,
  register: (organisation: OrganisationIn): Promise<EmployerOrganisationOut> =>
    json(ORGANISATIONS, post(organisation)),
  correct: (id: string, organisation: OrganisationIn): Promise<EmployerOrganisationOut> =>
    json(`${ORGANISATIONS}/${id}`, { method: "PUT", body: organisation }),
  details: (id: string): Promise<OrganisationDetailsOut> => json(`${ORGANISATIONS}/${id}`),
  invite: (id: string, email: string): Promise<OrganisationDetailsOut> =>
    json(`${ORGANISATIONS}/${id}/invitations`, post({ email })),
  uninvite: (id: string, invitationId: string): Promise<unknown> =>
    answerTo(`${ORGANISATIONS}/${id}/invitations/${invitationId}`, { method: "DELETE" }),
  acceptInvitation: (token: string): Promise<OrganisationDetailsOut> =>
    json("/api/employer/invitations/accept", post({ token })),
  makeOwner: (id: string, accountId: string): Promise<OrganisationDetailsOut> =>
    json(`${ORGANISATIONS}/${id}/members/${accountId}`, { method: "PUT", body: { is_owner: true } }),
  removeMember: (id: string, accountId: string): Promise<unknown> =>
    answerTo(`${ORGANISATIONS}/${id}/members/${accountId}`, { method: "DELETE" }),

  offers: async (organisationId: string): Promise<EmployerOfferOut[]> =>
    (await json<{ offers: EmployerOfferOut[] }>(`${ORGANISATIONS}/${organisationId}/offers`)).offers,
  offer: (id: string): Promise<EmployerOfferOut> => json(`${OFFERS}/${id}`),
  draft: (organisationId: string, offer: NewOfferIn): Promise<EmployerOfferOut> =>
    json(`${ORGANISATIONS}/${organisationId}/offers`, post(offer)),
  change: (id: string, version: number, offer: OfferDraftIn): Promise<EmployerOfferOut> =>
    json(`${OFFERS}/${id}`, { method: "PUT", body: { version, ...offer } }),
  move: (id: string, version: number, move: OfferMove): Promise<EmployerOfferOut> =>
    json(`${OFFERS}/${id}/${move}`, post(move === "extend" ? { version, until: null } : { version })),

  applications: async (offerId: string): Promise<EmployerApplicationOut[]> =>
    (await json<{ applications: EmployerApplicationOut[] }>(`${OFFERS}/${offerId}/applications`))
      .applications,
  registrations: (offerId: string): Promise<RegistrationsOut> => json(`${OFFERS}/${offerId}/registrations`),
  seen: (id: string): Promise<EmployerApplicationOut> =>
    json(`/api/employer/applications/${id}/seen`, post()),
  answer: (id: string, answer: AnswerIn): Promise<EmployerApplicationOut> =>
    json(`/api/employer/applications/${id}/answer`, post(answer)),

  /** Public places where somebody is met. Not joker_api's: the game's code would be cut into more pieces for it. */
  staffedPlaces: async (): Promise<StaffedPlaceOut[]> =>
    (await json<StaffedPlacesOut>("/api/staffed-places")).places,

  poster: (offerId: string, format: "pdf" | "png"): string => `${OFFERS}/${offerId}/poster.${format}`,
  undoHire: (id: string, version: number): Promise<EmployerApplicationOut> =>
    json(`/api/employer/applications/${id}/undo-hire`, post({ version })),
  restorePoster: (offerId: string): Promise<unknown> =>
    answerTo(`${OFFERS}/${offerId}/poster/restore`, post()),
  revokePoster: (offerId: string): Promise<unknown> => answerTo(`${OFFERS}/${offerId}/poster/revoke`, post()),

  wording: async (words: WordingIn): Promise<WordingFindingOut[]> =>
    (await json<{ findings: WordingFindingOut[] }>("/api/wording", post(words))).findings,
  occupations: async (query: string): Promise<OccupationOut[]> =>
    (await json<{ occupations: OccupationOut[] }>(`/api/rome?q=${encodeURIComponent(query)}`)).occupations,
  addresses: (query: string): Promise<AddressesOut> => json(`/api/addresses?q=${encodeURIComponent(query)}`),
  communes: async (): Promise<CommuneOut[]> =>
    (await json<{ communes: CommuneOut[] }>("/api/communes")).communes,
};
