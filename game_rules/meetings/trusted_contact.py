"""The trusted contact of a minor who meets somebody: whether they are told when the minor is missed."""

from game_rules.meetings.meeting import LIVE, ContactAnswer, Meeting


def is_contact_alerted(meeting: Meeting, *, is_organiser_told: bool) -> bool:
    """Tells whether the contact is written to when the asker is missed: once they have confirmed, so that a mistyped
    address tells nobody where a minor was. Without an organiser who is told, also before: rather somebody than nobody.
    """
    contact = meeting.trusted_contact
    if contact is None or contact.email is None:
        return False
    return meeting.contact_answer is ContactAnswer.CONFIRMED or not is_organiser_told


def may_contact_answer(meeting: Meeting) -> bool:
    """Tells whether an answer of the contact still changes something."""
    return meeting.trusted_contact is not None and meeting.state in LIVE
