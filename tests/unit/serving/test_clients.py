"""Clients: who counts as one."""

import pytest

from server.serving.clients import networks_of


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("2001:db8:1:2::3", "2001:db8:1:2:ffff::4", True),
        ("2001:db8:1:2::3", "2001:db8:1:3::3", False),
        ("fe80::1%eth0", "fe80::2%eth0", True),
        ("no address", "no address", True),
    ],
)
def test_a_client_is_an_address_or_a_home_network(one: str, other: str, is_same: bool) -> None:
    assert (networks_of(one)[0] == networks_of(other)[0]) is is_same


def test_an_ipv6_client_is_counted_by_the_wider_networks_that_one_customer_may_have_too() -> None:
    one, of_home, of_company, elsewhere = map(
        networks_of, ("2001:db8:1:2ab::1", "2001:db8:1:2cd::1", "2001:db8:1:ff00::1", "2001:db8:9::1")
    )
    shared = [
        [network.key.rpartition("/")[2] for network in one if network in other]
        for other in (of_home, of_company, elsewhere)
    ]
    assert shared == [["56", "48"], ["48"], []]
    assert [network.times for network in one] == sorted(network.times for network in one)
    assert one[0].times == 1
