"""What the rules refuse, each by a name that a client can act on."""

from enum import StrEnum


class RefusalReason(StrEnum):
    """Why something is not done."""

    TOO_YOUNG = "too_young"
    INVALID_NAME = "invalid_name"
    NOT_SIGNED_IN = "not_signed_in"
    NO_CAMPAIGN = "no_campaign"
    NOT_A_JOKER = "not_a_joker"
    JOKER_MUST_BE_ADULT = "joker_must_be_adult"
    JOKER_NOT_APPROVED = "joker_not_approved"
    JOKER_NOT_FOUND = "joker_not_found"
    NOT_ALLOWED_NOW = "not_allowed_now"
    CHARTER_NOT_ACCEPTED = "charter_not_accepted"
    TRADE_MISSING = "trade_missing"
    SLOTS_OVERLAP = "slots_overlap"
    PLACE_NOT_STAFFED = "place_not_staffed"
    PLACE_CLOSED = "place_closed"
    IDENTITY_NOT_CHECKED = "identity_not_checked"
    INVALID_TEXT = "invalid_text"
    CONTACT_DATA_FOUND = "contact_data_found"
    CALL_NOT_FOUND = "call_not_found"
    REPORT_NOT_FOUND = "report_not_found"
    CALL_ALREADY_OPEN = "call_already_open"
    CALL_TAKEN = "call_taken"
    CALL_OVER = "call_over"
    TOO_MANY_CALLS = "too_many_calls"
    TOO_MANY_CONVERSATIONS = "too_many_conversations"
    OFFER_NOT_DISCOVERED = "offer_not_discovered"
    MEETING_NOT_FOUND = "meeting_not_found"
    MEETING_OVER = "meeting_over"
    MEETING_ALREADY_SET = "meeting_already_set"
    TOO_MANY_PROPOSALS = "too_many_proposals"
    TRUSTED_CONTACT_NEEDED = "trusted_contact_needed"
    TRUSTED_CONTACT_INVALID = "trusted_contact_invalid"
    SLOT_INVALID = "slot_invalid"
    SLOT_TOO_SOON = "slot_too_soon"
    SLOT_TOO_FAR = "slot_too_far"
    SLOT_TAKEN = "slot_taken"
    POSITION_NOT_USABLE = "position_not_usable"
    TOO_FAR_FROM_PLACE = "too_far_from_place"
    NOT_THE_TIME = "not_the_time"
    CODE_INVALID = "code_invalid"
    PROFILE_NEEDED = "profile_needed"
    NO_SUCH_SESSION = "no_such_session"
    PASSKEY_INVALID = "passkey_invalid"
    PASSKEY_NEEDS_ACCOUNT = "passkey_needs_account"
    PASSKEYS_NOT_HERE = "passkeys_not_here"
    TOO_MANY_PASSKEYS = "too_many_passkeys"
    NO_SUCH_PASSKEY = "no_such_passkey"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    PUSH_ENDPOINT_REFUSED = "push_endpoint_refused"
    PUSH_NOT_SET_UP = "push_not_set_up"
    SIRET_INVALID = "siret_invalid"
    FORBIDDEN = "forbidden"


class Refused(Exception):  # noqa: N818 - a refusal is an answer of the rules, not an error
    """A rule said no; nothing has been changed."""

    def __init__(self, reason: RefusalReason) -> None:
        super().__init__(reason.value)
        self.reason = reason
