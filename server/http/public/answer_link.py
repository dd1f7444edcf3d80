"""The links of the mail that tells of an application: one for each answer."""

from uuid import UUID

from game_rules.applications.application import ApplicationState, RefusalGround
from game_rules.people.players import Language
from game_rules.texts import isolated
from server.http.public.mailed_links import LinkPage, MailedLink, Payload
from server.realtime.publisher import Publisher
from server.services.app_context import AppContext
from server.services.applications.answer_by_mail import AnswerLink, TappedAnswer, follow_answer_link, look_at_answer
from server.services.applications.mails import TapAnswer


def answer_link(app: AppContext, publisher: Publisher) -> MailedLink:
    """Answers an application in the name of the member whose mail it was; the player is told at once."""

    def ask(payload: Payload) -> LinkPage:
        tapped = look_at_answer(app.context(), _read(payload))
        return _done(tapped) if tapped.is_given else _question(tapped)

    def do(payload: Payload) -> LinkPage:
        tapped = follow_answer_link(app.context(), _read(payload))
        publisher.publish_each(tapped.events)
        return _done(tapped)

    return MailedLink(ask, do)


def _read(payload: Payload) -> AnswerLink:
    ground = RefusalGround(payload["reason"]) if "reason" in payload else None
    tap = TapAnswer(ApplicationState(payload["answer"]), ground)
    return AnswerLink(UUID(payload["account"]), UUID(payload["application"]), tap)


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
