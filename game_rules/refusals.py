"""What the rules refuse, each by a name that a client can act on."""

from enum import StrEnum


class RefusalReason(StrEnum):
    """Why something is not done."""

    TOO_YOUNG = "too_young"
    INVALID_NAME = "invalid_name"
    NOT_SIGNED_IN = "not_signed_in"
    NO_CAMPAIGN = "no_campaign"
    CODE_INVALID = "code_invalid"
    PROFILE_NEEDED = "profile_needed"
    NO_SUCH_SESSION = "no_such_session"
    FORBIDDEN = "forbidden"


class Refused(Exception):  # noqa: N818 - a refusal is an answer of the rules, not an error
    """A rule said no; nothing has been changed."""

    def __init__(self, reason: RefusalReason) -> None:
        super().__init__(reason.value)
        self.reason = reason
