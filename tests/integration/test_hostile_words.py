"""Words that would become part of a mail or a calendar go through the real services and a real mail server as words."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from icalendar import Calendar

from game_rules.applications import Interest
from game_rules.limits import APPLICATION_TEXT_MAX_CHARS, DISPLAY_NAME_MAX_CHARS
from game_rules.players import Language
from game_rules.texts import one_line, printable_line, visible
from server.adapters.mailer_smtp import SmtpMailer, SmtpServer
from server.services.application_mails import TAP_ANSWERS, MailAbout, application_mail
from server.services.export_account import export_account
from server.services.organisation_texts import invitation_text
from server.services.ports import Attachment, CalendarEntry, CalendarStatus, Mail, OpenUnit
from tests.application_scene import LINKS, ApplicationScene, links_in
from tests.desk import DESK, MAIL_FROM
from tests.factories import START
from tests.help_scene import HelpScene
from tests.hostile_words import CLEANED, EVALUATED, KEPT
from tests.mail_servers import mail_server

STORED = (*KEPT, *CLEANED)
TO = "zoe@example.org"
_LINK = "https://play.example.org/#invitation=abc"


def calendar_about(words: str) -> Attachment:
    return DESK.calendar.write(
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
    spoken = [STORED[start : start + 4] for start in range(0, len(STORED) - 3, 3)]
    for first, can_do, available, answer in spoken:
        name = first[:DISPLAY_NAME_MAX_CHARS]
        player_id = scene.walker(name)
        view = scene.apply(player_id, interest=Interest(name, can_do, available, (answer,))).view
        kept, exported = view.application, export_account(open_unit, player_id, START)
        assert kept.first_name == exported.player.name == printable_line(name)
        said = [visible(words) for words in (can_do, available, answer)]
        assert [kept.can_do, kept.available, *kept.answers] == said
        assert [one.application for one in exported.applications] == [kept]
        for language in Language:
            subject, text = application_mail(language, view, MailAbout.NEW, LINKS, scene.member)
            assert subject.startswith(f"{printable_line(name)} ")
            assert len(subject.splitlines()) == 1
            quoted = [line for words in said for line in words.split("\n")]
            assert [line for line in text.splitlines() if line.startswith("> ")] == [f"> {line}" for line in quoted]
            assert EVALUATED not in subject + text
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


def test_an_invitation_says_a_name_and_nothing_else() -> None:
    for words in KEPT:
        subject, text = invitation_text(Language.FRENCH, words, _LINK)
        assert words in subject
        assert len(text.splitlines()) == len(invitation_text(Language.FRENCH, "Vente", _LINK)[1].splitlines())
