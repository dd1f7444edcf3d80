/**
 * What the server sends and takes. Made by `npm run types` from server/schemas: change the payload classes there,
 * never this file.
 */

/**
 * Roles of an account; it may have several.
 */
export type Role = "player" | "joker" | "employer" | "organiser";
/**
 * All the age that is ever asked for.
 */
export type AgeBand = "under_15" | "15_17" | "18_plus";
/**
 * Reasons why an employer says no. A list: a reason helps for the next time, and none of these is one that French
 * law forbids (Code du travail L.1132-1: origin, age, sex, health, place of residence …). `other` needs words.
 */
export type RefusalGround =
  | "another_chosen"
  | "position_filled"
  | "position_withdrawn"
  | "experience"
  | "qualification"
  | "schedule"
  | "start_date"
  | "other";
/**
 * Kinds of places that an employer may name: the offer's own door, a staffed public place of the campaign, or an
 * address that they write.
 */
export type InterviewPlace = "offer" | "public" | "address";
/**
 * States of an application. `phone`: the employer wants to talk first; `not_now`: they met, and nothing came of it
 * this time; `closed`: nobody answered in time, or the offer was filled.
 */
export type ApplicationState =
  "sent" | "seen" | "meeting_proposed" | "phone" | "refused" | "met" | "hired" | "not_now" | "withdrawn" | "closed";
/**
 * The applicant's word on an interview, or a call, that was proposed.
 */
export type Response = "yes" | "other_time" | "no" | "question";
/**
 * Outcomes of a case, as the person who reported or asked is told.
 */
export type CaseOutcome =
  | "measure_taken"
  | "nothing_wrong"
  | "not_enough_known"
  | "person_safe"
  | "measure_lifted"
  | "measure_upheld"
  | "answered";
/**
 * Moves of an application. `remind` is the player's call after a silence, `respond` what they say to an interview
 * or a call, `restore` undoes a withdrawal, `put_off` is the employer's "not now", `close` the end of the wait, `fill`
 * that of the offer.
 */
export type ApplicationAction =
  | "send"
  | "see"
  | "propose_meeting"
  | "phone"
  | "refuse"
  | "meet"
  | "hire"
  | "put_off"
  | "remind"
  | "respond"
  | "withdraw"
  | "restore"
  | "close"
  | "fill";
/**
 * Actors who move an application: the one who applied, the organisation's people, or the clock.
 */
export type ApplicationActor = "player" | "employer" | "clock";
/**
 * Kinds of offers.
 */
export type OfferKind = "job" | "internship" | "apprenticeship" | "training" | "civic_service" | "immersion" | "event";
/**
 * Topics of questions.
 */
export type HelpTopic = "cv" | "interview" | "trade" | "getting_around" | "papers" | "other";
/**
 * Proofs that somebody is there: a position at the place, the code that the other one showed them, or the code that
 * the place's desk has for the day.
 */
export type CheckInProof = "position" | "others_code" | "desk_code";
/**
 * The parts of a day's budget.
 */
export type Budget = "walk" | "new_devices" | "discoveries" | "visits";
/**
 * Languages that people in the territory speak (ISO 639-1); more than the interface has.
 */
export type SpokenLanguage = "ar" | "en" | "fr" | "de" | "it" | "pl" | "pt" | "ro" | "es" | "tr" | "uk";
/**
 * Moves of a call.
 */
export type CallAction = "accept" | "withdraw" | "give_up" | "expire" | "close";
/**
 * Roles of those who move a call. A helper is the Joker who accepted, a recipient one to whom it was shown.
 */
export type CallRole = "asker" | "recipient" | "helper" | "clock";
/**
 * States of a call. `waiting`: nobody answered, the player knows, and the next free Joker is told.
 */
export type CallState = "open" | "waiting" | "accepted" | "withdrawn" | "expired" | "closed";
/**
 * Reasons why a call can no longer be answered.
 */
export type GoneReason = "taken" | "withdrawn" | "expired" | "hidden";
/**
 * Reasons why somebody cancels, if they say. Words to choose from: an appointment is no place for a letter.
 */
export type CancelReason = "ill" | "no_time" | "transport" | "other_time" | "changed_mind";
/**
 * Steps of a case that are logged. `read` is an organiser who opened the evidence.
 */
export type CaseAction = "opened" | "read" | "brought_up" | "measure_taken" | "measure_lifted" | "closed";
/**
 * Kinds of cases. An alert is about somebody who is missed at a meeting, an appeal about a measure; a question is
 * about nobody.
 */
export type CaseKind = "report" | "alert" | "appeal" | "question";
/**
 * Kinds of what a case is about. An event is an offer; an employer's message stands in its application. `team` is a
 * question to the organisers, with an id of its own.
 */
export type SubjectKind =
  "conversation" | "meeting" | "offer" | "application" | "profile" | "place" | "measure" | "team";
/**
 * Reasons to call an organiser in.
 */
export type ReportReason =
  "disrespect" | "harassment" | "asks_for_money" | "private_meeting" | "spam" | "false_offer" | "other";
/**
 * Parts that people have in a case. `other` was there too; `member` answers for the organisation.
 */
export type PersonRole = "reporter" | "about" | "other" | "member";
/**
 * States of somebody on the way to being a Joker.
 */
export type JokerState = "applied" | "approved" | "declined" | "suspended" | "left";
/**
 * Kinds of words that are kept.
 */
export type WordsKind =
  | "question"
  | "message"
  | "title"
  | "description"
  | "first_name"
  | "can_do"
  | "available"
  | "answers"
  | "reply"
  | "place";
/**
 * States of a meeting. `under_way`: somebody has checked in; `met`: both had; `lapsed`: nobody answered.
 */
export type MeetingState = "proposed" | "confirmed" | "under_way" | "met" | "missed" | "cancelled" | "lapsed";
/**
 * Answers of a trusted contact to being one. Who declines, or was named by mistake, is forgotten at once.
 */
export type ContactAnswer = "confirmed" | "declined";
/**
 * Kinds of measures, the mildest first.
 *
 * A pause keeps somebody from writing to anybody. Suspended is until a day, banned without an end: nothing is left but
 * to read why, to appeal, to take one's data along and to leave.
 */
export type MeasureKind =
  | "warning"
  | "messages_paused"
  | "offer_taken_down"
  | "joker_suspended"
  | "organisation_suspended"
  | "suspended"
  | "banned";
/**
 * One of eight directions of 45 degrees, clockwise from north.
 */
export type CompassSector =
  "north" | "north_east" | "east" | "south_east" | "south" | "south_west" | "west" | "north_west";
/**
 * Verdicts on a fix; the first that applies, in this order.
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
 * Ways in which an employer likes to be met.
 */
export type WayToMeet = "drop_by" | "try_an_hour" | "phone_first" | "job_dating" | "apply_online";
/**
 * States of an organisation.
 */
export type OrganisationState = "pending" | "verified" | "declined" | "suspended";
/**
 * States of an offer.
 */
export type OfferState = "draft" | "submitted" | "published" | "paused" | "filled" | "expired" | "withdrawn";
/**
 * Actions that the people of an organisation may take on an offer.
 */
export type PostedAction = "edit" | "submit" | "pause" | "resume" | "fill" | "withdraw" | "extend" | "restore";
/**
 * Kinds of organisations that make offers.
 */
export type OrganisationKind = "employer" | "school" | "agency" | "association" | "public_service";
/**
 * States of a registration.
 */
export type RegistrationState = "registered" | "waiting";
/**
 * Languages of the user interface.
 */
export type Language = "fr" | "en";
/**
 * Rules by which points are given.
 */
export type PointRule =
  | "cells"
  | "discovery"
  | "visit"
  | "new_domain"
  | "new_commune"
  | "help_received"
  | "help_given"
  | "joker_met"
  | "player_met"
  | "reminder";
/**
 * Kinds of notifications. Their words are made from the kind, in the reader's language, where they are shown.
 */
export type NotificationKind =
  | "call_waiting_for_you"
  | "call_answered"
  | "message_received"
  | "meeting_proposed"
  | "meeting_confirmed"
  | "meeting_cancelled"
  | "meeting_late"
  | "meeting_reminder"
  | "meeting_all_well"
  | "joker_approved"
  | "joker_declined"
  | "joker_suspended"
  | "identity_checked"
  | "identity_withdrawn"
  | "report_settled"
  | "case_opened"
  | "measure_taken"
  | "measure_lifted"
  | "appeal_decided"
  | "event_seat_free"
  | "event_moved"
  | "event_called_off"
  | "application_answered"
  | "interview_reminder"
  | "application_unanswered"
  | "application_closed"
  | "offer_filled";
/**
 * Decisions of an organiser on who a Joker is.
 */
export type IdentityAction = "confirm" | "withdraw";
/**
 * Moves of a Joker from one state to another.
 */
export type JokerAction = "apply" | "approve" | "decline" | "suspend" | "leave";
/**
 * Actors who may move a Joker.
 */
export type JokerActor = "self" | "organiser";
/**
 * Roles of those who move a meeting: the two, or the game, for the clock and for private reasons (a block, somebody
 * who left, a suspension).
 */
export type MeetingRole = "asker" | "helper" | "game";
/**
 * Moves of a meeting.
 */
export type MeetingAction = "confirm" | "cancel" | "lapse" | "check_in" | "check_out" | "say_well" | "close";
/**
 * Moves of an offer from one state to another. `restore` undoes that its employer ended it.
 */
export type OfferAction =
  "submit" | "publish" | "send_back" | "pause" | "resume" | "fill" | "expire" | "extend" | "withdraw" | "restore";
/**
 * Moves of an organisation from one state to another.
 */
export type OrganisationAction = "register" | "edit" | "verify" | "decline" | "suspend" | "reinstate";
/**
 * Kinds of public places.
 */
export type PlaceKind =
  | "town_hall"
  | "library"
  | "station"
  | "school"
  | "training_place"
  | "employment_service"
  | "museum"
  | "landmark"
  | "sport"
  | "culture"
  | "park";
/**
 * Bands of the distance to the nearest fitting tile.
 */
export type HintBand = "burning" | "hot" | "warm" | "cool" | "cold";
/**
 * Precision of an offer's position: its door, some point of its street, or only its commune.
 */
export type LocationPrecision = "door" | "street" | "commune";
/**
 * Results of a scan. Only `visited` is a visit; with all others the offer is known to the player, no more.
 */
export type ScanResult = "visited" | "already_visited" | "closed" | "too_far" | "no_position" | "no_door";
/**
 * The severity of a finding: whether an offer can go out with it.
 */
export type Severity = "block" | "warn";

/**
 * The token behind #invitation= in the mailed link.
 */
export interface AcceptInvitationIn {
  token: string;
}
/**
 * The data of one's account besides the game.
 */
export interface AccountOut {
  /**
   * null for a guest.
   */
  email: string | null;
  roles: Role[];
  consent: ConsentOut;
}
/**
 * The player's answer to having their position used; days are UTC.
 */
