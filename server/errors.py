"""Refusals and failures as RFC 9457 problems, the same over HTTP and in socket acknowledgements.

A problem never repeats what was sent, so that no position or name ends up in an answer or a log.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from game_rules.offers.drafts import FaultCode, OfferIncomplete
from game_rules.offers.limits import EVENT_MAX_DAYS, POSTED_OFFER_MAX_DAYS
from game_rules.offers.posted import WordingBlocked
from game_rules.organisations.limits import (
    INVITATION_DAYS,
    INVITATIONS_PER_ORGANISATION_MAX,
    ORGANISATIONS_PER_ACCOUNT_MAX,
)
from game_rules.people.limits import (
    DISPLAY_NAME_MAX_CHARS,
    MINORS_DAY_BEGINS_HOUR,
    MINORS_DAY_ENDS_HOUR,
    PASSKEYS_PER_ACCOUNT_MAX,
    SIGN_IN_CODE_MINUTES,
    SIGN_IN_CODE_TRIES,
    TOO_YOUNG_HOURS,
)
from game_rules.refusals import RefusalReason, Refused
from game_rules.texts import written_out
from game_rules.wire_limits import MAX_MESSAGE_BYTES
from game_rules.wording.contact_data import ContactDataFound
from game_rules.wording.rules.rule import Severity
from server.schemas.problems import FieldProblem, Problem


class Failure(StrEnum):
    """A failure outside the rules: of a message, or of the server."""

    VALIDATION_FAILED = "validation_failed"
    MALFORMED_MESSAGE = "malformed_message"
    NOT_FOUND = "not_found"
    UNKNOWN_EVENT = "unknown_event"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type"
    PAYLOAD_TOO_LARGE = "payload_too_large"
    TOO_MANY_REQUESTS = "too_many_requests"
    BAD_REQUEST = "bad_request"
    CROSS_SITE_REQUEST = "cross_site_request"
    STORAGE_UNAVAILABLE = "storage_unavailable"
    INTERNAL_ERROR = "internal_error"


ProblemCode = RefusalReason | Failure
"""Every code a client can meet: each refusal of the rules has a problem of its name."""

PROBLEM_CODES: tuple[ProblemCode, ...] = (*Failure, *RefusalReason)


_NAME_MAX_CHARS = 60
"""Twice the longest name in the protocol."""


def problem_code(name: str) -> ProblemCode:
    """Raises ValueError for a name that no problem has."""
    return RefusalReason(name) if name in set(RefusalReason) else Failure(name)


class TooManyRequests(Exception):  # noqa: N818 - it asks to wait
    """Somebody has to wait for `retry_after_s` seconds."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__()
        self.retry_after_s = retry_after_s


@dataclass(frozen=True, slots=True)
class _Kind:
    status: int
    title: str
    detail: str
    retryable: bool = False
    retry_after_s: float | None = None


