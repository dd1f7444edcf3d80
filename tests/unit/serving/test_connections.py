"""The places of a server's clients, and whose they are."""

import resource

import pytest

from server.serving.connections import Places, connection_limits, forwarded_client, raise_file_limit


def test_a_client_has_so_many_places_and_gets_back_what_it_gives() -> None:
    places = Places(limit=2, most_together=10)
    assert [places.take("one"), places.take("one"), places.take("one")] == [True, True, False]
    assert places.take("other")
    places.give_back("one")
    assert [places.take("one"), places.take("one")] == [True, False]


def test_all_together_have_no_more_than_the_server() -> None:
    places = Places(limit=2, most_together=2)
    places.take("one")
    assert not places.are_all_taken()
    places.take("other")
    assert places.are_all_taken()
    places.give_back("one")
    assert not places.are_all_taken()


def test_a_wide_network_has_more_places_than_a_narrow_one_and_not_one_for_each_of_its_narrow_ones() -> None:
    places = Places(limit=2, most_together=1_000)
    taken = [
        f"2001:db8:1:{narrow:x}::{host}"
        for narrow in range(1024)
        for host in range(3)
        if places.take(f"2001:db8:1:{narrow:x}::{host}")
    ]
    assert len(taken) == 2 * 16
    assert len({address.split(":")[3][:-2] for address in taken}) == 4
    assert places.take("2001:db8:2::1")
    for address in taken:
        places.give_back(address)
    assert places.take(taken[0])


@pytest.mark.parametrize(
    ("trusted_proxies", "header", "client"),
    [
        (0, "192.0.2.1", None),
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "203.0.113.9, 192.0.2.1", "192.0.2.1"),
        (2, "203.0.113.9,192.0.2.1, 10.0.0.1", "192.0.2.1"),
        (2, "192.0.2.1", None),
        (1, "", None),
    ],
)
def test_only_our_own_proxies_say_whom_they_speak_for(trusted_proxies: int, header: str, client: str | None) -> None:
    assert forwarded_client({"HTTP_X_FORWARDED_FOR": header}, trusted_proxies) == client


def test_behind_a_proxy_connections_stay_open_longer_than_the_proxy_keeps_them() -> None:
    nginx_keeps_s = 60
    assert connection_limits(per_client=1, trusted_proxies=1).idle_s > nginx_keeps_s
    assert connection_limits(per_client=1, trusted_proxies=0).idle_s < nginx_keeps_s


def test_the_process_may_open_as_many_files_as_the_system_allows() -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, before[1]))
    try:
        raise_file_limit()
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
    assert hard == before[1]
    assert 256 < soft <= hard