export interface ConsentOut {
  /**
   * Which words were consented to; null when no client told.
   */
  version: string | null;
  given_on: string | null;
  /**
   * Since then `gps_fixes` is refused with `consent_withdrawn`.
   */
  withdrawn_on: string | null;
}
/**
 * An address of the Base Adresse Nationale.
 */
export interface AddressOut {
  /**
   * As one writes it: 12 Rue de la Paix 62800 Liévin.
   */
  label: string;
  /**
   * Latitude, degrees north (WGS 84).
   */
  lat: number;
  /**
   * Longitude, degrees east (WGS 84).
   */
  lon: number;
  commune_insee: string;
  commune_name: string;
}
/**
 * Those that fit, best first and near the territory first.
 */
export interface AddressesOut {
  /**
   * False while the address service does not answer: set a pin instead.
   */
  is_available: boolean;
  addresses: AddressOut[];
}
/**
 * Somebody's age band, before they tell anything else.
 */
export interface AgeIn {
  age_band: AgeBand;
}
/**
 * An employer's answer. `meeting_proposed` needs an `interview`, `phone` a `phone`.
 */
export interface AnswerIn {
  /**
   * Of the application as it was read; another one is an `edit_conflict`.
   */
  version: number;
  /**
   * One of `can`.
   */
  answer: "meeting_proposed" | "phone" | "refused" | "met" | "hired" | "not_now";
  /**
   * Needed for `refused`; `other` needs words.
   */
  refusal_reason?: RefusalGround | null;
  /**
   * Shown to the player as it is.
   */
  reply?: string | null;
  interview?: InterviewIn | null;
  /**
   * The number to call.
   */
  phone?: string | null;
}
/**
 * Time and place of an interview; with a minor at the offer's door or a public place, in its hours.
 */
export interface InterviewIn {
  starts_at: string;
  place: InterviewPlace;
  /**
   * Of `public`: one of GET /api/staffed-places.
   */
  place_id?: string | null;
  /**
   * Of `address`.
   */
  address?: string | null;
}
/**
 * A conflict of answers. Nothing was changed: show what stands, and ask.
 */
