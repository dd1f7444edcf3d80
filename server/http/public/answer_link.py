"""The links of the mail that tells of an application: one for each answer."""

from dataclasses import replace
from uuid import UUID

from game_rules.applications.application import ApplicationState, RefusalGround
from game_rules.people.players import Language
from game_rules.texts import isolated
from server.http.public.mailed_links import Form, LinkPage, MailedLink, Payload
from server.realtime.publisher import Publisher
from server.services.app_context import AppContext
from server.services.applications.answer_by_mail import AnswerLink, TappedAnswer, follow_answer_link, look_at_answer
from server.services.applications.mails import TapAnswer


def answer_link(app: AppContext, publisher: Publisher) -> MailedLink:
    """Answers an application in the name of the member whose mail it was; the player is told at once."""

    def ask(payload: Payload) -> LinkPage:
        return _page(look_at_answer(app.context(), _read(payload)))

    def do(payload: Payload, form: Form) -> LinkPage:
        link = _read(payload)
        tapped = follow_answer_link(app.context(), replace(link, version=int(form.get("version", link.version))))
        publisher.publish_each(tapped.events)
        return _page(tapped)

    return MailedLink(ask, do)


def _read(payload: Payload) -> AnswerLink:
    ground = RefusalGround(payload["reason"]) if "reason" in payload else None
    tap = TapAnswer(ApplicationState(payload["answer"]), ground)
    # Links that left before answers had versions are to what was sent.
    version = int(payload.get("version", 1))
    return AnswerLink(UUID(payload["account"]), UUID(payload["application"]), version, tap)


def _page(tapped: TappedAnswer) -> LinkPage:
    if tapped.is_withdrawn:
        return _withdrawn(tapped)
    if tapped.stands is not None:
        return _overtaken(tapped, tapped.stands)
    return _done(tapped) if tapped.is_given else _question(tapped)


def _withdrawn(tapped: TappedAnswer) -> LinkPage:
    title = isolated(tapped.title)
    if tapped.language is Language.ENGLISH:
        return LinkPage(tapped.language, title, "This application was taken back. No answer is sent.", status=410)
    return LinkPage(
        tapped.language, title, "Cette candidature a été retirée. Aucune réponse n’est envoyée.", status=410
    )


def _overtaken(tapped: TappedAnswer, stands: str) -> LinkPage:
    """Says what stands, and asks whether this answer shall take its place."""
    name, title = _name_and_title(tapped)
    hidden = {"version": str(tapped.version)}
    if tapped.language is Language.ENGLISH:
        text, button = f"Since this mail: “{stands}”. Nothing has been changed.", None
        if tapped.may_replace:
            text = f"{text} Answer “{tapped.label}” instead? {name} will know at once."
            button = "Replace the answer"
    else:
        text, button = f"Depuis cet e-mail : « {stands} ». Rien n’a été changé.", None
        if tapped.may_replace:
            text = f"{text} Répondre plutôt « {tapped.label} » ? {name} le saura aussitôt."
            button = "Remplacer la réponse"
    return LinkPage(tapped.language, title, text, button, hidden, status=409)


def _question(tapped: TappedAnswer) -> LinkPage:
    name, title = _name_and_title(tapped)
    if tapped.language is Language.ENGLISH:
        return LinkPage(
            tapped.language,
            title,
            f"Your answer: “{tapped.label}”. {name} will know at once.",
            "Send this answer",
        )
    return LinkPage(
        tapped.language,
        title,
        f"Votre réponse : « {tapped.label} ». {name} le saura aussitôt.",
        "Envoyer cette réponse",
    )


def _done(tapped: TappedAnswer) -> LinkPage:
    name, title = _name_and_title(tapped)
    if tapped.language is Language.ENGLISH:
        text = f"“{tapped.label}”: {name} knows. Thank you! You can add a word in Jokajobs."
        return LinkPage(tapped.language, title, text)
    text = f"« {tapped.label} » : {name} le sait. Merci ! Vous pouvez ajouter un mot dans Jokajobs."
    return LinkPage(tapped.language, title, text)


def _name_and_title(tapped: TappedAnswer) -> tuple[str, str]:
    name = isolated(tapped.name)
    return name, f"{name} · {isolated(tapped.title)}"
