"""The certificate that a phone on the same network meets."""

import ssl
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

from server.adapters.local_certificate import local_certificate

NOW = datetime(2026, 6, 3, 10, 0, tzinfo=UTC)


def test_it_is_made_once_and_used_again(tmp_path: Path) -> None:
    first = local_certificate(tmp_path, ["localhost", "10.0.0.7"], NOW)
    chain = first.chain.read_bytes()

    assert local_certificate(tmp_path, ["10.0.0.7"], NOW).chain.read_bytes() == chain
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(first.chain, first.key)


def test_it_is_made_anew_for_a_new_address_and_before_it_runs_out(tmp_path: Path) -> None:
    first = local_certificate(tmp_path, ["localhost"], NOW).chain.read_bytes()
    moved = local_certificate(tmp_path, ["localhost", "10.0.0.8"], NOW).chain.read_bytes()
    renewed = local_certificate(tmp_path, ["localhost"], NOW + timedelta(days=391)).chain.read_bytes()

    assert len({first, moved, renewed}) == 3


def test_its_key_is_for_its_owner_only(tmp_path: Path) -> None:
    key = local_certificate(tmp_path, ["localhost"], NOW).key
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_a_broken_file_is_replaced(tmp_path: Path) -> None:
    local_certificate(tmp_path, ["localhost"], NOW).chain.write_text("nonsense")
    assert b"BEGIN CERTIFICATE" in local_certificate(tmp_path, ["localhost"], NOW).chain.read_bytes()
