"""Keeps HTTP requests out of our own network, whatever a name leads to when it is called."""

import socket
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from game_rules.public_addresses import is_public_address


class NotPublicError(Exception):
    """The address led to a machine that is not on the public internet; nothing was sent."""


class PublicHostsOnly(HTTPAdapter):
    """Looks at each connection when it is open: a name may lead to a public address when it is checked, and to one of
    ours when it is called. `save` is a host and port where it may lead anywhere."""

    def __init__(self, save: tuple[str, int] | None = None) -> None:
        self._save = save
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        save = self._save

        class PublicConnection(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                return _public(super()._new_conn(), (self.host, self.port), save)

        class PublicConnections(HTTPConnectionPool):
            ConnectionCls = PublicConnection

        class SecurePublicConnection(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                return _public(super()._new_conn(), (self.host, self.port), save)

        class SecurePublicConnections(HTTPSConnectionPool):
            ConnectionCls = SecurePublicConnection

        self.poolmanager.pool_classes_by_scheme = {"http": PublicConnections, "https": SecurePublicConnections}


def _public(opened: socket.socket, named: tuple[str, int], save: tuple[str, int] | None) -> socket.socket:
    if named != save and not is_public_address(opened.getpeername()[0].partition("%")[0]):
        opened.close()
        raise NotPublicError
    return opened
