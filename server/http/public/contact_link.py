"""The two links of the mail that asks somebody whether they want to be a trusted contact."""

from uuid import UUID

from game_rules.meetings.meeting import ContactAnswer
from server.http.public.mailed_links import Form, LinkPage, MailedLink, Payload
from server.realtime.publisher import Publisher
from server.services.app_context import AppContext
from server.services.meetings.contact_answers import AnsweredByContact, follow_contact_link, look_at_contact_link
from server.services.meetings.trusted_contact import ContactLink
from server.texts.trusted_contact import contact_page


def contact_link(app: AppContext, publisher: Publisher) -> MailedLink:
    """Keeps a trusted contact's yes or no; who named them sees it at once."""

    def ask(payload: Payload) -> LinkPage:
        link = _read(payload)
        return _page(look_at_contact_link(app.context(), link), link)

    def do(payload: Payload, _form: Form) -> LinkPage:
        link = _read(payload)
        answered = follow_contact_link(app.context(), link)
        publisher.publish_each(answered.events)
        return _page(answered, link)

    return MailedLink(ask, do)


def _read(payload: Payload) -> ContactLink:
    return ContactLink(UUID(payload["meeting"]), ContactAnswer(payload["answer"]))


def _page(answered: AnsweredByContact, link: ContactLink) -> LinkPage:
    title, text, button = contact_page(
        answered.language, answered.name, link.answer, answered.stands, is_open=answered.is_open
    )
    return LinkPage(answered.language, title, text, button)
