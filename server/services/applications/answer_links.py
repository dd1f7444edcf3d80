"""Links of a mail to employers: what each stands for, in an address as short as it may be.

Mail programs break long ones. Links that left in the longer form are read for as long as links work.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from game_rules.applications.application import ApplicationState, RefusalGround
from server.services.context import Context
from server.services.links import LinkPurpose


@dataclass(frozen=True, slots=True)
class TapAnswer:
    """An answer that one link of a mail stands for. The page of a refusal without a `ground` asks for it."""

    answer: ApplicationState
    ground: RefusalGround | None = None


TAP_ANSWERS = (
    TapAnswer(ApplicationState.MEETING_PROPOSED),
    TapAnswer(ApplicationState.PHONE),
    TapAnswer(ApplicationState.REFUSED),
)
"""The answers of a mail, in their order: few, so that the words of whoever applied stay in sight."""


@dataclass(frozen=True, slots=True)
class AnswerLink:
    """The content of a link: who answers what to which application, at which version of it."""

    account_id: UUID
    application_id: UUID
    version: int
    tap: TapAnswer


_SHORT = {"m": TAP_ANSWERS[0], "p": TAP_ANSWERS[1], "n": TAP_ANSWERS[2]}
_OF_TAP = {tap: letter for letter, tap in _SHORT.items()}
_ID_CHARS = 22
_PACKED = "a"


def answer_url(context: Context, link: AnswerLink) -> str:
    """The address of the page on which the answer, one of TAP_ANSWERS, is confirmed."""
    ids = _short(link.application_id) + _short(link.account_id)
    return context.links.one_tap(LinkPurpose.ANSWER_APPLICATION, {_PACKED: f"{ids}{_OF_TAP[link.tap]}{link.version}"})


def answer_link_in(payload: Mapping[str, str]) -> AnswerLink:
    """Reads what a link stands for. Raises ValueError and KeyError for what no server of ours has signed."""
    packed = payload.get(_PACKED)
    if packed is not None:
        application, account, rest = packed[:_ID_CHARS], packed[_ID_CHARS : 2 * _ID_CHARS], packed[2 * _ID_CHARS :]
        return AnswerLink(_long(account), _long(application), int(rest[1:]), _SHORT[rest[0]])
    ground = RefusalGround(payload["reason"]) if "reason" in payload else None
    tap = TapAnswer(ApplicationState(payload["answer"]), ground)
    # Links that left before answers had versions are to what was sent.
    version = int(payload.get("version", 1))
    return AnswerLink(UUID(payload["account"]), UUID(payload["application"]), version, tap)


def _short(one: UUID) -> str:
    return urlsafe_b64encode(one.bytes).decode().rstrip("=")


def _long(text: str) -> UUID:
    return UUID(bytes=urlsafe_b64decode(f"{text}=="))