export interface AnswerProblem {
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
  /**
   * With `edit_conflict`.
   */
  standing: StandingAnswerOut | null;
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
 * The answer that stands. Nothing is told of an application that was taken back but that it was.
 */
export interface StandingAnswerOut {
  state: ApplicationState;
  version: number;
  refusal_reason: RefusalGround | null;
  reply: string | null;
  interview: InterviewOut | null;
  phone: string | null;
  response: Response | null;
  response_words: string | null;
  can: ApplicationState[];
  hire: HeldHireOut | null;
}
/**
 * Time and place at which the employer proposes to meet.
 */
export interface InterviewOut {
  starts_at: string;
  place: string;
}
/**
 * Good news that can still be undone: when it is told, and with which words.
 */
export interface HeldHireOut {
  told_at: string;
  reply: string | null;
}
/**
 * Somebody's words against a measure.
 */
export interface AppealIn {
  text: string;
}
/**
 * My appeal, and what came of it.
 */
export interface AppealOut {
  sent_at: string;
  text: string | null;
  /**
   * null: an organiser is still to decide.
   */
  closed_at: string | null;
  outcome: CaseOutcome | null;
  answer: string | null;
}
/**
 * `fill` says that the offer was filled, `close` that nobody answered in time.
 */
export interface ApplicationChangeOut {
  at: string;
  action: ApplicationAction;
  actor: ApplicationActor;
  to_state: ApplicationState;
}
/**
 * `application_changed`: an application of the player's moved. What a worker does, such as closing after a long
 * silence, is told by a `notification` alone: ask for all of them again then, and on each connection.
 */
export interface ApplicationChangedOut {
  application: ApplicationOut;
}
/**
 * An application, as the one who applied sees it.
 */
export interface ApplicationOut {
  id: string;
  offer: OfferAppliedForOut;
  state: ApplicationState;
  refusal_reason: RefusalGround | null;
  /**
   * The employer's own words.
   */
  reply: string | null;
  sent_at: string;
  seen_at: string | null;
  /**
   * The first time.
   */
  answered_at: string | null;
  /**
   * Last local day on which an answer is waited for.
   */
  closes_on: string;
  /**
   * Moves with each answer, and when it is taken back or sent anew.
   */
  version: number;
  interview: InterviewOut | null;
  /**
   * To the interview or the call that is proposed.
   */
  response: Response | null;
  response_words: string | null;
  first_name: string;
  can_do: string;
  available: string;
  /**
   * The offer's, when the application was sent.
   */
  questions: string[];
  /**
   * To the questions, in their order; empty where one was left open.
   */
  answers: string[];
  /**
   * The employer's number, if they gave one.
   */
  phone: string | null;
  /**
   * Until then it can be undone that it was taken back; null where it was not.
   */
  restorable_until: string | null;
  /**
   * Nobody has answered for long: asking again is worth points, once.
   */
  reminder_due: boolean;
  /**
   * Oldest first.
   */
  changes: ApplicationChangeOut[];
}
/**
 * The part of the offer that stays, whatever becomes of the offer.
 */
export interface OfferAppliedForOut {
  id: string;
  kind: OfferKind;
  title: string;
  organisation: string;
}
/**
 * An application, and what the employer answered.
 */
export interface ApplicationExport {
  id: string;
  offer_id: string;
  title: string;
  organisation: string;
  state: ApplicationState;
  first_name: string;
  can_do: string;
  available: string;
  questions: string[];
  answers: string[];
  refusal_reason: RefusalGround | null;
  /**
   * The employer's own words.
   */
  reply: string | null;
  sent_at: string;
  seen_at: string | null;
  answered_at: string | null;
  reminded_on: string | null;
  interview: InterviewOut | null;
  /**
   * The employer's, to call first.
   */
  phone: string | null;
  response: Response | null;
  response_words: string | null;
  /**
   * Oldest first.
   */
  changes: ApplicationChangeOut[];
}
/**
 * The player's applications, the newest first.
 */
export interface ApplicationsOut {
  applications: ApplicationOut[];
}
/**
 * A player's words to an employer. No CV, and contact data only if they write it.
 */
export interface ApplyIn {
  first_name: string;
  /**
   * What I can do.
   */
  can_do: string;
  /**
   * When I can.
   */
  available?: string;
  /**
   * One for each question of the offer, in their order; empty for one left open.
   */
  answers?: string[];
  /**
   * Only after `contact_data_found`: a minor wants what was found to go out.
   */
  confirmed?: boolean;
}
/**
 * `ask_joker`: a question to Jokers. Sent again with the same `call_id`, it is asked once.
 */
export interface AskJokerIn {
  /**
   * Made by the device.
   */
  call_id: string;
  topic: HelpTopic;
  /**
   * Languages that people in the territory speak (ISO 639-1); more than the interface has.
   */
  language?: "ar" | "en" | "fr" | "de" | "it" | "pl" | "pt" | "ro" | "es" | "tr" | "uk";
  text?: string | null;
  /**
   * A discovered offer it is about; Jokers see its title.
   */
  offer_id?: string | null;
  /**
   * The trade it is about (F17); the offer's when left out.
   */
  rome_domain?: string | null;
  /**
   * Forgotten as soon as the call is no longer open.
   */
  near?: TileIn | null;
  /**
   * Only after `contact_data_found`: a minor wants the phone number or address in the text to go out all the same.
   */
  confirmed?: boolean;
}
/**
 * A slippy-map tile of zoom 17, about 195 m: all that Jokers' ranking is told of where somebody asks.
 */
export interface TileIn {
  /**
   * Column, from the west.
   */
  x: number;
  /**
   * Row, from the north.
   */
  y: number;
}
/**
 * The attendance of one of the two, as they told it.
 */
export interface AttendanceOut {
  late_minutes: number | null;
  checked_in_at: string | null;
  checked_out_at: string | null;
  /**
   * When they said that all is well without having checked in: before the end, that they do not come.
   */
  well_at: string | null;
  /**
   * What proved that they came.
   */
  came_by: CheckInProof | null;
}
/**
 * A Joker's free times, in the campaign's local time. They replace what was there; "free now" stays.
 */
export interface AvailabilityIn {
  slots: WeeklySlotIn[];
  days_off?: string[];
  extra_slots?: ExtraSlotIn[];
}
/**
 * Free every week.
 */
export interface WeeklySlotIn {
  /**
   * Local time, HH:MM.
   */
  starts: string;
  /**
   * Local time, HH:MM; not included.
   */
  ends: string;
  /**
   * A staffed place; null is in the app.
   */
  place_id?: string | null;
  /**
   * 0 is Monday.
   */
  weekday: number;
}
/**
 * Free on one day only, a day off or not.
 */
export interface ExtraSlotIn {
  /**
   * Local time, HH:MM.
   */
  starts: string;
  /**
   * Local time, HH:MM; not included.
   */
  ends: string;
  /**
   * A staffed place; null is in the app.
   */
  place_id?: string | null;
  on: string;
}
/**
 * Somebody whom this person has blocked.
 */
export interface BlockExport {
  name: string;
  blocked_at: string;
}
/**
 * Those whom the player has blocked, the latest first.
 */
export interface BlockedListOut {
  blocked: BlockedOut[];
}
/**
 * Somebody whom the player has blocked.
 */
export interface BlockedOut {
  player_id: string;
  name: string;
  blocked_at: string;
}
/**
 * Acknowledgement with the player's question as it stands.
 */
export interface CallAck {
  ok: true;
  call: MyCallOut;
}
/**
 * The player's own question.
 */
export interface MyCallOut {
  id: string;
  topic: HelpTopic;
  language: SpokenLanguage;
  text: string | null;
  offer_id: string | null;
  rome_domain: string | null;
  /**
   * waiting: nobody has answered yet, and the next free Joker is told.
   */
  state: "open" | "waiting" | "accepted" | "withdrawn" | "expired" | "closed";
  asked_at: string;
  /**
   * To how many Jokers it was shown so far.
   */
  jokers_asked: number;
  /**
   * Under 18, at night: no Joker is shown it before that. null: they are.
   */
  rests_until: string | null;
}
/**
 * A change of a call's state; `action` is null for the asking.
 */
export interface CallChangeExport {
  at: string;
  action: CallAction | null;
  role: CallRole;
  to_state: CallState;
}
/**
 * `call_changed`: the player's own question moved, for example because nobody answered.
 */
export interface CallChangedOut {
  call: MyCallOut;
}
/**
 * A question that was asked or answered, and what was said.
 */
export interface CallExport {
  id: string;
  /**
   * Roles of those who move a call. A helper is the Joker who accepted, a recipient one to whom it was shown.
   */
  role: "asker" | "recipient" | "helper" | "clock";
  /**
   * null when nobody answered, or the other one has left.
   */
  other_name: string | null;
  topic: HelpTopic;
  language: SpokenLanguage;
  /**
   * The question.
   */
  text: string | null;
  offer_id: string | null;
  rome_domain: string | null;
  near: NearExport | null;
  state: CallState;
  asked_at: string;
  accepted_at: string | null;
  closed_at: string | null;
  /**
   * The asker's answer: thanks, when it is true. The Joker is told of a yes only.
   */
  helped: boolean | null;
  messages: MessageExport[];
  mine: ReceiptOut | null;
  theirs: ReceiptOut | null;
  /**
   * Oldest first.
   */
  changes: CallChangeExport[];
}
/**
 * The tile of zoom 17 (195 m) from which an open call was asked.
 */
export interface NearExport {
  x: number;
  y: number;
}
/**
 * A message; `text` is null when the other one has left and taken it along.
 */
export interface MessageExport {
  sequence: number;
  mine: boolean;
  text: string | null;
  sent_at: string;
}
/**
 * The newest messages that somebody has received and read: sequence numbers, 0 is nothing.
 */
export interface ReceiptOut {
  delivered_up_to: number;
  read_up_to: number;
}
/**
 * `call_gone`: the question needs no answer any more.
 */
export interface CallGoneOut {
  call_id: string;
  reason: GoneReason;
}
/**
 * Names a call.
 */
export interface CallIdIn {
  call_id: string;
}
/**
 * `call_offered`: somebody asks; the first Joker who accepts gets it.
 */
export interface CallOfferedOut {
  call: OfferedCallOut;
}
/**
 * A question as Jokers see it before one accepts: not who asks, nor where.
 */
export interface OfferedCallOut {
  id: string;
  topic: HelpTopic;
  language: SpokenLanguage;
  text: string | null;
  offer_title: string | null;
  rome_domain: string | null;
  asked_at: string;
  /**
   * Whoever asks is under 18.
   */
  asker_is_minor: boolean;
}
/**
 * `call_taken`: another Joker was quicker.
 */
export interface CallTakenOut {
  call_id: string;
}
/**
 * The campaign that runs, the last one and the next one; null where there is none.
 */
export interface CampaignDatesOut {
  running: CampaignDaysOut | null;
  last: CampaignDaysOut | null;
  next: CampaignDaysOut | null;
}
/**
 * A campaign's name and days.
 */
export interface CampaignDaysOut {
  name: string;
  starts_on: string;
  /**
   * null is no end.
   */
  ends_on: string | null;
}
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
 * `cancel_meeting`: declines, withdraws or calls off. The other one is told, with the reason if there is one.
 */
export interface CancelMeetingIn {
  meeting_id: string;
  reason?: CancelReason | null;
}
/**
 * A case with its evidence.
 */
export interface CaseFileOut {
  case: CaseOut;
  /**
   * What the reporter adds.
   */
  text: string | null;
  reporter_id: string | null;
  about_id: string | null;
  organisation_id: string | null;
  organisation_name: string | null;
  answer: string | null;
  note: string | null;
  people: CasePersonOut[];
  words: CaseWordsOut[];
  meetings: CaseMeetingOut[];
  earlier: EarlierCaseOut[];
  log: LogLineOut[];
  measures: CaseMeasureOut[];
}
/**
 * A case as the queue shows it: it names nobody.
 */
export interface CaseOut {
  id: string;
  kind: CaseKind;
  subject: SubjectOut;
  /**
   * null for an alert.
   */
  reason: ReportReason | null;
  concerns_minor: boolean;
  opened_at: string;
  closed_at: string | null;
  outcome: CaseOutcome | null;
}
/**
 * The thing that a case is about; it may be gone.
 */
export interface SubjectOut {
  kind: SubjectKind;
  id: string;
}
/**
 * Somebody as they were when the case was opened.
 */
export interface CasePersonOut {
  player_id: string;
  account_id: string;
  role: PersonRole;
  name: string;
  email: string | null;
  age_band: AgeBand;
  joker_state: JokerState | null;
  identity_checked_at: string | null;
  /**
   * Their account is gone.
   */
  left: boolean;
}
/**
 * Words around the case; `author_id` is null for an organisation's.
 */
export interface CaseWordsOut {
  number: number;
  kind: WordsKind;
  author_id: string | null;
  text: string;
  said_at: string | null;
}
/**
 * A meeting of the people of the case.
 */
export interface CaseMeetingOut {
  meeting_id: string;
  place: string;
  starts_at: string;
  ends_at: string;
  state: MeetingState;
  asker_id: string | null;
  joker_id: string | null;
  asker_checked_in_at: string | null;
  asker_checked_out_at: string | null;
  asker_came_by: CheckInProof | null;
  /**
   * When they said that all is well, not having come.
   */
  asker_well_at: string | null;
  helper_checked_in_at: string | null;
  helper_checked_out_at: string | null;
  helper_came_by: CheckInProof | null;
  helper_well_at: string | null;
  /**
   * Whom the asker trusts.
   */
  contact_name: string | null;
  contact_email: string | null;
  contact_phone: string | null;
  /**
   * null: they have not answered, or were not asked.
   */
  contact_answer: ContactAnswer | null;
}
/**
 * Another case in which somebody of this one had a part.
 */
export interface EarlierCaseOut {
  case: CaseOut;
  player_id: string;
  role: PersonRole;
}
/**
 * A step of a case.
 */
export interface LogLineOut {
  at: string;
  action: CaseAction;
  /**
   * The organiser; null is the game, a token, or somebody who has left.
   */
  name: string | null;
  /**
   * Name of a session that was begun with the server's token.
   */
  token_session: string | null;
}
/**
 * A measure against somebody of the case, in this case or before.
 */
export interface CaseMeasureOut {
  id: string;
  kind: MeasureKind;
  reason: string;
  player_id: string | null;
  organisation_id: string | null;
  taken_at: string;
  ends_at: string | null;
  lifted_at: string | null;
}
/**
 * Open cases, those with a minor first, then those closed in the last 30 days.
 */
export interface CasesOut {
  cases: CaseOut[];
}
/**
 * `check_in`: I am there. Either of the two proves it; the position is judged and forgotten.
 */
export interface CheckInIn {
  meeting_id: string;
  fix?: FixIn | null;
  /**
   * The one that the other one shows, or the desk's of the day.
   */
  code?: string | null;
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
 * `check_out`: I am leaving. After `check_out_due_at`, or for who came by a code, it takes no proof.
 */
export interface CheckOutIn {
  meeting_id: string;
  fix?: FixIn | null;
  code?: string | null;
}
/**
 * Base maps to try, in this order, and where passkeys work; null is "not set up here".
 */
export interface ClientSettingsOut {
  pmtiles_url: string | null;
  style_url: string | null;
  schematic_url: string;
  /**
   * Passkeys work at this address of the game and no other.
   */
  passkey_origin: string | null;
}
/**
 * `close_conversation`: it is over. The asker may say whether it helped, later too; the first answer stands.
 */
export interface CloseConversationIn {
  conversation_id: string;
  /**
   * Did it help? Asked of the asker only; yes gives points to both.
   */
  helped?: boolean | null;
}
/**
 * The address to which a sign-in code is sent.
 */
export interface CodeIn {
  email: string;
}
/**
 * Facts about a code on its way; the same whether somebody plays with the address or not.
 */
export interface CodeSentOut {
  digits: number;
  /**
   * After so many wrong ones in this browser the code is dead.
   */
  tries: number;
  /**
   * Seconds from now.
   */
  valid_s: number;
}
/**
 * Somewhere in a commune.
 */
export interface CommuneIn {
  type: "commune";
  /**
   * INSEE code of the commune.
   */
  insee: string;
}
/**
 * A commune of the campaign.
 */
export interface CommuneOut {
  insee: string;
  name: string;
}
/**
 * The communes in the campaign's territory, by name.
 */
export interface CommunesOut {
  communes: CommuneOut[];
}
/**
 * `confirm_meeting`: agrees to what the other one proposed.
 */
export interface ConfirmMeetingIn {
  meeting_id: string;
  /**
   * From an asker under 18 who has named nobody yet (`contact_needed`).
   */
  trusted_contact?: TrustedContactIn | null;
}
/**
 * Somebody whom a player under 18 trusts. At least one of `email` and `phone`.
 */
export interface TrustedContactIn {
  /**
   * As the player calls them.
   */
  name: string;
  /**
   * They are asked once the meeting is agreed, and told if the player is missed.
   */
  email?: string | null;
  /**
   * Without an address an organiser calls them.
   */
  phone?: string | null;
}
/**
 * Consent to having one's position used.
 */
export interface ConsentIn {
  /**
   * Which words on geolocation are meant, such as "2026-11".
   */
  version: string;
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
 * Acknowledgement with the conversation as it stands.
 */
export interface ConversationAck {
  ok: true;
  conversation: ConversationOut;
}
/**
 * A conversation as this player sees it.
 */
export interface ConversationOut {
  id: string;
  /**
   * Roles of those who move a call. A helper is the Joker who accepted, a recipient one to whom it was shown.
   */
  role: "asker" | "recipient" | "helper" | "clock";
  /**
   * null is somebody who has left for good, and taken their words along: forget what the device kept.
   */
  other: OtherOut | null;
  topic: HelpTopic;
  language: SpokenLanguage;
  /**
   * The question.
   */
  text: string | null;
  offer_title: string | null;
  /**
   * States of a call. `waiting`: nobody answered, the player knows, and the next free Joker is told.
   */
  state: "open" | "waiting" | "accepted" | "withdrawn" | "expired" | "closed";
  accepted_at: string | null;
  closed_at: string | null;
  /**
   * The asker's answer. The Joker is told of a yes only.
   */
  helped: boolean | null;
  /**
   * Number of the newest message, 0 without any.
   */
  last_sequence: number;
  /**
   * Whoever asked is under 18.
   */
  asker_is_minor: boolean;
  mine: ReceiptOut;
  theirs: ReceiptOut;
}
/**
 * The other one, by the name they go by.
 */
export interface OtherOut {
  player_id: string;
  name: string;
}
/**
 * `conversation_changed`: a call was accepted, or the conversation closed.
 */
export interface ConversationChangedOut {
  conversation: ConversationOut;
}
/**
 * `conversation_gone`: one of the two has blocked the other. Nothing of it is shown any more.
 */
export interface ConversationGoneOut {
  conversation_id: string;
}
/**
 * Names a conversation: the id of the call that it began with.
 */
export interface ConversationIdIn {
  conversation_id: string;
}
/**
 * An organiser's words on a decision; the Joker is shown them. Needed to decline or suspend.
 */
export interface DecisionIn {
  reason?: string | null;
}
/**
 * The metres and seconds that a device was walked on the last day on which it sent fixes.
 */
export interface DeviceDayExport {
  device_id: string;
  day: string;
  metres: number;
  seconds: number;
}
/**
 * A phone or browser that has sent fixes.
 */
export interface DeviceExport {
  id: string;
  first_seen_on: string;
}
/**
 * An offer that was found; title and organisation while it is still there.
 */
export interface DiscoveryExport {
  offer_id: string;
  title: string | null;
  organisation: string | null;
  discovered_on: string;
  visited_on: string | null;
}
/**
 * Acknowledgement: it is done, and was before if it was sent before.
 */
export interface DoneAck {
  ok: true;
}
/**
 * A door to which people may come; never somebody's home.
 */
export interface DoorIn {
  /**
   * Latitude, degrees north (WGS 84).
   */
  lat: number;
  /**
   * Longitude, degrees east (WGS 84).
   */
  lon: number;
  type: "door";
  address?: string | null;
  /**
   * Let public pages show it; finding the offer then wins no points.
   */
  is_address_public?: boolean;
}
/**
 * A door to which people may come.
 */
export interface DoorOut {
  type: "door";
  lat: number;
  lon: number;
  address: string | null;
  is_address_public: boolean;
}
/**
 * An application, as a member of the organisation sees it: a first name and what they wrote, nothing else.
 */
export interface EmployerApplicationOut {
  id: string;
  offer: OfferAppliedForOut;
  state: ApplicationState;
  refusal_reason: RefusalGround | null;
  /**
   * The employer's own words.
   */
  reply: string | null;
  sent_at: string;
  seen_at: string | null;
  /**
   * The first time.
   */
  answered_at: string | null;
  /**
   * Last local day on which an answer is waited for.
   */
  closes_on: string;
  /**
   * Moves with each answer, and when it is taken back or sent anew.
   */
  version: number;
  interview: InterviewOut | null;
  /**
   * To the interview or the call that is proposed.
   */
  response: Response | null;
  response_words: string | null;
  first_name: string;
  can_do: string;
  available: string;
  /**
   * The offer's, when the application was sent.
   */
  questions: string[];
  /**
   * To the questions, in their order; empty where one was left open.
   */
  answers: string[];
  /**
   * The number that was given with `phone`.
   */
  phone: string | null;
  /**
   * Answers that are possible now.
   */
  can: ApplicationState[];
  /**
   * False for a guest whose phone takes no alerts: they see an answer when they open the game.
   */
  reachable: boolean;
  /**
   * A guest, whose address nobody has checked, wrote a link: show it as text, with a warning.
   */
  has_unchecked_link: boolean;
  /**
   * Whoever wrote it is under 18.
   */
  is_of_minor: boolean;
  /**
   * Whoever wrote it is hired, and does not know it yet.
   */
  hire: HeldHireOut | null;
}
/**
 * Applications to an offer, the oldest first. Withdrawn ones are not among them.
 */
export interface EmployerApplicationsOut {
  applications: EmployerApplicationOut[];
}
/**
 * An offer as the people of its organisation see it.
 */
export interface EmployerOfferOut {
  kind: OfferKind;
  title: string;
  description: string | null;
  rome_code: string | null;
  salary: string | null;
  working_hours: string | null;
  duration: string | null;
  /**
   * Positions still to be filled; null is not said.
   */
  openings: number | null;
  starts_on: string | null;
  expires_on: string | null;
  ways_to_meet: WayToMeet[];
  without_driving_licence: boolean | null;
  wheelchair_accessible: boolean | null;
  /**
   * To call first, in international form.
   */
  phone: string | null;
  /**
   * Where to apply online.
   */
  apply_url: string | null;
  /**
   * Asked of whoever is interested.
   */
  questions: string[];
  id: string;
  organisation_id: string;
  organisation_name: string;
  organisation_state: OrganisationState;
  version: number;
  state: OfferState;
  /**
   * What an organiser said of its state.
   */
  reason: string | null;
  created_at: string | null;
  published_at: string | null;
  /**
   * A home has become its commune.
   */
  place: DoorOut | InCommuneOut | null;
  commune_insee: string | null;
  commune_name: string | null;
  visiting_hours: {
    [k: string]: string[][];
  } | null;
  visiting_on_holidays: boolean;
  event: EventTimesOut | null;
  source: SourceOut | null;
  /**
   * Its public page on this server, while there is one.
   */
  page_url: string | null;
  found_by: number;
  visited_by: number;
  applications: OfferApplicationsOut;
  registrations: number;
  /**
   * The openings less those hires that can still be undone.
   */
  openings_left: number | null;
  /**
   * What the wording check says of it now. Lists have those of drafts and submitted ones only.
   */
  findings: WordingFindingOut[];
  /**
   * What its organisation's people may do now.
   */
  can: PostedAction[];
  /**
   * Until then it can be undone that it was filled or withdrawn, and nobody was told; or null.
   */
  restorable_until: string | null;
  /**
   * Until then it can be undone that its poster was revoked; null: nothing to undo.
   */
  poster_restorable_until: string | null;
}
/**
 * Somewhere in a commune.
 */
export interface InCommuneOut {
  type: "commune";
  insee: string;
}
/**
 * The times of an event, and its number of seats; null is as many as come.
 */
export interface EventTimesOut {
  starts_at: string;
  ends_at: string;
  seats: number | null;
}
/**
 * The first publisher of an offer: somebody else than its organisation here.
 */
export interface SourceOut {
  name: string;
  /**
   * Its page there.
   */
  url: string | null;
}
/**
 * The number of those interested, and of those among them who wait for an answer.
 */
export interface OfferApplicationsOut {
  waiting: number;
  total: number;
}
/**
 * Something to change in an offer, and why.
 */
export interface WordingFindingOut {
  /**
   * Which rule, such as "age_limit".
   */
  rule: string;
  /**
   * `block`: the offer cannot be published so. `warn`: better not.
   */
  severity: "block" | "warn";
  /**
   * `title`, `description`, `salary`, `working_hours`, `duration`, `starts_on`, `expires_on`, `event_starts_at`, or a question by its number from 0: `questions/0`.
   */
  field: string;
  /**
   * First of the characters (Unicode code points) of the field it is about.
   */
  start: number | null;
  /**
   * After the last of them. Both are null where the whole field is meant.
   */
  end: number | null;
  /**
   * These characters.
   */
  words: string | null;
  explanation: string;
  suggestion: string | null;
  /**
   * Which law says so, in French.
   */
  source: string;
}
/**
 * Offers, the newest first; for an organiser those that have waited longest first.
 */
export interface EmployerOffersOut {
  offers: EmployerOfferOut[];
}
/**
 * An organisation that the account answers for. Nothing of it is public unless its state is `verified`.
 */
export interface EmployerOrganisationOut {
  id: string;
  name: string;
  kind: OrganisationKind;
  siret: string | null;
  state: OrganisationState;
  /**
   * What an organiser said to the last decision.
   */
  reason: string | null;
  is_owner: boolean;
  /**
   * All that were not withdrawn.
   */
  offers: number;
  /**
   * That nobody has answered.
   */
  waiting_applications: number;
}
/**
 * All organisations that the account answers for, by name.
 */
export interface EmployerOut {
  organisations: EmployerOrganisationOut[];
}
/**
 * The end of an account.
 */
export interface ErasedOut {
  /**
   * Reports and alerts that are not judged yet: what they are judged by (name, e-mail address, age band, the words and meetings around them) stays until they are.
   */
  open_cases: number;
  /**
   * For how many days it stays after that.
   */
  evidence_kept_days: number;
}
/**
 * Somebody who registered for an event, by the name that they go by in the game.
 */
export interface EventGuestOut {
  name: string;
  state: RegistrationState;
  registered_at: string;
}
/**
 * The times of an event, and its number of seats; null is as many as come.
 */
export interface EventIn {
  starts_at: string;
  ends_at: string;
  seats?: number | null;
}
/**
 * The times of an event, its number of seats, and the player's standing. null seats are not counted.
 */
export interface EventOut {
  starts_at: string;
  ends_at: string;
  seats: number | null;
  seats_left: number | null;
  /**
   * null: the player has not registered.
   */
  registration: RegistrationState | null;
}
/**
 * Everything that is kept of one account.
 */
export interface ExportOut {
  made_at: string;
  player_id: string;
  account_id: string;
  name: string;
  language: Language;
  age_band: AgeBand;
  email: string | null;
  is_guest: boolean;
  roles: RoleExport[];
  consent: ConsentOut;
  wishes: WishesOut;
  sessions: SessionExport[];
  passkeys: PasskeyExport[];
  devices: DeviceExport[];
  device_days: DeviceDayExport[];
  /**
   * Kept for a month, the latest first.
   */
  walking_days: WalkingDayExport[];
  discoveries: DiscoveryExport[];
  /**
   * The ledger, by day.
   */
  points: LedgerEntryOut[];
  fog: FogExport;
  mails: MailExport[];
  notifications: NotificationOut[];
  /**
   * Those ever changed.
   */
  notification_settings: SettingOut[];
  quiet_hours: QuietHoursOut | null;
  /**
   * Where browsers asked to have their pushes sent.
   */
  push_endpoints: string[];
  /**
   * null for who never applied as a Joker.
   */
  joker: JokerExport | null;
  /**
   * Questions asked and answered, with the conversations; oldest first.
   */
  calls: CallExport[];
  calls_shown: ShownCallExport[];
  /**
   * The latest first.
   */
  blocked: BlockExport[];
  reports: ReportExport[];
  measures: MeasureOut[];
  /**
   * The earliest first.
   */
  meetings: MeetingExport[];
  /**
   * The latest first.
   */
  applications: ApplicationExport[];
  /**
   * The latest first.
   */
  saved_offers: SavedOfferExport[];
  /**
   * Events, who registered first comes first.
   */
  registrations: RegistrationExport[];
  /**
   * For organisations, the oldest first.
   */
  written_offers: WrittenOfferExport[];
  /**
   * The oldest first.
   */
  offer_changes: OfferChangeExport[];
  /**
   * Answered for, or changed.
   */
  organisations: MembershipExport[];
  /**
   * To answer for an organisation; to the account's address.
   */
  invitations: InvitationExport[];
  /**
   * That wait to be accepted.
   */
  invitations_sent: InvitationExport[];
}
/**
 * A role of the account, since a day (UTC).
 */
export interface RoleExport {
  role: Role;
  granted_on: string;
}
/**
 * The player's wishes; empty lists leave them open.
 */
export interface WishesOut {
  kinds: OfferKind[];
  rome_domains: string[];
}
/**
 * A browser that is signed in.
 */
export interface SessionExport {
  id: string;
  device: string;
  last_used_on: string;
  expires_at: string;
}
/**
 * A phone or keyring that opens the account; what is kept of it is a public key. Days are UTC.
 */
export interface PasskeyExport {
  id: string;
  device: string;
  /**
   * base64url, as the authenticator made it.
   */
  credential_id: string;
  sign_count: number;
  created_on: string;
  last_used_on: string | null;
}
/**
 * The part of a day's budget that was used.
 */
export interface WalkingDayExport {
  day: string;
  /**
   * Devices that began without a past.
   */
  new_devices: number;
  discoveries: number;
  visits: number;
}
/**
 * A new line of points, or what the day's line for cells grew by.
 */
export interface LedgerEntryOut {
  rule: PointRule;
  /**
   * Offer id, ROME domain, INSEE code of a commune, call id, meeting id, or the day for cells.
   */
  subject: string;
  points: number;
  earned_on: string;
}
/**
 * Lifted clouds as a GeoJSON FeatureCollection (RFC 7946): a polygon for each run of cells beside each other.
 */
export interface FogExport {
  type: "FeatureCollection";
  features: {
    [k: string]: unknown;
  }[];
}
/**
 * A mail to the account's address that has not left yet.
 */
export interface MailExport {
  written_at: string;
  subject: string;
  text: string;
  attachment: string | null;
}
/**
 * A line of the inbox. Clients make its words from `kind`, in their language.
 */
export interface NotificationOut {
  id: string;
  kind: NotificationKind;
  /**
   * What it leads to: a call and its conversation, a meeting, an application, or the player for a Joker's own matters.
   */
  subject_id: string;
  /**
   * First name of the other person, if there is one and they are still here.
   */
  name: string | null;
  /**
   * When the meeting begins that it tells of.
   */
  starts_at: string | null;
  created_at: string;
  read_at: string | null;
}
/**
 * Somebody's choice for one kind of notification outside the app; the inbox has it either way.
 */
export interface SettingOut {
  kind: NotificationKind;
  push: boolean;
  /**
   * null for a kind that goes without mails: it would come too late.
   */
  mail: boolean | null;
}
/**
 * Hours in which I want no push and no mail.
 */
export interface QuietHoursOut {
  starts: string;
  ends: string;
}
/**
 * Being a Joker.
 */
export interface JokerExport {
  state: JokerState;
  /**
   * What an organiser said to the last decision.
   */
  reason: string | null;
  topics: HelpTopic[];
  languages: SpokenLanguage[];
  rome_domains: string[];
  /**
   * In their own words.
   */
  trade: string | null;
  commune: string | null;
  introduction: string | null;
  /**
   * Calls they answered.
   */
  answered: number;
  /**
   * Calls after which somebody said it helped.
   */
  thanked: number;
  charter_version: number;
  charter_accepted_at: string;
  applied_at: string;
  /**
   * Version of the charter's article on minors.
   */
  minors_article: number | null;
  identity_checked_at: string | null;
  /**
   * Oldest first.
   */
  identity_decisions: IdentityDecisionExport[];
  honorability_attested_on: string | null;
  /**
   * The last sign of an open app.
   */
  last_seen_at: string | null;
  slots: WeeklySlotOut[];
  days_off: string[];
  extra_slots: ExtraSlotOut[];
  free_now: FreeSpanOut | null;
  /**
   * Oldest first.
   */
  changes: JokerChangeExport[];
}
/**
 * A decision of an organiser on who this person is.
 */
export interface IdentityDecisionExport {
  at: string;
  action: IdentityAction;
  reason: string | null;
  honorability_attested_on: string | null;
}
/**
 * Free every week.
 */
export interface WeeklySlotOut {
  /**
   * 0 is Monday.
   */
  weekday: number;
  starts: string;
  ends: string;
  place_id: string | null;
}
/**
 * Free on one day only.
 */
export interface ExtraSlotOut {
  on: string;
  starts: string;
  ends: string;
  place_id: string | null;
}
/**
 * Free until a moment, at a place or, with null, in the app.
 */
export interface FreeSpanOut {
  until: string;
  place_id: string | null;
}
/**
 * A change of a Joker's state.
 */
export interface JokerChangeExport {
  at: string;
  action: JokerAction;
  actor: JokerActor;
  to_state: JokerState;
  /**
   * What the organiser said to it.
   */
  reason: string | null;
}
/**
 * A call that was shown to this Joker; `wave` counts from 0.
 */
export interface ShownCallExport {
  call_id: string;
  wave: number;
  notified_at: string;
  seen_at: string | null;
}
/**
 * A report that this person made or a question that they asked the team, and what came of it.
 */
export interface ReportExport {
  subject: SubjectOut;
  reason: ReportReason | null;
  text: string | null;
  reported_at: string;
  closed_at: string | null;
  outcome: CaseOutcome | null;
  answer: string | null;
}
/**
 * A decision against me, or against an organisation of mine, why, and my last appeal.
 */
export interface MeasureOut {
  id: string;
  kind: MeasureKind;
  reason: string;
  offer_id: string | null;
  taken_at: string;
  /**
   * null is no end.
   */
  ends_at: string | null;
  lifted_at: string | null;
  appeal_until: string;
  appeal: AppealOut | null;
}
/**
 * A meeting that was proposed to or by this person.
 */
export interface MeetingExport {
  id: string;
  conversation_id: string | null;
  /**
   * Of an interview with an employer.
   */
  application_id: string | null;
  /**
   * asker or helper: this person's own part.
   */
  role: "asker" | "helper" | "game";
  place_id: string | null;
  interview_place: string | null;
  starts_at: string;
  ends_at: string;
  timezone: string;
  state: MeetingState;
  proposed_by: MeetingRole;
  proposed_at: string;
  cancelled_by: MeetingRole | null;
  cancel_reason: CancelReason | null;
  ended_at: string | null;
  mine: AttendanceOut;
  theirs: AttendanceOut;
  trusted_contact: TrustedContactOut | null;
  missed: MissedExport | null;
  /**
   * Oldest first.
   */
  changes: MeetingChangeExport[];
}
/**
 * The trusted contact that the player named; nobody else is shown it.
 */
export interface TrustedContactOut {
  name: string;
  email: string | null;
  phone: string | null;
}
/**
 * This person had checked in and did not check out in time; who was told of it.
 */
export interface MissedExport {
  raised_at: string;
  contact_mailed: boolean;
  answered_at: string | null;
  settled_at: string | null;
}
/**
 * A change of a meeting's state; `action` is null for the proposal.
 */
export interface MeetingChangeExport {
  at: string;
  action: MeetingAction | null;
  role: MeetingRole;
  to_state: MeetingState;
}
/**
 * An offer that is kept for later.
 */
export interface SavedOfferExport {
  offer_id: string;
  saved_on: string;
}
/**
 * An event that the player registered for.
 */
export interface RegistrationExport {
  offer_id: string;
  title: string;
  organisation: string;
  state: RegistrationState;
  registered_at: string;
}
/**
 * An offer that the account began to write, as it stands now. It belongs to its organisation.
 */
export interface WrittenOfferExport {
  offer_id: string;
  title: string;
  organisation: string;
  state: OfferState;
  created_at: string | null;
}
/**
 * A change of an offer's state that the account made.
 */
export interface OfferChangeExport {
  offer_id: string;
  at: string;
  action: OfferAction | null;
  to_state: OfferState;
  /**
   * What was said with it, as an organiser.
   */
  reason: string | null;
}
/**
 * An organisation that one answers for, or answered for once, or decided about as an organiser.
 */
export interface MembershipExport {
  id: string;
  name: string;
  kind: OrganisationKind;
  siret: string | null;
  state: OrganisationState;
  /**
   * null for no member.
   */
  is_owner: boolean | null;
  joined_on: string | null;
  changes: OrganisationChangeExport[];
}
/**
 * A change of an organisation's state that one made oneself.
 */
export interface OrganisationChangeExport {
  at: string;
  action: OrganisationAction;
  to_state: OrganisationState;
  reason: string | null;
}
/**
 * An invitation to answer for an organisation.
 */
export interface InvitationExport {
  organisation: string;
  email: string;
  created_at: string;
  expires_at: string;
}
/**
 * The day until which an offer is to stay.
 */
export interface ExtendIn {
  /**
   * The one that the editor has seen. Another one is refused: edit_conflict.
   */
  version: number;
  /**
   * The new last day; null is 30 days more.
   */
  until?: string | null;
}
/**
 * `fetch_messages`: what was said after a message, oldest first. The way to catch up after a lost connection.
 */
export interface FetchMessagesIn {
  conversation_id: string;
  /**
   * `sequence` of the newest message the device has.
   */
  after?: number;
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
  /**
   * The player's, once this is committed. A snapshot of it, or of a later one, has it.
   */
  version: number;
  blocks: FogCellsOut[];
}
/**
 * Free for an hour.
 */
export interface FreeNowIn {
  /**
   * A staffed place that is open; null is in the app.
   */
  place_id?: string | null;
}
/**
 * A day on which I used a part of the game's budget up. Nobody decided it, and I can appeal all the same.
 */
export interface FullDayOut {
  /**
   * For an appeal, as a measure's.
   */
  id: string;
  day: string;
  /**
   * Empty once the day was given back.
   */
  parts: Budget[];
  appeal: AppealOut | null;
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
  /**
   * To send along with that context.
   */
  context_seal: string;
  /**
   * The parts of the day's budget that are used up: clouds lift on, nothing more of it is won, and no offer shows itself; after the last visit only doors do not count. It says what was given and never that something is near. Tomorrow begins anew.
   */
  held_back: Budget[];
  /**
   * The player's, once this is committed. A snapshot of it, or of a later one, has it.
   */
  version: number;
  totals: TotalsOut;
}
/**
 * The player's standing.
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
  /**
   * What came with that acknowledgement; a context needs it.
   */
  context_seal?: string | null;
}
/**
 * All that somebody tells to start playing.
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
  /**
   * Which words on geolocation the player consented to, when they were asked.
   */
  consent_version?: string | null;
}
/**
 * The player's wishes; empty lists leave them open.
 */
export interface WishesIn {
  kinds?: OfferKind[];
  /**
   * ROME domains such as F17.
   */
  rome_domains?: string[];
}
/**
 * `help_snapshot`: sent on every connect; it replaces what the client had of calls and conversations.
 */
export interface HelpSnapshotOut {
  /**
   * null for who never applied as a Joker.
   */
  joker: JokerOut | null;
  /**
   * The player's question that nobody has answered yet.
   */
  my_call: MyCallOut | null;
  /**
   * Questions that this Joker may accept, oldest first.
   */
  calls: OfferedCallOut[];
  /**
   * Open ones, and those closed in the last 30 days.
   */
  conversations: ConversationOut[];
  /**
   * To come, under way, and over in the last 30 days; earliest first.
   */
  meetings: MeetingOut[];
  /**
   * Unread lines of the inbox, GET /api/me/notifications.
   */
  unread_notifications: number;
}
/**
 * A Joker's own view of themselves.
 */
export interface JokerOut {
  player_id: string;
  state: JokerState;
  /**
   * What an organiser said to the last decision.
   */
  reason: string | null;
  /**
   * Needed to be free at a place, and for minors.
   */
  identity_checked: boolean;
  /**
   * When the check runs out, or ran out; null without one.
   */
  identity_counts_until: string | null;
  /**
   * Why an organiser took the check back; null where none did.
   */
  identity_withdrawn: string | null;
  /**
   * The version they accepted; null: no call of a minor is shown.
   */
  minors_article: number | null;
  minors_article_now: number;
  charter_version: number;
  /**
   * While it differs, no call is shown: show the charter again.
   */
  charter_version_now: number;
  topics: HelpTopic[];
  languages: SpokenLanguage[];
  rome_domains: string[];
  /**
   * In the Joker's own words.
   */
  trade: string | null;
  commune: string | null;
  introduction: string | null;
  slots: WeeklySlotOut[];
  days_off: string[];
  extra_slots: ExtraSlotOut[];
  /**
   * The last time of being free at once, which may be over.
   */
  free_now: FreeSpanOut | null;
  /**
   * The span they are in now; null when not free.
   */
  free: FreeSpanOut | null;
}
/**
 * A meeting as this player sees it.
 */
export interface MeetingOut {
  id: string;
  /**
   * null: it is an interview with an employer.
   */
  conversation_id: string | null;
  /**
   * Of an interview.
   */
  application_id: string | null;
  /**
   * Roles of those who move a meeting: the two, or the game, for the clock and for private reasons (a block, somebody
   * who left, a suspension).
   */
  role: "asker" | "helper" | "game";
  /**
   * null is somebody who has left for good.
   */
  other: MeetingOtherOut | null;
  place: MeetingPlaceOut;
  starts_at: string;
  ends_at: string;
  /**
   * IANA name: show the times in it, whatever the phone's own is.
   */
  timezone: string;
  state: MeetingState;
  /**
   * Roles of those who move a meeting: the two, or the game, for the clock and for private reasons (a block, somebody
   * who left, a suspension).
   */
  proposed_by: "asker" | "helper" | "game";
  /**
   * game: none of the two, and nobody is told why.
   */
  cancelled_by: MeetingRole | null;
  cancel_reason: CancelReason | null;
  mine: AttendanceOut;
  theirs: AttendanceOut;
  /**
   * The player is under 18: no meeting without a trusted contact.
   */
  contact_needed: boolean;
  trusted_contact: TrustedContactOut | null;
  /**
   * What the trusted contact says to being one; declined: they are forgotten, and nobody is named.
   */
  contact_answer: ContactAnswer | null;
  /**
   * An alert reaches an organiser at once; false: it waits in their list.
   */
  is_team_told: boolean;
  /**
   * From then until `ends_at` one can check in.
   */
  check_in_opens_at: string;
  /**
   * Who has not said by then that all is well is missed.
   */
  check_out_due_at: string;
}
/**
 * The other one, by the name they go by.
 */
export interface MeetingOtherOut {
  /**
   * null is an employer.
   */
  player_id: string | null;
  name: string;
}
/**
 * A place where people meet.
 */
export interface MeetingPlaceOut {
  id: string;
  name: string;
  kind: PlaceKind;
  position: PositionOut;
  /**
   * A position can tell whether somebody is there; false: only a code can.
   */
  is_exact: boolean;
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
 * `hint`: warmer or colder. Both null when nothing undiscovered fits the wishes and is open now.
 */
export interface HintOut {
  band: HintBand | null;
  compass_sector: CompassSector | null;
}
/**
 * Somebody's home. The server keeps its commune, and nothing else.
 */
export interface HomeIn {
  /**
   * Latitude, degrees north (WGS 84).
   */
  lat: number;
  /**
   * Longitude, degrees east (WGS 84).
   */
  lon: number;
  type: "home";
}
/**
 * A decision on who a Joker is.
 */
export interface IdentityDecisionOut {
  at: string;
  action: IdentityAction;
  /**
   * Who decided; null for the server's token, and for who is gone.
   */
  account_id: string | null;
  reason: string | null;
  honorability_attested_on: string | null;
}
/**
 * A page of the inbox, the newest first.
 */
export interface InboxOut {
  notifications: NotificationOut[];
  /**
   * Older ones follow: ask again with before = the id of the last of these.
   */
  more: boolean;
  /**
   * Of the whole inbox.
   */
  unread: number;
}
/**
 * Lines that have been read: everything up to a line, or everything about one subject. One of the two.
 */
export interface InboxReadIn {
  /**
   * This line and all older ones.
   */
  up_to?: string | null;
  /**
   * All that lead there, such as a conversation now open.
   */
  subject_id?: string | null;
}
/**
 * The e-mail address to invite.
 */
export interface InvitationIn {
  email: string;
}
/**
 * An invitation that nobody has accepted yet.
 */
export interface InvitationOut {
  id: string;
  email: string;
  created_at: string;
  expires_at: string;
}
/**
 * The Joker who answered me, in their own words.
 */
export interface JokerCardOut {
  player_id: string;
  trade: string | null;
  commune: string | null;
  introduction: string | null;
  /**
   * An organiser saw who they are, less than a year ago.
   */
  identity_checked: boolean;
}
/**
 * `joker_changed`: the Joker said something else of themselves, or an organiser decided about them.
 */
export interface JokerChangedOut {
  joker: JokerOut;
}
/**
 * The help that a Joker offers, and the charter they accept.
 */
export interface JokerHelpIn {
  topics: HelpTopic[];
  languages: SpokenLanguage[];
  /**
   * Trades they know; needed for the topic trade.
   */
  rome_domains?: string[];
  /**
   * The version of the charter that was shown and accepted.
   */
  charter_version: number;
  /**
   * The version of its article on minors that was accepted; null: adults only.
   */
  minors_article?: number | null;
  /**
   * In their own words, for players they answer.
   */
  trade?: string | null;
  /**
   * As trade.
   */
  commune?: string | null;
  /**
   * As trade.
   */
  introduction?: string | null;
}
/**
 * `joker_nearby`: all places around with a Joker now; it replaces what was told before. Empty: nobody any more.
 */
export interface JokerNearbyOut {
  places: JokerPlaceOut[];
}
/**
 * A public place where a Joker is: who it is, nobody is told before a call is accepted.
 */
export interface JokerPlaceOut {
  place_id: string;
  name: string;
  position: PositionOut;
  /**
   * When the last Joker there leaves.
   */
  until: string;
}
/**
 * Calls that I answered, and those after which I was told that it helped.
 */
export interface JokerTallyOut {
  answered: number;
  thanked: number;
}
/**
 * An answer to: would a call of mine be seen now?
 */
export interface JokersThereOut {
  /**
   * A Joker who may answer me has the app open, and time.
   */
  there: boolean;
}
/**
 * `late_for_meeting`: tells the other one. The last word counts.
 */
export interface LateForMeetingIn {
  meeting_id: string;
  minutes: number;
}
/**
 * `level_reached`: a new level.
 */
export interface LevelReachedOut {
  level: number;
}
/**
 * `mark_messages`: how far this person's devices have received and read. Marks never go back.
 */
export interface MarkMessagesIn {
  conversation_id: string;
  delivered_up_to: number;
  read_up_to?: number;
}
/**
 * The signed-in player and where they stand.
 */
export interface MeOut {
  player: PlayerOut;
  totals: TotalsOut;
  account: AccountOut;
  /**
   * An organiser has shut me out: GET /api/me/measures says why and until when.
   */
  is_suspended: boolean;
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
 * A measure against a player of the case, or an offer of its organisation that is taken down.
 */
export interface MeasureIn {
  kind: MeasureKind;
  /**
   * The person reads it.
   */
  reason: string;
  player_id?: string | null;
  offer_id?: string | null;
  /**
   * Of a pause or a suspension.
   */
  days?: number | null;
}
/**
 * Decisions against me, the latest first, and my full days of the last month.
 */
export interface MeasuresOut {
  measures: MeasureOut[];
  full_days: FullDayOut[];
}
/**
 * Acknowledgement with the meeting as it stands.
 */
export interface MeetingAck {
  ok: true;
  meeting: MeetingOut;
}
/**
 * Somebody did not say in time that all is well.
 */
export interface MeetingAlertOut {
  meeting_id: string;
  /**
   * Roles of those who move a meeting: the two, or the game, for the clock and for private reasons (a block, somebody
   * who left, a suspension).
   */
  role: "asker" | "helper" | "game";
  /**
   * null, as the name, is somebody who has left for good.
   */
  missing_player_id: string | null;
  missing_name: string | null;
  /**
   * When the missed one came; null: they never said so.
   */
  checked_in_at: string | null;
  other_player_id: string | null;
  other_name: string | null;
  other_checked_out_at: string | null;
  place: MeetingPlaceOut;
  starts_at: string;
  ends_at: string;
  timezone: string;
  raised_at: string;
  /**
   * When they said that all is well after all.
   */
  answered_at: string | null;
  /**
   * Whom the missed one trusts; call them.
   */
  contact: TrustedContactOut | null;
  /**
   * The contact was written to; false: they have no address, or have not confirmed.
   */
  contact_mailed: boolean;
}
/**
 * Alerts that no organiser has dealt with, oldest first.
 */
export interface MeetingAlertsOut {
  alerts: MeetingAlertOut[];
}
/**
 * `meeting_changed`: a meeting was proposed or moved; it replaces what the client had of it.
 */
export interface MeetingChangedOut {
  meeting: MeetingOut;
}
/**
 * Places and times at which the two of a conversation can meet: other meetings of either are left out.
 */
export interface MeetingSlotsOut {
  timezone: string;
  /**
   * How long a meeting may be.
   */
  durations_minutes: number[];
  places: SlotPlaceOut[];
  /**
   * The player is under 18: they name a trusted contact with the proposal.
   */
  contact_needed: boolean;
}
/**
 * A staffed place with its free slots; days without are left out.
 */
export interface SlotPlaceOut {
  place: MeetingPlaceOut;
  staffed_hours: OpenHoursOut[];
  days: SlotDayOut[];
}
/**
 * From `opens` to before `closes`, local time, HH:MM; to close at 00:00 is at the end of that day.
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
 * The free slots of one day.
 */
export interface SlotDayOut {
  /**
   * Local day.
   */
  on: string;
  /**
   * In order.
   */
  starts: string[];
}
/**
 * A member's rights from now on.
 */
export interface MemberChangeIn {
  /**
   * Invites, removes, and makes others owners.
   */
  is_owner: boolean;
}
/**
 * Somebody who answers for an organisation.
 */
export interface MemberOut {
  account_id: string;
  name: string;
  email: string;
  is_owner: boolean;
  joined_on: string;
}
/**
 * Acknowledgement of `send_message`, after COMMIT, with the number that the message got.
 */
export interface MessageAck {
  ok: true;
  message: MessageOut;
}
/**
 * One message; `sequence` counts from 1 without gaps.
 */
export interface MessageOut {
  conversation_id: string;
  sequence: number;
  client_id: string;
  /**
   * null is somebody who has left for good.
   */
  sender_id: string | null;
  /**
   * null has gone with its sender.
   */
  text: string | null;
  sent_at: string;
}
/**
 * `message`: a new message, to the other one and to the sender's other devices.
 */
export interface MessageSentOut {
  message: MessageOut;
}
/**
 * Acknowledgement of `fetch_messages`: at most 100, in order.
 */
export interface MessagesAck {
  ok: true;
  messages: MessageOut[];
  /**
   * Fetch again after the last of these.
   */
  more: boolean;
  /**
   * Number of the last one here, or what was asked for when there is none.
   */
  last_sequence: number;
}
/**
 * `messages_marked`: how far `reader_id`, one of the two, has received and read.
 */
export interface MessagesMarkedOut {
  conversation_id: string;
  reader_id: string;
  receipt: ReceiptOut;
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
  kind: OfferKind;
  title: string;
  description: string | null;
  rome_code: string | null;
  salary: string | null;
  working_hours: string | null;
  duration: string | null;
  /**
   * Positions still to be filled; null is not said.
   */
  openings: number | null;
  starts_on: string | null;
  expires_on: string | null;
  ways_to_meet: WayToMeet[];
  without_driving_licence: boolean | null;
  wheelchair_accessible: boolean | null;
  /**
   * To call first, in international form.
   */
  phone: string | null;
  /**
   * Where to apply online.
   */
  apply_url: string | null;
  /**
   * Asked of whoever is interested.
   */
  questions: string[];
  id: string;
  organisation: OrganisationOut;
  position: PositionOut;
  location_precision: LocationPrecision;
  commune: string | null;
  /**
   * As its employer said them; none where they did not.
   */
  visiting_hours: OpenHoursOut[];
  /**
   * Whether they hold on public holidays, too.
   */
  visiting_on_holidays: boolean;
  /**
   * Public holidays on which its door is closed, from its discovery to its end, or half a year on.
   */
  closed_on: string[];
  /**
   * Of a door.
   */
  address: string | null;
  event: EventOut | null;
  /**
   * What its organisation usually takes; null is not known yet.
   */
  answers_within_days: number | null;
  /**
   * Its public page, on this server.
   */
  page_url: string;
  /**
   * null: its organisation posted it here.
   */
  source: SourceOut | null;
  /**
   * Whether POST /api/offers/{id}/application reaches somebody. If not: drop by, call, or `apply_url`.
   */
  takes_applications: boolean;
  /**
   * The organisation leaves most people without an answer.
   */
  is_silent: boolean;
  discovered_on: string;
  visited_on: string | null;
}
/**
 * The organisation that makes an offer.
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
 * A report that I made or a question that I asked the team, and what came of it.
 */
export interface MyReportOut {
  id: string;
  subject: SubjectOut;
  /**
   * null for a question.
   */
  reason: ReportReason | null;
  /**
   * What I wrote; it goes some time after the answer.
   */
  text: string | null;
  reported_at: string;
  /**
   * null: an organiser is still to decide.
   */
  closed_at: string | null;
  outcome: CaseOutcome | null;
  /**
   * What an organiser says to it.
   */
  answer: string | null;
}
/**
 * My reports and my questions to the team, the newest first.
 */
export interface MyReportsOut {
  reports: MyReportOut[];
}
/**
 * A new draft.
 */
export interface NewOfferIn {
  kind: OfferKind;
  /**
   * May be empty in a draft.
   */
  title: string;
  description?: string | null;
  questions?: string[];
  salary?: string | null;
  working_hours?: string | null;
  duration?: string | null;
  starts_on?: string | null;
  /**
   * Last local day; null is 60 days after publication.
   */
  expires_on?: string | null;
  /**
   * Such as D1106.
   */
  rome_code?: string | null;
  /**
   * Positions still to be filled; null is not said.
   */
  openings?: number | null;
  ways_to_meet?: WayToMeet[];
  phone?: string | null;
  apply_url?: string | null;
  without_driving_licence?: boolean | null;
  wheelchair_accessible?: boolean | null;
  /**
   * Local time by weekday, 0 is Monday: {"0": [["08:00", "20:00"]]}. What closes before it opens goes on over midnight, and is kept as two days; 00:00 closes at a day's end. null is not said.
   */
  visiting_hours?: {
    /**
     * This interface was referenced by `undefined`'s JSON-Schema definition
     * via the `patternProperty` "^[0-6]$".
     */
    [k: string]: string[][];
  } | null;
  /**
   * Whether they hold on public holidays, too.
   */
  visiting_on_holidays?: boolean;
  event?: EventIn | null;
  place?: (DoorIn | CommuneIn | HomeIn) | null;
  /**
   * Chosen by the editor's device for this draft: sent again it makes no second one, and what it says the last time counts.
   */
  client_id?: string | null;
}
/**
 * A report. Sent again while the first is open, it changes nothing.
 */
export interface NewReportIn {
  subject: SubjectIn;
  reason: ReportReason;
  /**
   * What somebody wants to add.
   */
  text?: string | null;
}
/**
 * The thing that is reported: something that one has found, met, written or been told.
 */
export interface SubjectIn {
  kind: SubjectKind;
  /**
   * Of the call, meeting, offer, application, player or place.
   */
  id: string;
}
/**
 * `notification`: a new line in the inbox, told once it is there, maybe by another server or a worker.
 */
export interface NotificationAddedOut {
  notification: NotificationOut;
  /**
   * Unread lines of the inbox, this one included.
   */
  unread: number;
}
/**
 * An occupation of ROME 4.
 */
export interface OccupationOut {
  /**
   * Such as D1102.
   */
  code: string;
  label: string;
  /**
   * Such as D11.
   */
  domain: string;
  domain_label: string;
}
/**
 * Those that fit, best first.
 */
export interface OccupationsOut {
  occupations: OccupationOut[];
}
/**
 * An organiser's words on a decision; the organisation's people are shown them. Publishing needs none.
 */
export interface OfferDecisionIn {
  reason?: string | null;
}
/**
 * `offer_discovered`: an offer came into view.
 */
export interface OfferDiscoveredOut {
  /**
   * The player's, once this is committed. A snapshot of it, or of a later one, has it.
   */
  version: number;
  offer: OfferOut;
}
/**
 * An offer as an editor has filled it in. null is "not given": nothing is filled in for them.
 */
export interface OfferDraftIn {
  kind: OfferKind;
  /**
   * May be empty in a draft.
   */
  title: string;
  description?: string | null;
  questions?: string[];
  salary?: string | null;
  working_hours?: string | null;
  duration?: string | null;
  starts_on?: string | null;
  /**
   * Last local day; null is 60 days after publication.
   */
  expires_on?: string | null;
  /**
   * Such as D1106.
   */
  rome_code?: string | null;
  /**
   * Positions still to be filled; null is not said.
   */
  openings?: number | null;
  ways_to_meet?: WayToMeet[];
  phone?: string | null;
  apply_url?: string | null;
  without_driving_licence?: boolean | null;
  wheelchair_accessible?: boolean | null;
  /**
   * Local time by weekday, 0 is Monday: {"0": [["08:00", "20:00"]]}. What closes before it opens goes on over midnight, and is kept as two days; 00:00 closes at a day's end. null is not said.
   */
  visiting_hours?: {
    /**
     * This interface was referenced by `undefined`'s JSON-Schema definition
     * via the `patternProperty` "^[0-6]$".
     */
    [k: string]: string[][];
  } | null;
  /**
   * Whether they hold on public holidays, too.
   */
  visiting_on_holidays?: boolean;
  event?: EventIn | null;
  place?: (DoorIn | CommuneIn | HomeIn) | null;
}
/**
 * A changed draft; all of it replaces what was there.
 */
export interface OfferEditIn {
  kind: OfferKind;
  /**
   * May be empty in a draft.
   */
  title: string;
  description?: string | null;
  questions?: string[];
  salary?: string | null;
  working_hours?: string | null;
  duration?: string | null;
  starts_on?: string | null;
  /**
   * Last local day; null is 60 days after publication.
   */
  expires_on?: string | null;
  /**
   * Such as D1106.
   */
  rome_code?: string | null;
  /**
   * Positions still to be filled; null is not said.
   */
  openings?: number | null;
  ways_to_meet?: WayToMeet[];
  phone?: string | null;
  apply_url?: string | null;
  without_driving_licence?: boolean | null;
  wheelchair_accessible?: boolean | null;
  /**
   * Local time by weekday, 0 is Monday: {"0": [["08:00", "20:00"]]}. What closes before it opens goes on over midnight, and is kept as two days; 00:00 closes at a day's end. null is not said.
   */
  visiting_hours?: {
    /**
     * This interface was referenced by `undefined`'s JSON-Schema definition
     * via the `patternProperty` "^[0-6]$".
     */
    [k: string]: string[][];
  } | null;
  /**
   * Whether they hold on public holidays, too.
   */
  visiting_on_holidays?: boolean;
  event?: EventIn | null;
  place?: (DoorIn | CommuneIn | HomeIn) | null;
  /**
   * The one that the editor has seen. Another one is refused: edit_conflict.
   */
  version: number;
}
/**
 * The version of the offer that is meant.
 */
export interface OfferVersionIn {
  /**
   * The one that the editor has seen. Another one is refused: edit_conflict.
   */
  version: number;
}
/**
 * `offer_visited`: the player stood at its door.
 */
export interface OfferVisitedOut {
  /**
   * The player's, once this is committed. A snapshot of it, or of a later one, has it.
   */
  version: number;
  offer_id: string;
  visited_on: string;
}
/**
 * `offers_changed`: what has become of offers that the player has discovered.
 */
export interface OffersChangedOut {
  /**
   * Each replaces what was known of it; some may be back.
   */
  changed: OfferOut[];
  /**
   * Over, filled, paused or withdrawn: not to be shown any more.
   */
  gone: string[];
}
/**
 * An organiser's words on a decision; the members are mailed them. Needed to decline or suspend.
 */
export interface OrganisationDecisionIn {
  reason?: string | null;
}
/**
 * An organisation with everybody who answers for it.
 */
export interface OrganisationDetailsOut {
  id: string;
  name: string;
  kind: OrganisationKind;
  siret: string | null;
  state: OrganisationState;
  /**
   * What an organiser said to the last decision.
   */
  reason: string | null;
  is_owner: boolean;
  /**
   * All that were not withdrawn.
   */
  offers: number;
  /**
   * That nobody has answered.
   */
  waiting_applications: number;
  /**
   * Owners first, then who joined first.
   */
  members: MemberOut[];
  /**
   * The oldest first.
   */
  invitations: InvitationOut[];
}
/**
 * The name, kind and SIRET of an organisation.
 */
export interface OrganisationIn {
  name: string;
  kind: OrganisationKind;
  /**
   * Number in the French register, with or without spaces; null has none.
   */
  siret: string | null;
}
/**
 * The browser's answer.
 */
export interface PasskeyIn {
  /**
   * `PublicKeyCredential.toJSON()`.
   */
  credential: {
    [k: string]: unknown;
  };
}
/**
 * The options that a browser needs to make or use a passkey; good for ten minutes, once.
 */
export interface PasskeyOptionsOut {
  /**
   * For `PublicKeyCredential.parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`.
   */
  options: {
    [k: string]: unknown;
  };
}
/**
 * A passkey of the account; days are UTC.
 */
export interface PasskeyOut {
  id: string;
  /**
   * Where it was made, such as "Chrome, Android"; empty when not known.
   */
  device: string;
  created_on: string;
  last_used_on: string | null;
}
/**
 * All passkeys of the account, the oldest first.
 */
export interface PasskeysOut {
  passkeys: PasskeyOut[];
}
/**
 * `player_changed`: they wish for something else.
 */
export interface PlayerChangedOut {
  /**
   * The player's, once this is committed. A snapshot of it, or of a later one, has it.
   */
  version: number;
  player: PlayerOut;
  /**
   * As in the snapshot, for the new wishes.
   */
  offers_under_clouds: number;
}
/**
 * `points_awarded`: new totals, and the points that they were paid; there may be none.
 */
export interface PointsAwardedOut {
  /**
   * The player's, once this is committed. A snapshot of it, or of a later one, has it.
   */
  version: number;
  entries: LedgerEntryOut[];
  totals: TotalsOut;
}
/**
 * A player scanned the code of a poster.
 */
export interface PosterScanIn {
  /**
   * What follows `/#poster=`.
   */
  token: string;
  /**
   * Where the phone is now, if its owner lets it tell.
   */
  fix?: FixIn | null;
}
/**
 * The outcome of a scan. The offer is the player's from now on, whatever the result.
 */
export interface PosterScanOut {
  /**
   * `visited`: a visit, with its points. `already_visited`: its points came earlier. `closed`: there, outside the visiting hours. `too_far`, `no_position`: known now, but the way is still to go. `no_door`: the offer names only its commune.
   */
  result: "visited" | "already_visited" | "closed" | "too_far" | "no_position" | "no_door";
  offer: OfferOut;
}
/**
 * The code that the player shows the other one, who enters it to say that they are there.
 */
export interface PresenceCodeOut {
  code: string;
}
/**
 * The reason why something was not done. Clients act on `code` and `retryable`, never on the words.
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
 * `propose_meeting`: a time and a place. Sent again with the same `meeting_id`, it is proposed once; it takes the
 * place of an open proposal of the conversation, whoever made that.
 */
export interface ProposeMeetingIn {
  /**
   * Made by the device.
   */
  meeting_id: string;
  conversation_id: string;
  /**
   * A staffed place.
   */
  place_id: string;
  /**
   * One of the meeting slots.
   */
  starts_at: string;
  /**
   * 30 or 60.
   */
  duration_minutes: number;
  /**
   * From the asker only, and needed from one under 18.
   */
  trusted_contact?: TrustedContactIn | null;
}
/**
 * Names a subscription.
 */
export interface PushEndpointIn {
  endpoint: string;
}
/**
 * The `applicationServerKey` of `PushManager.subscribe()`.
 */
export interface PushKeyOut {
  /**
   * Base64url; null on a server that sends no pushes.
   */
  public_key: string | null;
}
/**
 * The browser's own keys (RFC 8291), base64url: a point of P-256 and 16 secret bytes.
 */
export interface PushKeysIn {
  p256dh: string;
  auth: string;
}
/**
 * The subscription is kept, as long as the session is open.
 */
export interface PushSubscribedOut {
  ok: true;
}
/**
 * A browser's `PushSubscription`, as its toJSON() makes it. Sent again it is kept once.
 */
export interface PushSubscriptionIn {
  endpoint: string;
  keys: PushKeysIn;
  /**
   * Not used: a dead one is noticed by sending.
   */
  expirationTime?: number | null;
}
/**
 * A question to the team. Sent again under the same id, it changes nothing.
 */
export interface QuestionIn {
  /**
   * Made on the device.
   */
  id: string;
  text: string;
}
/**
 * Hours in which I want no push and no mail, in the campaign's local time. Those of the night hold anyway.
 */
export interface QuietHoursIn {
  /**
   * HH:MM.
   */
  starts: string;
  /**
   * HH:MM; not included. Before `starts` is over midnight.
   */
  ends: string;
}
/**
 * The player's standing with an event. null seats are not counted.
 */
export interface RegistrationOut {
  /**
   * null: not registered.
   */
  state: RegistrationState | null;
  seats_left: number | null;
}
/**
 * Those who come to an event, in the order in which they registered.
 */
export interface RegistrationsOut {
  registrations: EventGuestOut[];
  seats_left: number | null;
}
/**
 * `report`: calls an organiser in. It blocks nobody; that is `block`.
 */
export interface ReportIn {
  call_id: string;
  reason: ReportReason;
  text?: string | null;
}
/**
 * The applicant's word on the interview or the call that is proposed.
 */
export interface ResponseIn {
  /**
   * Of the application as it was read; another one is an `edit_conflict`.
   */
  version: number;
  response: Response;
  /**
   * Needed for another time and for a question.
   */
  words?: string | null;
  /**
   * Only after `contact_data_found`: a minor wants what was found to go out.
   */
  confirmed?: boolean;
  /**
   * With a yes to an interview from a player under 18 (`trusted_contact_needed`).
   */
  trusted_contact?: TrustedContactIn | null;
}
/**
 * Offers that the player keeps for later, the latest first.
 */
export interface SavedOffersOut {
  offer_ids: string[];
}
/**
 * `say_well`: all is well, without having checked in; up to the end it says that one is not coming. From when one
 * can check in, also long after the end; before, one cancels.
 */
export interface SayWellIn {
  meeting_id: string;
}
/**
 * `send_message`: sent again with the same `client_id`, it is kept once and acknowledged alike.
 */
export interface SendMessageIn {
  conversation_id: string;
  /**
   * Made by the device, new for each message.
   */
  client_id: string;
  text: string;
  /**
   * Only after `contact_data_found`: a minor wants the phone number or address in the text to go out all the same.
   */
  confirmed?: boolean;
}
/**
 * A browser that is signed in.
 */
export interface SessionOut {
  id: string;
  /**
   * Browser and system, such as "Firefox, Android"; empty when neither is known.
   */
  device: string;
  /**
   * Day, UTC.
   */
  last_used_on: string;
  /**
   * The one that asks.
   */
  is_current: boolean;
}
/**
 * All browsers that are signed in to the account, the last used first.
 */
export interface SessionsOut {
  sessions: SessionOut[];
}
/**
 * Somebody's choice for one kind of notification outside the app.
 */
export interface SettingIn {
  kind: NotificationKind;
  push: boolean;
  /**
   * Without effect for a kind that goes without mails.
   */
  mail?: boolean;
}
/**
 * Changes those kinds that are named.
 */
export interface SettingsIn {
  settings: SettingIn[];
}
/**
 * One setting for each kind.
 */
export interface SettingsOut {
  settings: SettingOut[];
  /**
   * Beside those of the night; null is none.
   */
  quiet_hours: QuietHoursOut | null;
  /**
   * Without an e-mail address (a guest) no mail goes out.
   */
  has_address: boolean;
}
/**
 * A code that was mailed, and what a new account needs; a guest has told that already.
 */
export interface SignInIn {
  email: string;
  /**
   * As the mail says.
   */
  code: string;
  /**
   * Languages of the user interface.
   */
  language?: "fr" | "en";
  /**
   * For a new account that no guest becomes.
   */
  age_band?: AgeBand | null;
  /**
   * For a new account that no guest becomes: what the player wants to be called.
   */
  name?: string | null;
  /**
   * For a new account that no guest becomes: see GuestIn.
   */
  consent_version?: string | null;
}
/**
 * `snapshot`: everything a client shows, sent on every connect; it replaces what the client had.
 */
export interface SnapshotOut {
  /**
   * The player's: all that happened up to it is in here, and nothing later.
   */
  version: number;
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
  /**
   * As in the last `joker_nearby`, those who left left out.
   */
  jokers_nearby: JokerPlaceOut[];
}
/**
 * A public place where Jokers may be, with its staffed hours.
 */
export interface StaffedPlaceOut {
  id: string;
  name: string;
  kind: PlaceKind;
  position: PositionOut;
  staffed_hours: OpenHoursOut[];
}
/**
 * All staffed places of the territory.
 */
export interface StaffedPlacesOut {
  places: StaffedPlaceOut[];
}
/**
 * `other_typing`: the other one writes. Show it for a few seconds.
 */
export interface TypingOut {
  conversation_id: string;
}
/**
 * The number of unread lines of the inbox.
 */
export interface UnreadOut {
  unread: number;
}
/**
 * An organiser's words at the end of a case.
 */
export interface VerdictIn {
  outcome: CaseOutcome;
  /**
   * For the person who reported.
   */
  answer: string;
  /**
   * For other organisers: what was found and done.
   */
  note: string;
}
/**
 * A Joker as an organiser sees them.
 */
export interface VettedJokerOut {
  player_id: string;
  name: string;
  state: JokerState;
  reason: string | null;
  /**
   * The check counts now: it is less than a year old.
   */
  identity_checked: boolean;
  identity_counts_until: string | null;
  /**
   * Day of the attestation d'honorabilité that was seen.
   */
  honorability_attested_on: string | null;
  /**
   * Version of the charter's article on minors that they accepted.
   */
  minors_article: number | null;
  /**
   * Oldest first.
   */
  identity_decisions: IdentityDecisionOut[];
  topics: HelpTopic[];
  languages: SpokenLanguage[];
  rome_domains: string[];
  /**
   * In the Joker's own words.
   */
  trade: string | null;
  commune: string | null;
  introduction: string | null;
}
/**
 * All Jokers, who applied first comes first.
 */
export interface VettedJokersOut {
  jokers: VettedJokerOut[];
}
/**
 * An organisation as an organiser sees it.
 */
export interface VettedOrganisationOut {
  id: string;
  name: string;
  kind: OrganisationKind;
  siret: string | null;
  state: OrganisationState;
  reason: string | null;
  /**
   * null: a feed or the demo brought it.
   */
  registered_at: string | null;
  members: MemberOut[];
  /**
   * That wait for an organiser.
   */
  submitted_offers: number;
  published_offers: number;
}
/**
 * Organisations, the newest first.
 */
export interface VettedOrganisationsOut {
  organisations: VettedOrganisationOut[];
}
/**
 * An offer as far as it is written; nothing of it is kept.
 */
export interface WordingIn {
  kind: OfferKind;
  /**
   * May be empty in a draft.
   */
  title: string;
  description?: string | null;
  questions?: string[];
  salary?: string | null;
  working_hours?: string | null;
  duration?: string | null;
  starts_on?: string | null;
  /**
   * Last local day; null is 60 days after publication.
   */
  expires_on?: string | null;
  event_starts_at?: string | null;
}
/**
 * All there is to change, field by field, in the order of each text.
 */
export interface WordingOut {
  findings: WordingFindingOut[];
}