_KINDS: Mapping[ProblemCode, _Kind] = {
    Failure.VALIDATION_FAILED: _Kind(
        422, "The message is not of the agreed form", "Correct the values named in errors and send it again."
    ),
    Failure.MALFORMED_MESSAGE: _Kind(
        400, "The message cannot be read", "Send an event name and one JSON object; see docs/protocol.md."
    ),
    RefusalReason.NOT_SIGNED_IN: _Kind(
        401, "Nobody is signed in", "Start as a guest with POST /api/guests, or sign in."
    ),
    RefusalReason.FORBIDDEN: _Kind(
        403, "Not for you", "Sign in as somebody who may, or open the address that the server printed when it started."
    ),
    RefusalReason.TOO_YOUNG: _Kind(
        403,
        "Playing starts at 15",
        "The game is made for people from 15 on. Nothing about you has been kept here; for "
        f"{TOO_YOUNG_HOURS} hours this browser is told the same. Please come back on your birthday!",
    ),
    RefusalReason.INVALID_NAME: _Kind(
        422, "This name cannot be shown", f"Choose a name of 1 to {DISPLAY_NAME_MAX_CHARS} visible characters."
    ),
    RefusalReason.NO_CAMPAIGN: _Kind(
        503, "No campaign is running", "Keep what you have and try again later.", retryable=True, retry_after_s=300
    ),
    RefusalReason.NOT_A_JOKER: _Kind(403, "You are not a Joker", "Apply with POST /api/joker."),
    RefusalReason.JOKER_MUST_BE_ADULT: _Kind(
        403, "Jokers are adults", "Helping as a Joker starts at 18. You can play and ask as much as you like."
    ),
    RefusalReason.JOKER_NOT_APPROVED: _Kind(
        403,
        "Not approved as a Joker",
        "An organiser looks at each application; GET /api/joker says where yours stands.",
    ),
    RefusalReason.JOKER_NOT_FOUND: _Kind(404, "There is no such Joker", "Check the id."),
    RefusalReason.NOT_ALLOWED_NOW: _Kind(409, "This cannot be done now", "Ask again for the current state."),
    RefusalReason.CHARTER_NOT_ACCEPTED: _Kind(
        409, "The charter of today is not accepted", "Show the Jokers' charter, and send the version that was accepted."
    ),
    RefusalReason.TRADE_MISSING: _Kind(422, "No trade is named", "Name at least one ROME domain for the topic trade."),
    RefusalReason.SLOTS_OVERLAP: _Kind(422, "Two slots overlap", "Let one end before the next begins."),
    RefusalReason.PLACE_NOT_STAFFED: _Kind(
        422, "Nobody staffs this place", "Choose a place of GET /api/staffed-places."
    ),
    RefusalReason.PLACE_CLOSED: _Kind(409, "The place is closed then", "Choose hours in which it is open."),
    RefusalReason.IDENTITY_NOT_CHECKED: _Kind(
        403, "The identity check is missing", "At a place people meet: an organiser has to check who you are first."
    ),
    RefusalReason.IDENTITY_CHECK_RAN_OUT: _Kind(403, "The identity check ran out", "An organiser has to check again."),
    RefusalReason.NOT_FOR_MINORS: _Kind(403, "This Joker helps adults only", "Accept the charter's article on minors."),
    RefusalReason.NIGHT_FOR_MINORS: _Kind(
        403,
        "It is night",
        f"Under 18, Jokers are there from {MINORS_DAY_BEGINS_HOUR} to {MINORS_DAY_ENDS_HOUR} o'clock.",
    ),
    RefusalReason.PRIVATE_PLACE: _Kind(403, "Nobody is sent to a private place", "Choose a public place in its hours."),
    RefusalReason.INVALID_TEXT: _Kind(
        422, "This text cannot be sent", "Write at least one character, and fewer of them."
    ),
    RefusalReason.CONTACT_DATA_FOUND: _Kind(
        409, "There is a phone number or an address in it", "Ask whether it shall go out; then send confirmed: true."
    ),
    RefusalReason.CONTACT_DATA_FOR_MINOR: _Kind(
        403, "The reader is under 18", "Take out the numbers, addresses and private places that errors point at."
    ),
    RefusalReason.EMPLOYER_MUST_BE_ADULT: _Kind(403, "This is for adults", "Organisers correct an age that is wrong."),
    RefusalReason.CALL_NOT_FOUND: _Kind(404, "There is no such call for you", "Ask again for the current state."),
    RefusalReason.NOTHING_TO_REPORT: _Kind(404, "Nothing to report there", "Report what you have met or found."),
    RefusalReason.TOO_MANY_REPORTS: _Kind(
        429, "Too many reports in a day", "In danger? Call 17 or 112.", retryable=True, retry_after_s=3600
    ),
    RefusalReason.CASE_NOT_FOUND: _Kind(404, "There is no such case", "Ask again for those that there are."),
    RefusalReason.CASE_CLOSED: _Kind(409, "The case is closed", "Somebody else has decided meanwhile: read it again."),
    RefusalReason.MEASURE_INVALID: _Kind(422, "No such measure", "Name its days, and somebody of the case."),
    RefusalReason.MEASURE_NOT_FOUND: _Kind(404, "There is no such measure", "Ask again for those that there are."),
    RefusalReason.MESSAGES_PAUSED: _Kind(403, "You cannot write for now", "GET /api/me/measures says why."),
    RefusalReason.ACCOUNT_SUSPENDED: _Kind(403, "Your account is suspended", "GET /api/me/measures says why."),
    RefusalReason.CALL_ALREADY_OPEN: _Kind(409, "A call of yours is still open", "Withdraw it, or wait for an answer."),
    RefusalReason.CALL_TAKEN: _Kind(409, "Already taken", "Another Joker was quicker. Thank you for wanting to help!"),
    RefusalReason.CALL_OVER: _Kind(409, "This call is over", "Ask again for the current state."),
    RefusalReason.TOO_MANY_CALLS: _Kind(
        429, "Too many calls in an hour", "Wait a while, then ask again.", retryable=True, retry_after_s=600
    ),
    RefusalReason.TOO_MANY_CONVERSATIONS: _Kind(
        409, "You hold as many conversations as one can follow", "Close one of them first."
    ),
    RefusalReason.OFFER_NOT_DISCOVERED: _Kind(
        409, "This offer is still under the clouds", "Ask about one you have found."
    ),
    RefusalReason.OFFER_INCOMPLETE: _Kind(
        422, "The offer is not complete", "Correct the fields named in errors and hand it in again."
    ),
    RefusalReason.EDIT_CONFLICT: _Kind(
        409, "Somebody else has changed it meanwhile", "Read it again, put your changes into it, and send its version."
    ),
    RefusalReason.WORDING_BLOCKED: _Kind(
        422, "An offer must not say this", "Change the words named in errors; each says why, and what the law is."
    ),
    RefusalReason.EVENT_OVER: _Kind(409, "This event is over", "Look for the next one."),
    RefusalReason.LINK_INVALID: _Kind(
        404, "This link opens nothing", "Copy it from the mail as a whole, or open Jokajobs instead."
    ),
    RefusalReason.LINK_EXPIRED: _Kind(410, "This link is too old", "Open Jokajobs instead: it can be done there."),
    # One answer for a wrong and for a revoked one: a poster that was taken down says nothing more.
    RefusalReason.POSTER_INVALID: _Kind(
        410, "This poster is no longer in use", "Its employer has put up another one, or taken it down."
    ),
    RefusalReason.OFFER_NOT_FOUND: _Kind(404, "There is no such offer for you", "Ask again for the current ones."),
    RefusalReason.OFFER_NOT_OPEN: _Kind(
        409, "This offer is not open any more", "It is filled, over, or taken back; there are others to find."
    ),
    RefusalReason.APPLICATIONS_NOT_TAKEN: _Kind(
        409, "Nobody reads applications for this offer here", "Drop by, call, or apply where the offer says."
    ),
    RefusalReason.ALREADY_APPLIED: _Kind(
        409, "You have applied for this already", "GET /api/me/applications tells where it stands."
    ),
    RefusalReason.APPLICATION_NOT_FOUND: _Kind(
        404, "There is no such application for you", "Ask again for the current ones."
    ),
    RefusalReason.ANSWERS_DO_NOT_FIT: _Kind(
        409, "The offer asks other questions now", "Read the offer again, and send one answer for each question."
    ),
    RefusalReason.TOO_MANY_APPLICATIONS: _Kind(
        429, "Too many applications in a day", "Wait until tomorrow.", retryable=True, retry_after_s=6 * 3600
    ),
    RefusalReason.REFUSAL_REASON_NEEDED: _Kind(
        422, "A refusal says why", "Choose a reason of the list; with other, write it in the reply."
    ),
    RefusalReason.MEETING_NOT_FOUND: _Kind(404, "There is no such meeting for you", "Ask again for the current state."),
    RefusalReason.MEETING_OVER: _Kind(409, "This meeting is over", "Ask again for the current state."),
    RefusalReason.MEETING_ALREADY_SET: _Kind(
        409, "You two have a meeting already", "Cancel it first; then propose another time."
    ),
    RefusalReason.TOO_MANY_PROPOSALS: _Kind(
        429, "Too many proposals in an hour", "Write to each other first.", retryable=True, retry_after_s=600
    ),
    RefusalReason.TRUSTED_CONTACT_NEEDED: _Kind(
        403, "Somebody you trust has to know", "Under 18, name a person with a phone number or an e-mail address."
    ),
    RefusalReason.TRUSTED_CONTACT_INVALID: _Kind(
        422,
        "This person cannot be reached",
        "Give a name, and a phone number or an e-mail address that is none of you two.",
    ),
    RefusalReason.SLOT_INVALID: _Kind(
        422, "This is no slot", "Choose one of GET /api/conversations/{conversation_id}/meeting-slots."
    ),
    RefusalReason.SLOT_TOO_SOON: _Kind(409, "This is too soon", "Leave each other time to agree and to get there."),
    RefusalReason.SLOT_TOO_FAR: _Kind(409, "This is too far away", "Choose a day of the next weeks."),
    RefusalReason.SLOT_TAKEN: _Kind(409, "One of you has another meeting then", "Choose another time."),
    RefusalReason.POSITION_NOT_USABLE: _Kind(
        422, "The position is too old or not accurate", "Go to a window or outside, and try again."
    ),
    RefusalReason.TOO_FAR_FROM_PLACE: _Kind(409, "You are not at the place", "Go there, then try again."),
    RefusalReason.PLACE_NOT_EXACT: _Kind(409, "It is not known exactly where this place is", "Send a code instead."),
    RefusalReason.PRESENCE_CODE_WRONG: _Kind(403, "This code is not valid here and now", "Ask to see it once more."),
    RefusalReason.NOT_THE_TIME: _Kind(409, "It is not the time for this", "The meeting says when it is."),
    # One answer for a wrong, an old, a used and a never sent code: it tells nothing about anybody's address.
    RefusalReason.CODE_INVALID: _Kind(
        403,
        "This code opens nothing",
        f"It is wrong, older than {SIGN_IN_CODE_MINUTES} minutes, used, or was tried {SIGN_IN_CODE_TRIES} times. "
        "Ask for a new one.",
    ),
    RefusalReason.PROFILE_NEEDED: _Kind(
        409, "Nobody plays with this address yet", "Send the code again, with a name and an age band."
    ),
    RefusalReason.CONSENT_WITHDRAWN: _Kind(
        403, "Positions are not used", "You withdrew your consent. Stop sending; PUT /api/me/consent gives it again."
    ),
    RefusalReason.CONTEXT_NOT_OURS: _Kind(
        409,
        "This context was not asked for",
        "Its seal is not that of these fixes. Send the batch again without context: it is then a new start.",
    ),
    RefusalReason.ACCOUNT_NEEDED: _Kind(
        403,
        "This needs an e-mail address",
        "Sign in: POST /api/sign-in/codes. What a guest has won stays theirs.",
    ),
    RefusalReason.ORGANISATION_NOT_VERIFIED: _Kind(403, "This organisation is not verified", "Organisers look first."),
    RefusalReason.ORGANISATION_NOT_FOUND: _Kind(404, "There is no such organisation", "Check the id."),
    RefusalReason.NOT_A_MEMBER: _Kind(
        403, "You do not answer for this organisation", "Ask one of its owners for an invitation."
    ),
    RefusalReason.OWNER_NEEDED: _Kind(
        403, "Its owners do this", "GET /api/employer/organisations/{organisation_id} names them: ask one of them."
    ),
    RefusalReason.LAST_OWNER: _Kind(
        409, "An organisation with members needs an owner", "Make somebody else an owner first."
    ),
    RefusalReason.SIRET_TAKEN: _Kind(
        409, "An organisation with this SIRET is here already", "Ask one of its members for an invitation."
    ),
    # One answer for a wrong, an old, a used and a withdrawn one: it tells nothing about any organisation.
    RefusalReason.INVITATION_INVALID: _Kind(
        403,
        "This invitation opens nothing",
        f"It was used or withdrawn, or is older than {INVITATION_DAYS} days. Ask for a new one.",
    ),
    RefusalReason.TOO_MANY_INVITATIONS: _Kind(
        409,
        f"An organisation has {INVITATIONS_PER_ORGANISATION_MAX} open invitations at most",
        "Withdraw one, or wait until one is accepted.",
    ),
    RefusalReason.TOO_MANY_ORGANISATIONS: _Kind(
        409, f"One person answers for {ORGANISATIONS_PER_ACCOUNT_MAX} organisations at most", "Leave one of them first."
    ),
    # One answer for whatever is wrong with it: it tells nothing about anybody's account.
    RefusalReason.PASSKEY_INVALID: _Kind(
        403, "This passkey opens nothing", "It was removed, made for another address, or answered too late. Try again."
    ),
    RefusalReason.PASSKEY_NEEDS_ACCOUNT: _Kind(
        403, "A guest has nothing to come back to", "Sign in with an e-mail address first: POST /api/sign-in/codes."
    ),
    RefusalReason.PASSKEYS_NOT_HERE: _Kind(
        409,
        "Passkeys need a host name",
        "Open the game at its own address, such as http://localhost:8000 and not 127.0.0.1: see passkey_origin in "
        "GET /api/client-settings.",
    ),
    RefusalReason.TOO_MANY_PASSKEYS: _Kind(
        409, f"An account has {PASSKEYS_PER_ACCOUNT_MAX} passkeys at most", "Remove one that is not used any more."
    ),
    RefusalReason.NO_SUCH_PASSKEY: _Kind(404, "This passkey does not exist", "It was removed, or it is not yours."),
    RefusalReason.NO_SUCH_SESSION: _Kind(404, "This session does not exist", "It has ended, or it is not yours."),
    RefusalReason.PUSH_ENDPOINT_REFUSED: _Kind(
        422,
        "Pushes are not sent there",
        "Send the subscription as the browser made it: https, to a public push service.",
    ),
    RefusalReason.PUSH_NOT_SET_UP: _Kind(
        409, "This server sends no pushes", "GET /api/push-key tells whether it does. The inbox works all the same."
    ),
    RefusalReason.SIRET_INVALID: _Kind(
        422, "This is no SIRET", "Copy its 14 digits once more, from a payslip, an invoice or the avis de situation."
    ),
    Failure.NOT_FOUND: _Kind(404, "There is nothing here", "Check the address."),
    Failure.UNKNOWN_EVENT: _Kind(404, "This event does not exist", "docs/protocol.md names the events."),
    Failure.METHOD_NOT_ALLOWED: _Kind(405, "This address does not do that", "The Allow header names what it does."),
    Failure.UNSUPPORTED_MEDIA_TYPE: _Kind(415, "The body is not JSON", "Send it with Content-Type: application/json."),
    Failure.PAYLOAD_TOO_LARGE: _Kind(
        413, "The message is too large", f"Send at most {MAX_MESSAGE_BYTES} bytes at once: split it."
    ),
    Failure.TOO_MANY_REQUESTS: _Kind(
        429, "Too many messages", "Wait for retry_after_s, then send it again.", retryable=True, retry_after_s=10
    ),
    Failure.BAD_REQUEST: _Kind(400, "The request cannot be read", "Check it against the API's description."),
    Failure.CROSS_SITE_REQUEST: _Kind(
        403,
        "Another site sent this",
        "Ask from the game's own pages. JOKAJOBS_PUBLIC_URL has to be the address that people open.",
    ),
    Failure.STORAGE_UNAVAILABLE: _Kind(
        503, "The database does not answer", "Keep what you have and try again.", retryable=True, retry_after_s=5
    ),
    # Not retryable: whatever broke on this message will most likely break on it again. A batch of fixes changes nothing
    # a second time, so phones repeat it once all the same.
    Failure.INTERNAL_ERROR: _Kind(
        500,
        "Something broke on our side",
        "It has been logged. It may have been done all the same: look at the current state first.",
    ),
}


