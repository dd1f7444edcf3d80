"""A browser asks for pushes, or wants none any more."""

from game_rules.notifications.limits import MAX_PUSH_SUBSCRIPTIONS
from game_rules.notifications.push_endpoints import check_endpoint
from server.persistence.ids import new_id
from server.services.context import Context
from server.services.ports import PushSubscription


def subscribe(context: Context, *, endpoint: str, p256dh: bytes, auth: bytes, to_any_host: bool = False) -> None:
    """Keeps the browser's subscription for as long as its session; again is once. Of too many the oldest goes.

    Raises Refused(push_endpoint_refused).
    """
    check_endpoint(endpoint, to_any_host=to_any_host)
    with context.unit() as unit:
        unit.push_subscriptions.put(
            PushSubscription(new_id(context.now), endpoint, p256dh, auth, context.now), context.session.session_id
        )
        unit.push_subscriptions.keep_newest(context.player_id, MAX_PUSH_SUBSCRIPTIONS)
        unit.commit()


def unsubscribe(context: Context, endpoint: str) -> None:
    """Forgets the subscription, if this session has it."""
    with context.unit() as unit:
        unit.push_subscriptions.remove_endpoint(context.session.session_id, endpoint)
        unit.commit()
