"""A certificate for this machine's own addresses: a phone gives its position to a secure page only.

It is signed by an authority made here and trusted by nobody else; a phone asks once, or is given `authority.pem`.
"""

import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import trustme
from cryptography import x509

_LIFETIME = timedelta(days=397)
"""What browsers accept of a server's certificate at most (CA/Browser Forum ballot SC31, and Apple's own limit)."""

_RENEW_BEFORE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class LocalCertificate:
    """Paths of PEM files: the chain to show, its private key, and the authority that a phone may be told to trust."""

    chain: Path
    key: Path
    authority: Path


def local_certificate(folder: Path, names: Sequence[str], now: datetime) -> LocalCertificate:
    """The certificate in `folder` for `names` (host names or addresses), made anew when it lacks one or runs out.

    Raises OSError when `folder` cannot be written.
    """
    certificate = LocalCertificate(folder / "chain.pem", folder / "key.pem", folder / "authority.pem")
    if _is_usable(certificate, names, now):
        return certificate
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    authority = trustme.CA(organization_name="Jokajobs", organization_unit_name="this machine only")
    made = authority.issue_cert(*names, not_after=now + _LIFETIME)
    certificate.key.touch(mode=0o600)
    made.private_key_pem.write_to_path(str(certificate.key))
    authority.cert_pem.write_to_path(str(certificate.authority))
    # Last, because a chain that is there says that the rest is.
    certificate.chain.write_bytes(b"".join(blob.bytes() for blob in made.cert_chain_pems))
    return certificate


def _is_usable(certificate: LocalCertificate, names: Sequence[str], now: datetime) -> bool:
    if not (certificate.chain.is_file() and certificate.key.is_file() and certificate.authority.is_file()):
        return False
    try:
        leaf = x509.load_pem_x509_certificate(certificate.chain.read_bytes())
        held = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (ValueError, x509.ExtensionNotFound):
        return False
    known = {*held.get_values_for_type(x509.DNSName), *map(str, held.get_values_for_type(x509.IPAddress))}
    return set(names) <= known and now + _RENEW_BEFORE < leaf.not_valid_after_utc


def network_address() -> str | None:
    """This machine's address on the local network, as a phone beside it would reach it; None without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Sends nothing: connecting a datagram socket only chooses the way out. The address is a documentation one.
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        address: str = probe.getsockname()[0]
    return None if ipaddress.ip_address(address).is_loopback else address
