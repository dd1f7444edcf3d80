/** Offers and applications to try rules with, in tests only. */
import type { ApplicationOut, OfferOut } from "../../shared/protocol/types";

export function sampleOffer(id: string, told: Partial<OfferOut> = {}): OfferOut {
  return {
    id,
    kind: "job",
    title: "Vendeur·se",
    organisation: { id: "o", name: "Boulangerie de démonstration", kind: "employer", is_demo: true },
    position: { lat: 50.42, lon: 2.77 },
    location_precision: "door",
    commune: "Liévin",
    description: null,
    rome_code: "D1106",
    salary: null,
    working_hours: null,
    duration: null,
    starts_on: null,
    expires_on: null,
    ways_to_meet: [],
    visiting_hours: [],
    visiting_on_holidays: false,
    closed_on: [],
    without_driving_licence: null,
    wheelchair_accessible: null,
    questions: [],
    phone: null,
    apply_url: null,
    event: null,
    answers_within_days: null,
    page_url: `/offres/${id}`,
    source: null,
    takes_applications: true,
    is_silent: false,
    address: null,
    discovered_on: "2026-05-04",
    visited_on: null,
    ...told,
  };
}

export function sampleApplication(offerId: string, told: Partial<ApplicationOut> = {}): ApplicationOut {
  return {
    id: `application-${offerId}`,
    offer: { id: offerId, kind: "job", title: "Vendeur·se", organisation: "Boulangerie de démonstration" },
    state: "sent",
    refusal_reason: null,
    reply: null,
    phone: null,
    sent_at: "2026-05-04T09:00:00Z",
    seen_at: null,
    answered_at: null,
    reminder_due: false,
    closes_on: "2026-05-25",
    first_name: "Sacha",
    can_do: "Compter juste",
    available: "Le matin",
    questions: [],
    answers: [],
    changes: [{ at: "2026-05-04T09:00:00Z", action: "send", actor: "player", to_state: "sent" }],
    ...told,
  };
}
