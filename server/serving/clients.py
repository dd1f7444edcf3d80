"""Clients told apart by their address: an IPv4 address, or the networks that an IPv6 one lies in."""

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

_IPV6_BITS = 128

_NETWORKS = ((64, 1), (56, 4), (48, 16))
"""An IPv6 client has a /64 at least, a home often a /56 and a company a /48 (RFC 6177). Whoever has the wider network
has as many of the narrow ones as they like; but a mobile network may give each phone a /64 of one /48, so that a wider
one may do more, though far from 256 times more."""


@dataclass(frozen=True, slots=True)
class ClientNetwork:
    """A network by which a client is counted. It may do `times` as much as a single client."""

    key: str
    times: int


def networks_of(address: str) -> tuple[ClientNetwork, ...]:
    """The networks of an address, the narrowest first; text that is no address stands for itself."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return (ClientNetwork(address, 1),)
    if not isinstance(parsed, IPv6Address):
        return (ClientNetwork(str(parsed), 1),)
    if parsed.ipv4_mapped is not None:
        return (ClientNetwork(str(parsed.ipv4_mapped), 1),)
    return tuple(ClientNetwork(f"{int(parsed) >> (_IPV6_BITS - bits):x}/{bits}", times) for bits, times in _NETWORKS)
