"""A running server follows what others change in the database."""

import pytest
from sqlalchemy.orm import sessionmaker

from server.persistence.unit_of_work import OpenUnit
from server.services.territory.store_territory import store_offers
from tests.support.contexts import context_at
from tests.support.databases import NewDatabase
from tests.support.factories import offer
from tests.support.running.filled import StartServer, address_of, fill_database
from tests.support.running.servers import Guest
from tests.support.waiting import wait_until


@pytest.mark.parametrize("restarted", [False, True])
def test_a_new_offer_is_under_the_clouds_without_a_restart(
    new_database: NewDatabase, start_server: StartServer, *, restarted: bool
) -> None:
    engine = fill_database(new_database(f"changes_{restarted}".lower()), [offer()])
    server = start_server(address_of(engine))
    if restarted:
        server.kill()
        server.start()
    sessions = sessionmaker(engine)
    store_offers(context_at(OpenUnit(sessions)), [offer(title="Une offre de plus", metres_north=500)])
    engine.dispose()

    guest = Guest(server)

    def offers_under_clouds() -> int:
        with guest.open_socket() as socket:
            return int(socket.wait_for("snapshot")["offers_under_clouds"])

    wait_until(lambda: offers_under_clouds() == 2, "the server to see the new offer")
