"""Mails leave through a real SMTP server, at least once and always as the same mail."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from server.adapters.mail.development import DevelopmentMailer
from server.adapters.mail.smtp import SmtpMailer
from server.adapters.mail.smtp_server import SmtpServer
from server.persistence.ids import new_id
from server.services.mail import deliver_mail
from server.services.ports import Mail, MailNotTaken, OpenUnit
from tests.support.contexts import context_at
from tests.support.factories import START
from tests.support.outside.mail_servers import MailServer, mail_server
from tests.support.ports import free_port

ADDRESS = "zoe@example.org"


@pytest.fixture
def post() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def waiting(open_unit: OpenUnit) -> UUID:
    return queued(open_unit)


def queued(open_unit: OpenUnit, written_at: datetime = START) -> UUID:
    mail = Mail(new_id(written_at), ADDRESS, "Ton code été", "Bonjour Zoé,\n\n123456\n", written_at)
    with open_unit() as unit:
        unit.mail_outbox.add(mail)
        unit.commit()
    return mail.id


def mailer_to(port: int) -> SmtpMailer:
    return SmtpMailer(SmtpServer.of_url(f"smtp://127.0.0.1:{port}"), "jeu@jokajobs.example.org")


def is_in_outbox(open_unit: OpenUnit, mail_id: UUID) -> bool:
    with open_unit() as unit:
        return unit.mail_outbox.mail(mail_id) is not None


def test_a_mail_arrives_as_it_was_written_and_leaves_the_outbox(
    open_unit: OpenUnit, waiting: UUID, post: MailServer
) -> None:
    deliver_mail(context_at(open_unit), mailer_to(post.port), waiting)

    (message,) = post.received
    assert message["To"] == ADDRESS
    assert message["From"] == "Jokajobs <jeu@jokajobs.example.org>"
    assert message["Subject"] == "Ton code été"
    assert message["Message-ID"] == f"<{waiting}@jokajobs.example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().splitlines() == ["Bonjour Zoé,", "", "123456"]
    assert not is_in_outbox(open_unit, waiting)


def test_a_mail_that_was_sent_is_not_sent_again(open_unit: OpenUnit, waiting: UUID, post: MailServer) -> None:
    deliver_mail(context_at(open_unit), mailer_to(post.port), waiting)
    deliver_mail(context_at(open_unit), mailer_to(post.port), waiting)
    assert len(post.received) == 1


def test_the_same_mail_twice_has_the_same_message_id_and_date(open_unit: OpenUnit, post: MailServer) -> None:
    mail = Mail(new_id(START), ADDRESS, "Ton code", "123456\n", START)
    for _ in range(2):
        mailer_to(post.port).send(mail)
    first, second = post.received
    assert (first["Message-ID"], first["Date"]) == (second["Message-ID"], second["Date"])


@pytest.mark.parametrize("answer", ["451 later", "421 busy"])
def test_a_mail_that_is_put_off_waits_in_the_outbox(
    open_unit: OpenUnit, waiting: UUID, post: MailServer, answer: str
) -> None:
    post.answer = answer
    with pytest.raises(MailNotTaken) as refusal:
        deliver_mail(context_at(open_unit), mailer_to(post.port), waiting)
    assert not refusal.value.for_good
    assert is_in_outbox(open_unit, waiting)

    post.answer = "250 OK"
    deliver_mail(context_at(open_unit), mailer_to(post.port), waiting)
    assert len(post.received) == 1


def test_a_server_that_is_away_is_tried_again_later(open_unit: OpenUnit, waiting: UUID) -> None:
    with pytest.raises(MailNotTaken):
        deliver_mail(context_at(open_unit), mailer_to(free_port()), waiting)
    assert is_in_outbox(open_unit, waiting)


def test_a_mail_refused_for_good_is_dropped_and_its_address_is_not_logged(
    open_unit: OpenUnit, waiting: UUID, post: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    post.answer = "550 no such person"
    with caplog.at_level(logging.INFO):
        deliver_mail(context_at(open_unit), mailer_to(post.port), waiting)
    assert not is_in_outbox(open_unit, waiting)
    # aiosmtpd, the other side, has a log of its own.
    ours = [record.getMessage() for record in caplog.records if record.name != "mail.log"]
    assert ours == ["a mail was dropped: refused (550)"]


def test_without_an_smtp_server_the_mail_stays_and_the_console_says_no_more_than_that(
    open_unit: OpenUnit, waiting: UUID
) -> None:
    said: list[str] = []
    deliver_mail(context_at(open_unit), DevelopmentMailer(said.append, "http://localhost:8000/dev/outbox"), waiting)
    assert said == ["A mail waits in the outbox: http://localhost:8000/dev/outbox"]
    assert is_in_outbox(open_unit, waiting)


def test_the_outbox_shows_the_newest_mail_first(open_unit: OpenUnit) -> None:
    older = queued(open_unit)
    newer = queued(open_unit, START + timedelta(seconds=1))
    with open_unit() as unit:
        assert [mail.id for mail in unit.mail_outbox.newest(2)] == [newer, older]


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "user"),
    [
        ("smtp://mail.example.org", "mail.example.org", 587, False, None),
        ("smtps://mail.example.org", "mail.example.org", 465, True, None),
        ("smtp://jeu%40ville:s%2Fecret@mail.example.org:2525", "mail.example.org", 2525, False, "jeu@ville"),
    ],
)
def test_the_address_of_a_mail_server(url: str, host: str, port: int, *, tls: bool, user: str | None) -> None:
    server = SmtpServer.of_url(url)
    assert (server.host, server.port, server.tls_from_the_start, server.user) == (host, port, tls, user)


@pytest.mark.parametrize(
    "url", ["http://mail.example.org", "smtp://", "mail.example.org", "smtp://host/path", "smtp://h:x"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"smtp|[Pp]ort"):
        SmtpServer.of_url(url)


@pytest.mark.parametrize(
    ("host", "here"), [("localhost", True), ("127.0.0.1", True), ("::1", True), ("mail.example.org", False)]
)
def test_only_this_machine_is_spoken_to_in_the_clear(host: str, *, here: bool) -> None:
    assert SmtpServer(host, 25, tls_from_the_start=False).is_this_machine is here


def test_a_foreign_server_without_encryption_gets_no_mail(
    open_unit: OpenUnit, waiting: UUID, post: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SmtpServer, "is_this_machine", property(lambda _: False))
    with pytest.raises(MailNotTaken, match="SMTPNotSupportedError"):
        deliver_mail(context_at(open_unit), mailer_to(post.port), waiting)
    assert post.received == []
