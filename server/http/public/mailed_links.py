"""/r/{token}: the one-tap links of mails. Opening one changes nothing, since mail scanners open them all; the page that
comes asks to confirm with one button, and that POST does it.

What a link is for, and with what, is signed into its token. Each purpose has one entry in the table that
`mailed_links_blueprint` is given, in the file of its own area.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask import Blueprint, Response, render_template, request

from game_rules.offers.limits import MAILED_LINK_DAYS
from game_rules.people.players import Language
from game_rules.refusals import RefusalReason, Refused
from server.errors import problem_of_refusal
from server.http.plumbing.answers import problem_answer
from server.http.plumbing.security_headers import CONTENT_POLICY, FORM_POLICY
from server.services.app_context import AppContext
from server.services.links import LinkPurpose
from server.services.ports import SignatureRefused

Payload = Mapping[str, str]
Form = Mapping[str, str]
"""What the page's form sent along: written by whoever sent it."""

_DAY_S = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of the page's form. `kind` is an input's type; with `options`, by their values, it is a choice."""

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    is_needed: bool = True


@dataclass(frozen=True, slots=True)
class LinkPage:
    """The words of the page. Without a `button` nothing is left to confirm; `hidden` and `fields` go along with it.
    `problem` says what of them could not be taken."""

    language: Language
    title: str
    text: str
    button: str | None = None
    hidden: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    fields: tuple[FormField, ...] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class MailedLink:
    """The two steps of one purpose's links. Both may raise Refused; a payload that they cannot read is a ValueError.

    `ask` says what will happen and changes nothing; `do` does it, and doing it again changes nothing more. A page of
    `do` with a button asks once more: nothing was done.
    """

    ask: Callable[[Payload], LinkPage]
    do: Callable[[Payload, Form], LinkPage]


def mailed_links_blueprint(app: AppContext, links: Mapping[LinkPurpose, MailedLink]) -> Blueprint:
    """Pages for people, and problems for programs, of all the purposes in `links`."""
    pages = Blueprint("mailed_links", __name__)

    def answer_to(token: str, *, confirmed: bool) -> Response:
        try:
            purpose, payload = app.links.read_one_tap(token, MAILED_LINK_DAYS * _DAY_S)
            link = links[purpose]
            page = link.do(payload, request.form) if confirmed else link.ask(payload)
            return _page(page, page.status)
        except SignatureRefused as refused:
            return _refusal(Refused(RefusalReason.LINK_EXPIRED if refused.expired else RefusalReason.LINK_INVALID))
        except (KeyError, ValueError):
            # Signed by us, for what is not there any more.
            return _refusal(Refused(RefusalReason.LINK_INVALID))
        except Refused as refused:
            return _refusal(refused)

    @pages.get("/r/<token>")
    def look(token: str) -> Response:
        return answer_to(token, confirmed=False)

    @pages.post("/r/<token>")
    def confirm(token: str) -> Response:
        return answer_to(token, confirmed=True)

    return pages


def _page(page: LinkPage, status: int) -> Response:
    answer = Response(render_template("mailed_link.html", page=page), status=status)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    # The address is the key: no other site is told it. "no-referrer" would send the page's own form as from nowhere.
    answer.headers["Referrer-Policy"] = "same-origin"
    answer.headers[CONTENT_POLICY] = FORM_POLICY
    return answer


_REFUSALS = {
    RefusalReason.LINK_EXPIRED: LinkPage(
        Language.FRENCH,
        "Ce lien est trop ancien",
        "Rien n’a été changé. Ouvrez Jokajobs : tout peut s’y faire aussi.",
    ),
    RefusalReason.LINK_INVALID: LinkPage(
        Language.FRENCH,
        "Ce lien n’ouvre rien",
        "Rien n’a été changé. Copiez-le en entier depuis l’e-mail, ou ouvrez Jokajobs.",
    ),
}
_OTHER_REFUSAL = LinkPage(
    Language.FRENCH,
    "Ce n’est plus possible",
    "Rien n’a été changé : la situation a changé depuis l’e-mail. Ouvrez Jokajobs pour voir où elle en est.",
)


def _refusal(refused: Refused) -> Response:
    problem = problem_of_refusal(refused)
    if request.accept_mimetypes.best_match(["application/problem+json", "text/html"]) != "text/html":
        return problem_answer(problem)
    return _page(_REFUSALS.get(refused.reason, _OTHER_REFUSAL), problem.status)
