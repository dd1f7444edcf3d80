/** TEMPORARY: payloads of employers, until they are generated from the server's schemas. */
import type { AnswerIn, OfferKind, WayToMeet } from "./types";

export type {
  ApplicationState,
  CommuneOut,
  EmployerApplicationOut,
  EmployerOrganisationOut,
  InvitationOut,
  MemberOut,
  OrganisationDetailsOut,
  OrganisationIn,
  OrganisationKind,
  OrganisationState,
  RefusalGround,
} from "./types";

export type DoorPlace = {
  type: "door";
  lat: number;
  lon: number;
  address: string | null;
  is_address_public: boolean;
};
export type OfferPlace =
  DoorPlace | { type: "commune"; insee: string } | { type: "home"; lat: number; lon: number };
export type OfferEvent = { starts_at: string; ends_at: string; seats: number | null };
export type OfferDraftIn = {
  kind: OfferKind;
  title: string;
  rome_code: string | null;
  description: string | null;
  place: OfferPlace | null;
  starts_on: string | null;
  expires_on: string | null;
  salary: string | null;
  working_hours: string | null;
  duration: string | null;
  ways_to_meet: WayToMeet[];
  phone: string | null;
  apply_url: string | null;
  questions: string[];
  without_driving_licence: boolean | null;
  wheelchair_accessible: boolean | null;
  visiting_hours: Record<string, [string, string][]> | null;
  event: OfferEvent | null;
};
export type OfferState = "draft" | "submitted" | "published" | "paused" | "filled" | "expired" | "withdrawn";
export type WordingFindingOut = {
  rule: string;
  severity: "block" | "warn";
  field: string;
  start: number | null;
  end: number | null;
  words: string | null;
  explanation: string;
  suggestion: string | null;
  source: string;
};
export type EmployerOfferOut = OfferDraftIn & {
  id: string;
  organisation_id: string;
  organisation_name: string;
  version: number;
  state: OfferState;
  reason: string | null;
  created_at: string | null;
  published_at: string | null;
  commune_insee: string | null;
  commune_name: string | null;
  source: { name: string; url: string | null } | null;
  found_by: number;
  visited_by: number;
  applications: { waiting: number; total: number };
  registrations: number;
  findings: WordingFindingOut[];
  page_url: string | null;
  can: string[];
};
export type WordingIn = {
  kind: OfferKind;
  title: string;
  description: string | null;
  questions: string[];
  salary: string | null;
  starts_on: string | null;
  expires_on: string | null;
  event_starts_at: string | null;
};
export type OccupationOut = { code: string; label: string; domain: string; domain_label: string };
export type AddressOut = {
  label: string;
  lat: number;
  lon: number;
  commune_insee: string;
  commune_name: string;
};
export type AddressesOut = { is_available: boolean; addresses: AddressOut[] };
export type EmployerAnswer = AnswerIn["answer"];
