"""The key pair by which push services know this server (VAPID, RFC 8292): P-256, in a PEM file."""

import os
from base64 import urlsafe_b64encode
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)


def read_vapid_key(file: Path) -> EllipticCurvePrivateKey:
    """Raises OSError, or ValueError with a sentence that does not quote the file."""
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ValueError("it holds no unencrypted private key in PEM") from None
    if not isinstance(key, EllipticCurvePrivateKey) or not isinstance(key.curve, SECP256R1):
        raise ValueError("its key is not of the curve P-256")  # noqa: TRY004 - the file is wrong, not a caller's type
    return key


def public_vapid_key(file: Path) -> str:
    """Returns the key that browsers are given to subscribe with (`applicationServerKey`): base64url without padding."""
    point = read_vapid_key(file).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(point).decode().rstrip("=")


def make_vapid_key_once(file: Path) -> None:
    """Makes the file with a new key unless it is there: with another key no browser of today could be reached any more.

    Only its owner may read it. Two processes that come at once end up with one key.
    """
    if file.exists():
        return
    pem = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(pem)
    with suppress(FileExistsError):
        file.hardlink_to(unfinished)
    unfinished.unlink()
