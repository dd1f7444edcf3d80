"""People who sign in with a mailed code."""

import re
from datetime import timedelta
from typing import Any

from game_rules.kinds import OfferKind
from game_rules.people.players import AgeBand, Language
from game_rules.people.wishes import Wishes
from server.services.accounts.sessions import signed_in_by
from server.services.accounts.sign_in import Profile, sign_in
from server.services.accounts.sign_in_codes import request_code
from server.services.accounts.sign_in_guest import NewGuest, SignInResult, sign_in_guest
from server.services.context import SignedIn
from server.services.ports import OpenUnit
from tests.support.contexts import context_at
from tests.support.factories import START

ZOE = "zoe@example.org"
NEW = Profile(Language.FRENCH, AgeBand.FROM_18, "Zoé")
BROWSER = "the token of a browser"


def code_for(open_unit: OpenUnit, email: str = ZOE, *, minutes: float = 0, mark: str = BROWSER) -> str:
    with open_unit() as unit:
        unit.mail_outbox.remove_to(email)
        unit.commit()
    now = START + timedelta(minutes=minutes, microseconds=1)
    request_code(context_at(open_unit, now), email, Language.FRENCH, mark)
    with open_unit() as unit:
        mail = next(mail for mail in unit.mail_outbox.newest(10) if mail.to_address == email)
    found = re.search(r"\b[0-9]{6}\b", mail.text)
    assert found is not None
    assert found[0] in mail.subject
    return found[0]


def enter(open_unit: OpenUnit, code: str, email: str = ZOE, *, minutes: float = 1, **given: Any) -> SignInResult:
    context = context_at(
        open_unit,
        START + timedelta(minutes=minutes),
        signed_in=given.pop("current", None),
        device_label=given.pop("device_label", "Firefox, Android"),
    )
    return sign_in(context, email=email, code=code, **{"profile": NEW, "mark": BROWSER, **given})


def come_in(open_unit: OpenUnit, email: str = ZOE, **given: Any) -> SignInResult:
    return enter(open_unit, code_for(open_unit, email), email, **given)


def guest(open_unit: OpenUnit, **given: Any) -> SignedIn:
    options = {"name": "Camille", "wishes": Wishes(frozenset({OfferKind.JOB})), **given}
    context = context_at(open_unit, device_label=options.pop("device_label", ""))
    arrived = sign_in_guest(context, NewGuest(language=Language.FRENCH, age_band=AgeBand.FROM_15_TO_17, **options))
    return holder_of(open_unit, arrived.token)


def holder_of(open_unit: OpenUnit, token: str) -> SignedIn:
    holder = signed_in_by(context_at(open_unit), token)
    assert holder is not None
    return holder
