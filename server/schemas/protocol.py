"""The socket protocol as data: which events exist, which way they go and what they carry.

`docs/protocol.md` and the client's types are made from it; see `jokajobs protocol`.
"""

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from server.schemas import (
    applications,
    cases,
    http,
    jokers,
    meetings,
    notifications,
    passkeys,
    play,
    problems,
)
from server.schemas.calls import help as help_payloads
from server.schemas.offers import employer_offers, posters, wording
from server.schemas.organisations import organisation as organisations
from server.schemas.privacy import export

NAMESPACE = "/play"
HELP_NAMESPACE = "/help"

SESSION_COOKIE = "jokajobs_session"
"""Name of the cookie that says who plays, over HTTP and when a socket connects. Behind HTTPS: see `host_cookie`."""

CODE_COOKIE = "jokajobs_code"
"""Name of the cookie that says which browser asked for a sign-in code. Over HTTP only."""

TOO_YOUNG_COOKIE = "jokajobs_too_young"
"""Name of the cookie of a browser that answered "under 15". Over HTTP only."""


def host_cookie(name: str) -> str:
    """Returns the name of a cookie that browsers take from this very host alone, over HTTPS (RFC 6265bis, 4.1.3.2)."""
    return f"__Host-{name}"


def session_cookies(token: str) -> str:
    """Returns the header of a client that does not know whether its server is behind HTTPS: it has both names."""
    return f"{SESSION_COOKIE}={token}; {host_cookie(SESSION_COOKIE)}={token}"


MAX_UNREADABLE = 20
"""Packets of one connection that cannot be read, or join nothing, before it is closed. The game's own client sends
none; a client with a mistake in it is answered a few times, so that its maker sees why."""

JOIN_WITHIN_S = 10.0
"""A client joins its namespaces as soon as the connection stands. A connection in none costs as much as a player's."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the namespace. `ack` are the payloads that may answer it; empty when it is not answered."""

    name: str
    payload: type[BaseModel]
    ack: tuple[type[BaseModel], ...] = ()


FROM_CLIENT = (Event("gps_fixes", play.GpsFixesIn, (play.GpsFixesAck, play.ProblemAck)),)

TO_CLIENT = (
    Event("snapshot", play.SnapshotOut),
    Event("fog_lifted", play.FogLiftedOut),
    Event("offer_discovered", play.OfferDiscoveredOut),
    Event("offer_visited", play.OfferVisitedOut),
    Event("offers_changed", play.OffersChangedOut),
    Event("points_awarded", play.PointsAwardedOut),
    Event("level_reached", play.LevelReachedOut),
    Event("player_changed", play.PlayerChangedOut),
    Event("hint", play.HintOut),
    Event("joker_nearby", play.JokerNearbyOut),
    Event("application_changed", applications.ApplicationChangedOut),
)

_DONE = (help_payloads.DoneAck, play.ProblemAck)
_CALL = (help_payloads.CallAck, play.ProblemAck)
_CONVERSATION = (help_payloads.ConversationAck, play.ProblemAck)
_MEETING = (meetings.MeetingAck, play.ProblemAck)

HELP_FROM_CLIENT = (
    Event("ask_joker", help_payloads.AskJokerIn, _CALL),
    Event("withdraw_call", help_payloads.CallIdIn, _CALL),
    Event("call_seen", help_payloads.CallIdIn, _DONE),
    Event("accept_call", help_payloads.CallIdIn, _CONVERSATION),
    Event("close_conversation", help_payloads.CloseConversationIn, _CONVERSATION),
    Event("send_message", help_payloads.SendMessageIn, (help_payloads.MessageAck, play.ProblemAck)),
    Event("fetch_messages", help_payloads.FetchMessagesIn, (help_payloads.MessagesAck, play.ProblemAck)),
    Event("mark_messages", help_payloads.MarkMessagesIn, _DONE),
    Event("typing", help_payloads.ConversationIdIn, _DONE),
    Event("block", help_payloads.CallIdIn, _DONE),
    Event("report", help_payloads.ReportIn, _DONE),
    Event("propose_meeting", meetings.ProposeMeetingIn, _MEETING),
    Event("confirm_meeting", meetings.ConfirmMeetingIn, _MEETING),
    Event("cancel_meeting", meetings.CancelMeetingIn, _MEETING),
    Event("late_for_meeting", meetings.LateForMeetingIn, _MEETING),
    Event("say_well", meetings.SayWellIn, _MEETING),
    Event("check_in", meetings.CheckInIn, _MEETING),
    Event("check_out", meetings.CheckOutIn, _MEETING),
)

