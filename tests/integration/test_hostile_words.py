"""Words that would become part of a mail or a calendar go through the real services and a real mail server as words."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Calendar

from game_rules.applications.application import Interest
from game_rules.links import has_link
from game_rules.meetings.meeting import TrustedContact
from game_rules.people.limits import DISPLAY_NAME_MAX_CHARS
from game_rules.people.players import Language
from game_rules.text_limits import APPLICATION_TEXT_MAX_CHARS
from game_rules.texts import one_line, printable_line, visible
from server.adapters.calendar_files import CalendarFiles
from server.adapters.mail.smtp import SmtpMailer
from server.adapters.mail.smtp_server import SmtpServer
from server.services.applications.answer_links import TAP_ANSWERS
from server.services.applications.mails import MailAbout, application_mail
from server.services.meetings.calendar import download_meeting
from server.services.notifications.deliver import push_message
from server.services.ports import Attachment, CalendarEntry, CalendarStatus, Mail, OpenUnit
from server.services.privacy.export_account import export_account
from server.services.territory.store_territory import store_places
from server.texts.organisations import invitation_text
from tests.support.contexts import MAIL_FROM, context_at
from tests.support.factories import START
from tests.support.hostile_words import CALENDARS, CLEANED, EVALUATED, KEPT, MARKUP
from tests.support.outside.mail_servers import mail_server
from tests.support.scenes.applications import LINKS, ApplicationScene, links_in
from tests.support.scenes.cases import open_cases, report_call
from tests.support.scenes.help import LIBRARY, HelpScene
from tests.support.scenes.meetings import MeetingScene

STORED = (*KEPT, *CLEANED)
TO = "zoe@example.org"
_LINK = "https://play.example.org/#invitation=abc"


def calendar_about(words: str) -> Attachment:
    return CalendarFiles(MAIL_FROM).write(
        CalendarEntry(
            id=UUID(int=7),
            sequence=1,
            status=CalendarStatus.CONFIRMED,
            starts_at=START,
            ends_at=START + timedelta(minutes=30),
            zone=ZoneInfo("Europe/Paris"),
            changed_at=datetime(2026, 6, 1, tzinfo=UTC),
            summary=words,
            description=words,
            location=words,
            position=None,
            alarms_before_s=(3_600,),
        )
    )


def test_a_mail_has_the_words_and_the_parts_of_any_mail() -> None:
    with mail_server() as post:
        mailer = SmtpMailer(SmtpServer.of_url(post.url), MAIL_FROM)
        for number, words in enumerate(("Vente", *STORED)):
            mailer.send(
                Mail(UUID(int=number), TO, f"Offre : {words}", f"Bonjour,\n\n{words}\n", START, calendar_about(words))
            )
        innocent, *messages = post.wait_for(len(STORED) + 1)
    for words, message in zip(STORED, messages, strict=True):
        assert message.keys() == innocent.keys()
        assert message["Subject"] == f"Offre : {one_line(words)}"
        assert (message["To"], message["From"]) == (innocent["To"], innocent["From"])
        assert [part.get_content_type() for part in message.walk()] == [
            part.get_content_type() for part in innocent.walk()
        ]
        text, file = message.iter_parts()
        assert EVALUATED not in text.get_content()
        if words in KEPT:
            assert text.get_content().replace("\r\n", "\n") == f"Bonjour,\n\n{words}\n"
        assert file.get_filename() == "jokajobs.ics"
        calendar = Calendar.from_ical(file.get_content())
        (event,) = calendar.events
        assert set(event) == set(Calendar.from_ical(calendar_about("Vente").text).events[0])
        if words in KEPT:
            assert [str(event[name]) for name in ("SUMMARY", "DESCRIPTION", "LOCATION")] == [words] * 3


def test_an_application_says_the_words_to_its_readers_and_in_the_export(open_unit: OpenUnit) -> None:
    scene = ApplicationScene(open_unit)
    spoken = [(STORED[start:] + STORED)[:4] for start in range(0, len(STORED), 4)]
    for number, (first, can_do, available, answer) in enumerate(spoken):
        name = first[:DISPLAY_NAME_MAX_CHARS]
        # With an address: what guests write is changed where it holds a link.
        player_id = scene.walker(name, f"player{number}@example.org")
        view = scene.apply(player_id, interest=Interest(name, can_do, available, (answer,))).view
        kept, exported = view.application, export_account(context_at(open_unit, player_id=player_id))
        assert kept.first_name == exported.player.name == printable_line(name)
        said = [visible(words) for words in (can_do, available, answer)]
        assert [kept.can_do, kept.available, *kept.answers] == said
        assert [one.application for one in exported.applications] == [kept]
        for language in Language:
            subject, text = application_mail(
                context_at(open_unit, links=LINKS), language, view, MailAbout.NEW, scene.member
            )
            assert subject.startswith(f"{printable_line(name)} ")
            assert len(subject.splitlines()) == 1
            quoted = [line for words in said for line in words.split("\n")]
            assert [line for line in text.splitlines() if line.startswith("> ")] == [f"> {line}" for line in quoted]
            assert EVALUATED not in subject + text
            by_guest = replace(view, is_of_guest=True)
            subject, text = application_mail(
                context_at(open_unit, links=LINKS), language, by_guest, MailAbout.NEW, scene.member
            )
            assert not has_link(subject)
            assert not has_link("".join(line for line in text.splitlines() if line.startswith("> ")))
    mails = scene.mails()
    assert len(mails) == len(spoken)
    assert {len(links_in(mail)) for mail in mails} == {len(TAP_ANSWERS)}


def test_a_message_says_the_words(open_unit: OpenUnit) -> None:
    scene = HelpScene(open_unit)
    asker_id, joker_id = scene.player(), scene.joker()
    call_id = scene.conversation(asker_id, joker_id)
    for words in STORED:
        assert scene.say(asker_id, call_id, words).text == visible(words)
    assert max(map(len, STORED)) <= APPLICATION_TEXT_MAX_CHARS


def test_a_report_a_question_and_a_name_are_told_as_they_were_typed(open_unit: OpenUnit) -> None:
    scene = HelpScene(open_unit)
    said: dict[str, str] = {}
    for start in range(0, len(STORED), 7):
        first, second, third, *others = (STORED[start:] + STORED)[:7]
        name = first[:DISPLAY_NAME_MAX_CHARS]
        asker_id, joker_id = scene.player(name), scene.joker(name)
        call_id = scene.ask(asker_id, text=f"{first}\n{second}").call.id
        if joker_id not in scene.recipients(call_id):
            with open_unit() as unit:
                unit.calls.add_recipients(call_id, [joker_id], 0, START)
                unit.commit()
        scene.accept(joker_id, call_id)
        assert scene.call(call_id).text == visible(f"{first}\n{second}")
        message = scene.say(joker_id, call_id, third)
        report_call(open_unit, asker_id, call_id, "\n".join(others))
        said[str(call_id)] = visible("\n".join(others))
        assert export_account(context_at(open_unit, player_id=asker_id)).player.name == printable_line(name)
        with open_unit() as unit:
            lines = unit.notifications.all_of(asker_id)
        told = [json.loads(push_message(context_at(open_unit), line, Language.FRENCH).text) for line in lines]
        assert {one["name"] for one in told} == {printable_line(name)}
        assert {name for one in told for name in one} == {"id", "kind", "subject_id", "name", "language"}
        assert message.text == visible(third)
    assert {str(one.subject.id): one.text for one in open_cases(open_unit)} == said


def test_a_meetings_file_has_its_places_name_and_an_alert_the_contacts(open_unit: OpenUnit) -> None:
    scene = HelpScene(open_unit)
    for number, words in enumerate((MARKUP[0], CALENDARS[0], *[*CLEANED][:2])):
        store_places(context_at(open_unit), [replace(LIBRARY, name=words, source=words)])
        now = START + timedelta(days=7 * number)
        meetings = MeetingScene(scene, now=now)
        meeting_id = meetings.set_up(now + timedelta(days=1), now=now, contact=TrustedContact(words, TO, None))
        with open_unit() as unit:
            player = unit.accounts.player(meetings.asker_id)
        assert player is not None
        file = download_meeting(context_at(open_unit, now, player=player), meeting_id)
        assert file.name == "jokajobs.ics"
        (event,) = Calendar.from_ical(file.text).events
        assert set(event) == {
            *("UID", "SEQUENCE", "STATUS", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION"),
            *("GEO", "CLASS", "ORGANIZER"),
        }
        if words in KEPT:
            assert str(event["LOCATION"]) == words
        kept = meetings.meeting(meeting_id).trusted_contact
        assert kept is not None
        assert kept.name == printable_line(words)
        meetings.cancel(meetings.asker_id, meeting_id, now=now)


def test_an_invitation_says_a_name_and_nothing_else() -> None:
    for words in KEPT:
        subject, text = invitation_text(Language.FRENCH, words, _LINK)
        assert words in subject
        assert len(text.splitlines()) == len(invitation_text(Language.FRENCH, "Vente", _LINK)[1].splitlines())
