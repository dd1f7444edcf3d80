"""France Travail's "Offres d'emploi v2", live: every offer of some communes, whatever the API's caps.

A search gives 150 offers at a time and 1,150 in all. One that has more is cut in two, by communes while it has several
and then by the hour its offers were made, until each part is within reach. The order is always the same: communes by
their code, then time.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from time import monotonic, sleep
from typing import Any
from urllib.parse import urlencode

import requests
from requests.auth import AuthBase
from urllib3.exceptions import InvalidHeader
from urllib3.util import Retry

from game_rules.feeds import FeedRow
from game_rules.offers.limits import FEED_OFFER_DAYS
from server.adapters.feeds.france_travail import OfferReader
from server.adapters.feeds.france_travail_access import FranceTravailAccess

PAGE_OFFERS = 150
SEARCH_MAX_OFFERS = 1_150
FIRST_MAX = 1_000
"""The API's own caps: so many at a time, so many in all, and no page that begins later (its documentation of `range`).
It was seen to reach further since; who asks for less is never refused."""

COMMUNES_PER_SEARCH = 5
"""As many as one search may name (its documentation of `commune`)."""

REQUESTS_PER_S = 3
"""The lowest limit that the API was seen to set for an application; some have ten."""

SHORTEST_WINDOW = timedelta(hours=1)
"""No commune has a thousand new offers in an hour; what it would have beyond is counted as out of reach."""

_LATE_HOURS = timedelta(days=1)
"""Windows end so much later than now: the API takes local times for UTC (a search "until now" misses two hours)."""

_SCOPE = "api_offresdemploiv2 o2dsoffre"
_TIMEOUT_S = (10.0, 60.0)
"""To connect, and between two reads."""

_ATTEMPTS = 5
_WAIT_MAX_S = 300.0
"""Whoever asks us to wait longer is asked again by the next run."""

_LATER = frozenset({429, 500, 502, 503, 504})


class FranceTravailRefused(OSError):  # noqa: N818 - it tells a state, as StorageUnavailable does
    """The API gives no offers; the message says why, and holds no secret."""


@dataclass(frozen=True, slots=True)
class _Search:
    """Offers of `communes` (INSEE codes) made from `since` to `until`, both included, in whole seconds."""

    communes: tuple[str, ...]
    since: datetime
    until: datetime

    def halves(self) -> "tuple[_Search, _Search] | None":
        """Two searches that find what this one finds; None where it is as small as can be."""
        if len(self.communes) > 1:
            middle = len(self.communes) // 2
            return replace(self, communes=self.communes[:middle]), replace(self, communes=self.communes[middle:])
        if self.until - self.since <= SHORTEST_WINDOW:
            return None
        noon = (self.since + (self.until - self.since) / 2).replace(microsecond=0)
        return replace(self, until=noon), replace(self, since=noon + timedelta(seconds=1))


class LiveSearch:
    """Every offer made in some communes in the last 60 days, asked for as they are read.

    `out_of_reach` counts offers that no search could reach, `unknown_fields` what the documentation does not name.
    """

    def __init__(
        self,
        access: FranceTravailAccess,
        communes: Sequence[str],
        now: datetime,
        *,
        pause: Callable[[float], None] = sleep,
        seconds: Callable[[], float] = monotonic,
    ) -> None:
        """`communes` are INSEE codes. `pause` waits for so many seconds, `seconds` counts them."""
        self._api = _Api(access, pause, seconds)
        self._communes = tuple(sorted(set(communes)))
        self._until = now.replace(microsecond=0) + _LATE_HOURS
        self._since = now.replace(microsecond=0) - timedelta(days=FEED_OFFER_DAYS)
        self._reader = OfferReader()
        self.out_of_reach = 0

    @property
    def unknown_fields(self) -> dict[str, int]:
        return dict(sorted(self._reader.unknown_fields.items()))

    def __iter__(self) -> Iterator[FeedRow]:
        """Raises FranceTravailRefused."""
        number = 0
        for first in range(0, len(self._communes), COMMUNES_PER_SEARCH):
            some = self._communes[first : first + COMMUNES_PER_SEARCH]
            for item in self._offers(_Search(some, self._since, self._until)):
                number += 1
                yield self._reader.row(number, item)

    def _offers(self, search: _Search) -> Iterator[Any]:
        offers, total = self._api.page(search, 0)
        if total > SEARCH_MAX_OFFERS:
            if halves := search.halves():
                for half in halves:
                    yield from self._offers(half)
                return
            self.out_of_reach += total - SEARCH_MAX_OFFERS
        yield from offers
        for start in range(PAGE_OFFERS, min(total, SEARCH_MAX_OFFERS), PAGE_OFFERS):
            first = min(start, FIRST_MAX)
            yield from self._api.page(search, first)[0][start - first :]


class _Bearer(AuthBase):
    """As `auth`, not as a header: what a .netrc holds for the host would replace that."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class _Api:
    """One user of the API: never quicker than it allows, patient, and with a token that is renewed when it ends."""

    def __init__(
        self, access: FranceTravailAccess, pause: Callable[[float], None], seconds: Callable[[], float]
    ) -> None:
        self._access = access
        self._pause, self._seconds = pause, seconds
        self._session = requests.Session()
        self._session.headers["User-Agent"] = "jokajobs"
        self._token: _Bearer | None = None
        self._not_before = seconds()

    def page(self, search: _Search, first: int) -> tuple[list[Any], int]:
        """Up to 150 offers from the one numbered `first`, and how many the search has in all."""
        last = min(first + PAGE_OFFERS, SEARCH_MAX_OFFERS) - 1
        asked = {
            "commune": ",".join(search.communes),
            "distance": "0",
            "minCreationDate": f"{search.since:%Y-%m-%dT%H:%M:%SZ}",
            "maxCreationDate": f"{search.until:%Y-%m-%dT%H:%M:%SZ}",
            "range": f"{first}-{last}",
            "sort": "1",
        }
        # Colons and commas as they are: the API was seen to refuse them escaped.
        answer = self._get(f"{self._access.api_url}/v2/offres/search?{urlencode(asked, safe=':,')}")
        if answer.status_code == requests.codes.no_content:
            return [], 0
        if answer.status_code not in (requests.codes.ok, requests.codes.partial_content):
            raise FranceTravailRefused(f"France Travail's API answered {answer.status_code} to a search")
        offers = _json_of(answer).get("resultats")
        if not isinstance(offers, list):
            raise FranceTravailRefused("France Travail's API answered a search without `resultats`")
        total = answer.headers.get("Content-Range", "").rpartition("/")[2]
        return offers, int(total) if total.isdecimal() else first + len(offers)

    def _get(self, url: str) -> requests.Response:
        answer = self._ask("GET", url, auth=self._token or self._new_token())
        if answer.status_code == requests.codes.unauthorized:
            # Tokens live for some 25 minutes, and may be ended sooner.
            answer = self._ask("GET", url, auth=self._new_token())
        return answer

    def _new_token(self) -> _Bearer:
        who = {"client_id": self._access.client_id, "client_secret": self._access.client_secret}
        asked = {"grant_type": "client_credentials", "scope": _SCOPE, **who}
        answer = self._ask("POST", self._access.token_url, data=asked)
        token = _json_of(answer).get("access_token") if answer.status_code == requests.codes.ok else None
        if not isinstance(token, str):
            raise FranceTravailRefused(
                f"France Travail gives no token ({answer.status_code}): check JOKAJOBS_FRANCE_TRAVAIL_CLIENT_ID and "
                "JOKAJOBS_FRANCE_TRAVAIL_CLIENT_SECRET, and that the application may use Offres d'emploi v2"
            )
        self._token = _Bearer(token)
        return self._token

    def _ask(self, method: str, url: str, **how: Any) -> requests.Response:
        for attempt in range(_ATTEMPTS):
            self._pause(max(0.0, self._not_before - self._seconds()))
            self._not_before = self._seconds() + 1 / REQUESTS_PER_S
            try:
                answer = self._session.request(method, url, timeout=_TIMEOUT_S, allow_redirects=False, **how)
            except requests.RequestException as error:
                reason, wait_s = type(error).__name__, 2.0**attempt
            else:
                if answer.status_code not in _LATER:
                    return answer
                reason, wait_s = str(answer.status_code), _wanted_wait_s(answer, 2.0**attempt)
            if wait_s > _WAIT_MAX_S:
                raise FranceTravailRefused(f"France Travail ({reason}) asks to come back in {wait_s:.0f} s")
            self._pause(wait_s)
        raise FranceTravailRefused(f"France Travail does not answer ({reason}), {_ATTEMPTS} times in a row")


def _wanted_wait_s(answer: requests.Response, otherwise_s: float) -> float:
    """Retry-After in seconds or as a date (RFC 9110, 10.2.3)."""
    wanted = answer.headers.get("Retry-After")
    try:
        return Retry().parse_retry_after(wanted) if wanted else otherwise_s
    except InvalidHeader:
        return otherwise_s


def _json_of(answer: requests.Response) -> dict[str, Any]:
    try:
        value = answer.json()
    except ValueError as error:
        raise FranceTravailRefused("France Travail's answer is no JSON") from error
    if not isinstance(value, dict):
        raise FranceTravailRefused("France Travail's answer is no JSON object")
    return value