HELP_TO_CLIENT = (
    Event("help_snapshot", help_payloads.HelpSnapshotOut),
    Event("call_offered", help_payloads.CallOfferedOut),
    Event("call_taken", help_payloads.CallTakenOut),
    Event("call_gone", help_payloads.CallGoneOut),
    Event("call_changed", help_payloads.CallChangedOut),
    Event("conversation_changed", help_payloads.ConversationChangedOut),
    Event("conversation_gone", help_payloads.ConversationGoneOut),
    Event("message", help_payloads.MessageSentOut),
    Event("messages_marked", help_payloads.MessagesMarkedOut),
    Event("other_typing", help_payloads.TypingOut),
    Event("meeting_changed", meetings.MeetingChangedOut),
    Event("joker_changed", jokers.JokerChangedOut),
    Event("notification", notifications.NotificationAddedOut),
    Event("inbox_read", notifications.UnreadOut),
)

HTTP_FROM_CLIENT: tuple[type[BaseModel], ...] = (
    http.AgeIn,
    http.GuestIn,
    http.CodeIn,
    http.SignInIn,
    http.ConsentIn,
    play.WishesIn,
    jokers.JokerHelpIn,
    jokers.AvailabilityIn,
    jokers.FreeNowIn,
    jokers.DecisionIn,
    passkeys.PasskeyIn,
    notifications.InboxReadIn,
    notifications.SettingsIn,
    notifications.QuietHoursIn,
    notifications.PushSubscriptionIn,
    notifications.PushEndpointIn,
    employer_offers.NewOfferIn,
    employer_offers.OfferDraftIn,
    employer_offers.OfferEditIn,
    employer_offers.OfferVersionIn,
    employer_offers.ExtendIn,
    employer_offers.OfferDecisionIn,
    applications.ApplyIn,
    applications.AnswerIn,
    applications.ResponseIn,
    cases.NewReportIn,
    cases.QuestionIn,
    cases.VerdictIn,
    cases.MeasureIn,
    cases.AppealIn,
    organisations.OrganisationIn,
    organisations.InvitationIn,
    organisations.AcceptInvitationIn,
    organisations.MemberChangeIn,
    organisations.OrganisationDecisionIn,
    posters.PosterScanIn,
    wording.WordingIn,
)

HTTP_TO_CLIENT: tuple[type[BaseModel], ...] = (
    http.MeOut,
    http.CodeSentOut,
    http.SessionsOut,
    passkeys.PasskeyOptionsOut,
    passkeys.PasskeyOut,
    passkeys.PasskeysOut,
    export.ExportOut,
    export.ErasedOut,
    http.MyOffersOut,
    http.CampaignOut,
    http.CommunesOut,
    http.ClientSettingsOut,
    http.CampaignDatesOut,
    jokers.JokerOut,
    jokers.JokerTallyOut,
    jokers.JokerCardOut,
    jokers.JokersThereOut,
    jokers.StaffedPlacesOut,
    jokers.BlockedListOut,
    jokers.VettedJokersOut,
    jokers.VettedJokerOut,
    cases.CasesOut,
    cases.CaseFileOut,
    cases.MyReportsOut,
    cases.MeasuresOut,
    meetings.MeetingSlotsOut,
    meetings.PresenceCodeOut,
    meetings.MeetingAlertsOut,
    notifications.InboxOut,
    notifications.UnreadOut,
    notifications.SettingsOut,
    notifications.PushKeyOut,
    notifications.PushSubscribedOut,
    employer_offers.EmployerOfferOut,
    employer_offers.EmployerOffersOut,
    employer_offers.RegistrationOut,
    employer_offers.RegistrationsOut,
    applications.ApplicationOut,
    applications.ApplicationsOut,
    applications.EmployerApplicationOut,
    applications.EmployerApplicationsOut,
    applications.AnswerProblem,
    applications.SavedOffersOut,
    organisations.EmployerOut,
    organisations.EmployerOrganisationOut,
    organisations.OrganisationDetailsOut,
    organisations.VettedOrganisationsOut,
    organisations.VettedOrganisationOut,
    posters.PosterScanOut,
    wording.WordingOut,
    wording.OccupationsOut,
    wording.AddressesOut,
    problems.Problem,
)


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) whose `$defs` hold every payload of the sockets and of the HTTP API."""
    from_client, to_client = (*FROM_CLIENT, *HELP_FROM_CLIENT), (*TO_CLIENT, *HELP_TO_CLIENT)
    incoming = dict.fromkeys([*(event.payload for event in from_client), *HTTP_FROM_CLIENT])
    acks = (ack for event in from_client for ack in event.ack)
    outgoing = dict.fromkeys([*(event.payload for event in to_client), *acks, *HTTP_TO_CLIENT])
    models = [(model, "validation") for model in incoming] + [(model, "serialization") for model in outgoing]
    _, schema = models_json_schema(models, title="Jokajobs protocol")  # type: ignore[arg-type]
    return schema
