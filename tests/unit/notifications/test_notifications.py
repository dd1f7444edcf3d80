"""The hours in which phones may ring, what may be turned off, and where pushes may be sent."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from game_rules.limits import DEFAULT_LIMITS
from game_rules.notifications.limits import PUSH_ENDPOINT_MAX_CHARS
from game_rules.notifications.notification import (
    DEFAULT_SETTINGS,
    Channel,
    NotificationKind,
    QuietHours,
    Setting,
    channels_of,
    complete_settings,
    mail_due_at,
    push_due_at,
)
from game_rules.notifications.push_endpoints import check_endpoint
from game_rules.refusals import RefusalReason, Refused

PARIS = ZoneInfo("Europe/Paris")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


@pytest.mark.parametrize(
    ("written", "rings"),
    [
        ("2026-07-01 07:59:59", "2026-07-01 08:00"),
        ("2026-07-01 08:00", "2026-07-01 08:00"),
        ("2026-07-01 20:59:59", "2026-07-01 20:59:59"),
        ("2026-07-01 21:00", "2026-07-02 08:00"),
        ("2026-07-01 23:30", "2026-07-02 08:00"),
        ("2026-07-02 00:30", "2026-07-02 08:00"),
        # The clocks go forward and back in these nights; eight stays eight.
        ("2027-03-27 22:00", "2027-03-28 08:00"),
        ("2026-10-24 22:00", "2026-10-25 08:00"),
        # In UTC it is still the day before.
        ("2026-07-01 01:00", "2026-07-01 08:00"),
    ],
)
def test_no_phone_rings_from_nine_to_eight(written: str, rings: str) -> None:
    assert push_due_at(local(written), PARIS) == local(rings)


@pytest.mark.parametrize(
    ("written", "mailed"),
    [
        ("2026-07-01 12:00", "2026-07-01 12:15"),
        ("2026-07-01 20:44:59", "2026-07-01 20:59:59"),
        ("2026-07-01 20:45", "2026-07-02 08:00"),
        # The push rings at eight: a quarter of an hour to look is left.
        ("2026-07-01 22:00", "2026-07-02 08:15"),
    ],
)
def test_a_mail_comes_after_a_quarter_of_an_hour_and_not_at_night(written: str, mailed: str) -> None:
    assert DEFAULT_LIMITS.mail_after_s == timedelta(minutes=15).total_seconds()
    assert mail_due_at(local(written), PARIS) == local(mailed)


LUNCH = QuietHours(time(12), time(14))
EVENING = QuietHours(time(18), time(9))


@pytest.mark.parametrize(
    ("own", "written", "rings"),
    [
        (LUNCH, "2026-07-01 11:59:59", "2026-07-01 11:59:59"),
        (LUNCH, "2026-07-01 12:00", "2026-07-01 14:00"),
        (LUNCH, "2026-07-01 13:59:59", "2026-07-01 14:00"),
        (LUNCH, "2026-07-01 14:00", "2026-07-01 14:00"),
        (LUNCH, "2026-07-01 22:00", "2026-07-02 08:00"),
        (EVENING, "2026-07-01 18:00", "2026-07-02 09:00"),
        (EVENING, "2026-07-01 23:00", "2026-07-02 09:00"),
        (EVENING, "2026-07-02 08:30", "2026-07-02 09:00"),
        (QuietHours(time(8), time(10)), "2026-07-01 21:30", "2026-07-02 10:00"),
        # The clocks go forward in this night; nine stays nine.
        (EVENING, "2027-03-27 22:00", "2027-03-28 09:00"),
    ],
)
def test_nothing_rings_in_quiet_hours_of_ones_own(own: QuietHours, written: str, rings: str) -> None:
    assert push_due_at(local(written), PARIS, own=own) == local(rings)


@pytest.mark.parametrize(
    ("starts", "ends", "fits"),
    [("08:00", "20:00", True), ("08:00", "20:01", False), ("21:00", "20:00", True), ("20:30", "19:31", False)],
)
def test_quiet_hours_leave_an_hour_of_the_day(starts: str, ends: str, *, fits: bool) -> None:
    hours = QuietHours(time.fromisoformat(starts), time.fromisoformat(ends))
    if fits:
        hours.check_rest_of_day()
    else:
        with pytest.raises(ValueError, match="no hour of the day"):
            hours.check_rest_of_day()


def test_everything_is_on_until_it_is_turned_off() -> None:
    assert complete_settings([]) == list(DEFAULT_SETTINGS.values())
    assert [one.kind for one in complete_settings([])] == list(NotificationKind)
    off = Setting(NotificationKind.MESSAGE_RECEIVED, push=False, mail=True)
    settings = {one.kind: one for one in complete_settings([off])}
    assert not settings[NotificationKind.MESSAGE_RECEIVED].allows(Channel.PUSH)
    assert settings[NotificationKind.MESSAGE_RECEIVED].allows(Channel.MAIL)
    assert all(settings[kind] == DEFAULT_SETTINGS[kind] for kind in NotificationKind if kind is not off.kind)


def test_what_a_mail_would_tell_too_late_goes_without_one() -> None:
    late = NotificationKind.CALL_WAITING_FOR_YOU
    assert channels_of(late) == {Channel.PUSH}
    settings = {one.kind: one for one in complete_settings([Setting(late, push=True, mail=True)])}
    assert not settings[late].allows(Channel.MAIL)


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:def",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com:443/abc",
        "https://push.example.org/" + "a" * (PUSH_ENDPOINT_MAX_CHARS - 25),
    ],
)
def test_a_push_service_on_the_internet_will_do(endpoint: str) -> None:
    check_endpoint(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.org/a",
        "ftp://push.example.org/a",
        "https://push.example.org:8443/a",
        "https://somebody@push.example.org/a",
        "https://localhost/a",
        "https://database/a",
        "https://router.lan/a",
        "https://printer.local./a",
        "https://metadata.google.internal/a",
        "https://127.0.0.1/a",
        "https://10.1.2.3/a",
        "https://169.254.169.254/latest",
        "https://2130706433/a",
        "https://127.1/a",
        "https://127.0.0.0x1/a",
        "https://[::1]/a",
        "https://[::ffff:10.0.0.1]/a",
        "https://[fd00::1]/a",
        "https://[64:ff9b::a00:1]/a",
        "https://[64:ff9b:1::a00:1]/a",
        "https://[::ffff:0:10.0.0.1]/a",
        "https://[::10.0.0.1]/a",
        "https://[fec0::1]/a",
        "https://[half/a",
        "https://push.example.org:port/a",
        "https://push.example.org/a b",
        "https://",
        "",
        "https://push.example.org/" + "a" * (PUSH_ENDPOINT_MAX_CHARS - 24),
    ],
)
def test_no_browser_has_us_call_our_own_network(endpoint: str) -> None:
    with pytest.raises(Refused) as refused:
        check_endpoint(endpoint)
    assert refused.value.reason is RefusalReason.PUSH_ENDPOINT_REFUSED


def test_for_development_this_machine_will_do() -> None:
    check_endpoint("http://127.0.0.1:9000/push", to_any_host=True)
    with pytest.raises(Refused):
        check_endpoint("file:///etc/passwd", to_any_host=True)
