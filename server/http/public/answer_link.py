"""The links of the mail that tells of an application: one for each answer."""

from dataclasses import replace
from datetime import tzinfo
from http import HTTPStatus

from game_rules.applications.application import ApplicationState, RefusalGround
from game_rules.applications.interview import NewInterview
from game_rules.people.players import Language
from game_rules.refusals import RefusalReason, Refused
from game_rules.texts import isolated
from server.http.public.interview_form import TAKEN_ANEW, fields_for, interview_in, phone_in, problem_of
from server.http.public.mailed_links import Form, LinkPage, MailedLink, Payload
from server.realtime.publisher import Publisher
from server.services.app_context import AppContext
from server.services.applications.answer_by_mail import TappedAnswer, follow_answer_link, look_at_answer
from server.services.applications.answer_links import AnswerLink, TapAnswer, answer_link_in


def answer_link(app: AppContext, publisher: Publisher) -> MailedLink:
    """Answers an application in the name of the member whose mail it was; the player is told at once."""

    def ask(payload: Payload) -> LinkPage:
        link = answer_link_in(payload)
        return _page(look_at_answer(app.context(), link), link, {})

    def do(payload: Payload, form: Form) -> LinkPage:
        context, link = app.context(), answer_link_in(payload)
        link = replace(link, version=int(form.get("version", link.version)))
        try:
            link = _with_ground(link, form)
            interview, phone = _invitation_in(link, form, context.zone)
            tapped = follow_answer_link(context, link, interview, phone)
        except (KeyError, ValueError):
            return _asked_again(look_at_answer(context, link), link, form, RefusalReason.SLOT_INVALID)
        except Refused as refused:
            if refused.reason not in TAKEN_ANEW:
                raise
            return _asked_again(look_at_answer(context, link), link, form, refused.reason)
        publisher.publish_each(tapped.events)
        return _page(tapped, link, form)

    return MailedLink(ask, do)


def _with_ground(link: AnswerLink, form: Form) -> AnswerLink:
    """Reads the reason that the page of a refusal asks for. Raises KeyError and ValueError for none."""
    if link.tap.answer is not ApplicationState.REFUSED or link.tap.ground is not None:
        return link
    ground = RefusalGround(form["reason"])
    if ground is RefusalGround.OTHER:
        raise ValueError("it needs words, which the page does not ask for")
    return replace(link, tap=TapAnswer(ApplicationState.REFUSED, ground))


def _invitation_in(link: AnswerLink, form: Form, zone: tzinfo) -> tuple[NewInterview | None, str | None]:
    """Reads what the answer needs besides itself. Raises KeyError and ValueError."""
    match link.tap.answer:
        case ApplicationState.MEETING_PROPOSED:
            return interview_in(form, zone), None
        case ApplicationState.PHONE:
            return None, phone_in(form)
    return None, None


def _asked_again(tapped: TappedAnswer, link: AnswerLink, form: Form, reason: RefusalReason) -> LinkPage:
    page = _page(tapped, link, form)
    if not page.fields or page.status == HTTPStatus.CONFLICT:
        # What stands is read first, and asked about without a reproach.
        return page
    return replace(page, status=HTTPStatus.UNPROCESSABLE_ENTITY, problem=problem_of(tapped.language, reason))


def _page(tapped: TappedAnswer, link: AnswerLink, form: Form) -> LinkPage:
    if tapped.is_withdrawn:
        return _withdrawn(tapped)
    if tapped.stands is None and tapped.is_given:
        return _done(tapped)
    page = _question(tapped) if tapped.stands is None else _overtaken(tapped, tapped.stands)
    return replace(page, fields=fields_for(tapped, link.tap, form)) if page.button else page


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
    what = f" ({isolated(tapped.invitation)})" if tapped.invitation else ""
    if tapped.language is Language.ENGLISH:
        text = f"“{tapped.label}”{what}: {name} knows. Thank you! You can add a word in Jokajobs."
        return LinkPage(tapped.language, title, text)
    text = f"« {tapped.label} »{what} : {name} le sait. Merci ! Vous pouvez ajouter un mot dans Jokajobs."
    return LinkPage(tapped.language, title, text)


def _name_and_title(tapped: TappedAnswer) -> tuple[str, str]:
    name = isolated(tapped.name)
    return name, f"{name} · {isolated(tapped.title)}"
