"""Messages between several servers through Redis, so that a push reaches whoever has a socket on another one."""

from typing import Any

import socketio

_CHANNEL = "jokajobs"
_CONNECT_WITHIN_S = 2.0
"""Whoever waits for an answer waits for the push first: a queue that is away must not hold them up."""


def message_queue(url: str) -> Any:
    """python-socketio's manager for `url` (redis://, rediss:// or unix://).

    What it cannot hand on it logs, without the message, and forgets.
    """
    return socketio.RedisManager(url, channel=_CHANNEL, redis_options={"socket_connect_timeout": _CONNECT_WITHIN_S})
