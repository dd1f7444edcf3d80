"""IP addresses of the public internet, told from all others.

What strangers name (a push service, where a feed redirects to) must not lead to what only our machine reaches:
databases, routers, a cloud's metadata. Python's own `is_global` changes with its version, and errs on the side of too
many.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address


def is_public_address(address: str) -> bool:
    """Tells an IP address of the public internet, also one of IPv4 that is mapped into IPv6, from all others. Raises
    ValueError for what is no address."""
    parsed = ip_address(address)
    if isinstance(parsed, IPv4Address):
        return parsed.is_global and not parsed.is_multicast and parsed not in _RELAYS
    if parsed.ipv4_mapped is not None:
        return is_public_address(str(parsed.ipv4_mapped))
    return parsed in _UNICAST and parsed.is_global and not any(parsed in network for network in _NOT_UNICAST)


_UNICAST = IPv6Network("2000::/3")
"""All that was ever given out to the public internet (IANA, "Internet Protocol Version 6 Address Space"). Outside lie
addresses that a gateway turns into any one of IPv4 (64:ff9b::/96 of RFC 6052, 64:ff9b:1::/48 of RFC 8215,
::ffff:0:0:0/96 of RFC 2765, ::/96 of RFC 4291), site-local ones (fec0::/10, RFC 3879), segment identifiers (5f00::/16,
RFC 9602) and what libraries of tomorrow and yesterday call global."""

_NOT_UNICAST = (
    IPv6Network("2001::/23"),  # protocols' own, Teredo among them (RFC 2928, RFC 4380): it holds any address of IPv4
    IPv6Network("2001:db8::/32"),  # documentation (RFC 3849)
    IPv6Network("2002::/16"),  # 6to4 (RFC 3056): it holds any address of IPv4
    IPv6Network("3fff::/20"),  # documentation (RFC 9637)
)

_RELAYS = IPv4Network("192.88.99.0/24")
"""Relays of 6to4, given up (RFC 7526)."""
