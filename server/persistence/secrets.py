"""Keys that all servers and workers of one database share."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from server.persistence.tables.base import ServerSecretRow


class ServerSecrets:
    """Repository bound to one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def renew(self, name: str, new: bytes) -> None:
        """Gives the secret another value: what was signed with the old one is void."""
        renewed = insert(ServerSecretRow).values(name=name, value=new)
        self._session.execute(renewed.on_conflict_do_update(index_elements=["name"], set_={"value": new}))

    def keep(self, name: str, new: bytes) -> bytes:
        """The secret of that name: whoever asks first gives it its value, `new`, and all others get that one."""
        self._session.execute(insert(ServerSecretRow).values(name=name, value=new).on_conflict_do_nothing())
        return self._session.execute(select(ServerSecretRow.value).where(ServerSecretRow.name == name)).scalar_one()
