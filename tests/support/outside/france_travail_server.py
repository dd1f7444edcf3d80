"""A real HTTP server that answers as France Travail's API does: tokens, pages, caps and limits."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from server.adapters.feeds.france_travail_access import FranceTravailAccess
from tests.support.outside.http_servers import Answer, Request, serving

CLIENT_ID, CLIENT_SECRET = "PAR_essai", "jamais-dans-un-journal"
TOKEN_PATH, SEARCH_PATH = "/connexion/oauth2/access_token", "/partenaire/offresdemploi/v2/offres/search"

Given = tuple[int, dict[str, str], Any]


@dataclass
class FranceTravailServer:
    """Has `offers`. `instead` are the answers to the next searches, in order."""

    offers: list[dict[str, Any]] = field(default_factory=list)
    instead: list[Given] = field(default_factory=list)
    searches: list[dict[str, str]] = field(default_factory=list)
    tokens: int = 0
    url: str = ""

    def access(self, secret: str = CLIENT_SECRET) -> FranceTravailAccess:
        return FranceTravailAccess(CLIENT_ID, secret, self.token_url, self.api_url)

    @property
    def token_url(self) -> str:
        return f"{self.url}{TOKEN_PATH}?realm=%2Fpartenaire"

    @property
    def api_url(self) -> str:
        return f"{self.url}/partenaire/offresdemploi"

    @property
    def env(self) -> dict[str, str]:
        return {
            "JOKAJOBS_FRANCE_TRAVAIL_CLIENT_ID": CLIENT_ID,
            "JOKAJOBS_FRANCE_TRAVAIL_CLIENT_SECRET": CLIENT_SECRET,
            "JOKAJOBS_FRANCE_TRAVAIL_TOKEN_URL": self.token_url,
            "JOKAJOBS_FRANCE_TRAVAIL_API_URL": self.api_url,
        }

    def token(self, path: str, asked: dict[str, str]) -> Given:
        assert path == f"{TOKEN_PATH}?realm=%2Fpartenaire"
        wanted = {"grant_type": "client_credentials", "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
        if wanted.items() - asked.items() or set(asked["scope"].split()) != {"api_offresdemploiv2", "o2dsoffre"}:
            return 401, {}, {"error": "invalid_client"}
        self.tokens += 1
        return 200, {}, {"access_token": f"jeton-{self.tokens}", "expires_in": 1499, "token_type": "Bearer"}

    def search(self, path: str, authorization: str | None) -> Given:
        parts = urlsplit(path)
        assert parts.path == SEARCH_PATH
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.searches.append(asked)
        if authorization != f"Bearer jeton-{self.tokens}":
            return 401, {}, {}
        if self.instead:
            return self.instead.pop(0)
        first, last = map(int, asked["range"].split("-"))
        communes = asked["commune"].split(",")
        if first > 1000 or last > 1149 or last - first >= 150 or len(communes) > 5 or "%" in parts.query:
            return 400, {}, {"message": "Format du paramètre incorrect"}
        found = [
            one
            for one in self.offers
            if one["lieuTravail"].get("commune") in communes
            and asked["minCreationDate"] <= one["dateCreation"] <= asked["maxCreationDate"]
        ]
        some = found[first : last + 1]
        if not found:
            return 204, {"Content-Range": "offres */0"}, None
        where = {"Content-Range": f"offres {first}-{first + len(some) - 1}/{len(found)}"}
        return 200 if len(some) == len(found) else 206, where, {"resultats": some}

    def answer(self, request: Request) -> Answer:
        if request.method == "POST":
            asked = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
            status, headers, value = self.token(request.path, asked)
        else:
            status, headers, value = self.search(request.path, request.headers.get("Authorization"))
        return Answer(status, b"" if value is None else json.dumps(value).encode(), headers)


@contextmanager
def france_travail_server() -> Iterator[FranceTravailServer]:
    """Runs until the context ends."""
    service = FranceTravailServer()
    with serving(service.answer) as url:
        service.url = url
        yield service
