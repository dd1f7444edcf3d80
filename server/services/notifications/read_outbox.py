"""The outbox, which a developer reads instead of a mailbox."""

from server.services.ports import Mail, OpenUnit

_MOST = 50


def newest_mails(open_unit: OpenUnit) -> list[Mail]:
    """The mails that wait, the newest first."""
    with open_unit() as unit:
        return unit.mail_outbox.newest(_MOST)
