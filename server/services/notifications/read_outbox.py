"""The outbox, which a developer reads instead of a mailbox."""

from server.services.context import Context
from server.services.ports import Mail

_MOST = 50


def newest_mails(context: Context) -> list[Mail]:
    """The mails that wait, the newest first."""
    with context.unit() as unit:
        return unit.mail_outbox.newest(_MOST)