def problem(
    code: ProblemCode,
    *,
    detail: str | None = None,
    retry_after_s: float | None = None,
    errors: list[FieldProblem] | None = None,
) -> Problem:
    """The problem of `code`, with its own words or those given."""
    kind = _KINDS[code]
    return Problem(
        type=f"/problems/{code.value}",
        title=kind.title,
        status=kind.status,
        code=code.value,
        detail=detail or kind.detail,
        retryable=kind.retryable,
        retry_after_s=retry_after_s if retry_after_s is not None else kind.retry_after_s,
        errors=errors or [],
    )


def problem_of_refusal(refused: Refused) -> Problem:
    """The problem that tells what the rules refused."""
    return problem(refused.reason, errors=_fields_at_fault(refused))


def _fields_at_fault(refused: Refused) -> list[FieldProblem]:
    match refused:
        case ContactDataFound():
            return [
                FieldProblem(
                    pointer=pointer,
                    code=one.kind.value,
                    detail="Looks like contact data.",
                    start=one.start,
                    end=one.end,
                )
                for pointer, found in refused.found.items()
                for one in found
            ]
        case OfferIncomplete():
            return [
                FieldProblem(pointer=f"/{one.field}", code=one.code.value, detail=_FAULTS[one.code])
                for one in refused.faults
            ]
        case WordingBlocked():
            return [
                FieldProblem(
                    pointer=f"/{one.field}", code=one.rule, detail=one.explanation, start=one.start, end=one.end
                )
                for one in refused.findings
                if one.severity is Severity.BLOCK
            ]
    return []


