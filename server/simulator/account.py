"""The player's account over HTTP: start as a guest, and read back where one stands."""

from collections.abc import Callable, Mapping
from typing import Any

import requests

from game_rules.people.players import AgeBand, Language
from server.schemas.http import GuestIn, MeOut, MyOffersOut
from server.schemas.play import OfferOut
from server.schemas.problems import Problem
from server.schemas.protocol import SESSION_COOKIE, host_cookie, session_cookies
from server.simulator.failures import BrokenAnswerError, TryAgainError, failure_of
from server.simulator.patience import Patience

REQUEST_TIMEOUT_S = 10.0


class Account:
    """The HTTP API of `server` (a URL) as one player uses it.

    `cookie` is the value of the session's cookie; None before there is one. While the server is down or busy, each
    method tries for as long as `patience` lasts, then raises GaveUpError. Raises ServerRefusedError when the server
    says no, BrokenAnswerError when something else than this API answers.
    """

    def __init__(
        self,
        server: str,
        patience: Patience,
        cookie: str | None = None,
        send: Callable[..., requests.Response] = requests.request,
    ) -> None:
        self._server = server
        self._patience = patience
        self._cookie = cookie
        self._send = send

    def start_as_guest(self, name: str) -> str:
        """Makes a new player of age and returns the session cookie's value."""
        guest = GuestIn(name=name, language=Language.FRENCH, age_band=AgeBand.FROM_18)
        response = self._request("POST", "/api/guests", guest.model_dump(mode="json", exclude_none=True))
        cookie = response.cookies.get(SESSION_COOKIE) or response.cookies.get(host_cookie(SESSION_COOKIE))
        if not cookie:
            raise self._unexpected(response)
        self._cookie = cookie
        return cookie

    def me(self) -> MeOut:
        """The player and their totals."""
        response = self._request("GET", "/api/me")
        try:
            return MeOut.model_validate_json(response.content)
        except ValueError as error:
            raise self._unexpected(response) from error

    def my_offers(self) -> list[OfferOut]:
        """The offers the player discovered that are still open."""
        response = self._request("GET", "/api/me/offers")
        try:
            return MyOffersOut.model_validate_json(response.content).offers
        except ValueError as error:
            raise self._unexpected(response) from error

    def _request(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> requests.Response:
        return self._patience.retry(lambda: self._attempt(method, path, body))

    def _attempt(self, method: str, path: str, body: Mapping[str, Any] | None) -> requests.Response:
        # The cookie goes as a header: a jar would keep one marked Secure back from http://localhost.
        headers = {"Cookie": session_cookies(self._cookie)} if self._cookie else {}
        try:
            response = self._send(
                method,
                self._server + path,
                json=body,
                headers=headers,
                timeout=REQUEST_TIMEOUT_S,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise TryAgainError(f"{self._server} does not answer") from error
        if response.ok and not response.is_redirect:
            return response
        try:
            problem = Problem.model_validate_json(response.content)
        except ValueError as error:
            # Not ours: a proxy in between says that the server is away.
            if response.status_code >= 500:
                raise TryAgainError(f"{self._server} answers with status {response.status_code}") from error
            raise self._unexpected(response) from error
        raise failure_of(problem)

    def _unexpected(self, response: requests.Response) -> BrokenAnswerError:
        path = response.request.path_url
        return BrokenAnswerError(
            f"{self._server} does not speak as Jokajobs does: {path} answered with status {response.status_code}"
        )
