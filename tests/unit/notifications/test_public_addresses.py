"""An address is public when nothing in our own network can hide behind it."""

import pytest

from game_rules.public_addresses import is_public_address


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "192.88.98.255", "192.88.100.0", "2606:4700::1111", "2001:200::1", "2a00::1", "::ffff:1.1.1.1"],
)
def test_the_public_internet_is_public(address: str) -> None:
    assert is_public_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.0.1",
        "192.88.99.0",
        "192.88.99.255",
        "224.0.0.1",
        "240.0.0.1",
        "0.0.0.0",  # noqa: S104 - an address to refuse, not one to listen on
        "::1",
        "::",
        "::7f00:1",
        "::10.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:10.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b:1::a00:1",
        "100::1",
        "1fff:ffff::1",
        "2001::1",
        "2001:1ff:ffff::1",
        "2001:db8::1",
        "2002:a00:1::1",
        "3fff::1",
        "4000::1",
        "5f00::1",
        "fc00::1",
        "fd00::1",
        "fe80::1",
        "fec0::1",
        "feff::1",
        "ff02::1",
    ],
)
def test_what_may_lead_into_a_network_of_ours_is_not(address: str) -> None:
    assert not is_public_address(address)


def test_what_is_no_address_is_no_answer() -> None:
    with pytest.raises(ValueError, match="does not appear to be"):
        is_public_address("push.example.org")