_FAULTS = {
    FaultCode.MISSING: "This is needed.",
    FaultCode.IN_THE_PAST: "This is over.",
    FaultCode.TOO_FAR_AWAY: f"At most {POSTED_OFFER_MAX_DAYS} days ahead.",
    FaultCode.TOO_LONG: f"At most {EVENT_MAX_DAYS} days.",
    FaultCode.DOOR_NEEDED: "Nobody can drop by without a door: name one, or choose another way to meet.",
    FaultCode.PLACE_UNKNOWN: "This place is in no commune that the game knows.",
    FaultCode.OUT_OF_TERRITORY: "This place is outside of the campaign's territory.",
    FaultCode.NO_PUBLIC_PLACE: "No public place of this commune can stand for it: name a door, or another commune.",
    FaultCode.ONLY_FOR_EVENTS: "Only an event has this.",
}


def problem_of_validation(error: ValidationError) -> Problem:
    """The problem that names each value at fault by JSON pointer, never with the value itself."""
    return problem(
        Failure.VALIDATION_FAILED,
        errors=[
            FieldProblem(pointer=_pointer(one["loc"]), code=one["type"], detail=_detail(one))
            for one in error.errors(include_url=False, include_input=False)
        ],
    )


def _detail(error: ErrorDetails) -> str:
    # pydantic's own words repeat what was sent here, and nowhere else.
    if error["type"] == "union_tag_invalid":
        return f"Input should have one of these as its {error['ctx']['discriminator']}: {error['ctx']['expected_tags']}"
    return error["msg"]


def _pointer(location: tuple[int | str, ...]) -> str:
    return "".join(map(pointer_step, location))


def pointer_step(name: int | str) -> str:
    """A step of a JSON pointer (RFC 6901). A name that no message of ours has is told in one line, and shortened."""
    told = written_out(str(name))
    told = told if len(told) <= _NAME_MAX_CHARS else f"{told[:_NAME_MAX_CHARS]}…"
    return "/" + told.replace("~", "~0").replace("/", "~1")
