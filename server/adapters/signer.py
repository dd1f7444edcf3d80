"""Signs what is sent out and has to come back as it was: mailed links and the codes on posters."""

from collections.abc import Mapping
from typing import Any

from itsdangerous import BadData, SignatureExpired, TimestampSigner, URLSafeTimedSerializer

from server.services.ports import Clock, SignatureRefused


class _ClockedSigner(TimestampSigner):
    """Reads our clock, not the system's."""

    def __init__(self, *args: Any, clock: Clock, **options: Any) -> None:
        super().__init__(*args, **options)
        self._clock = clock

    def get_timestamp(self) -> int:
        return int(self._clock().timestamp())


class LinkSigner:
    """Signs by HMAC as itsdangerous does it, with a key of its own for each purpose."""

    def __init__(self, key: bytes, clock: Clock) -> None:
        self._key, self._clock = key, clock

    def sign(self, purpose: str, payload: Mapping[str, str]) -> str:
        """A token of letters, digits, - _ and dots: fit for an address."""
        return str(self._serializer(purpose).dumps(dict(payload)))

    def read(self, purpose: str, token: str, max_age_s: float | None = None) -> Mapping[str, str]:
        """Returns what was signed for `purpose`, at most `max_age_s` ago. Raises SignatureRefused."""
        oldest = None if max_age_s is None else int(max_age_s)
        try:
            payload: Any = self._serializer(purpose).loads(token, max_age=oldest)
        except SignatureExpired:
            raise SignatureRefused(expired=True) from None
        except BadData:
            raise SignatureRefused(expired=False) from None
        return dict(payload)

    def _serializer(self, purpose: str) -> URLSafeTimedSerializer:
        options = {"clock": self._clock}
        return URLSafeTimedSerializer(self._key, salt=purpose, signer=_ClockedSigner, signer_kwargs=options)
