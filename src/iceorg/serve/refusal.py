"""Why a request gets no answer: a status and a sentence that names nothing of the server's insides."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - a dataclass's fields are looked up


class Refusal(Exception):  # noqa: N818 - it is the client that is wrong
    """A request that is not answered as it was meant.

    Args:
        status: The HTTP status.
        message: What is wrong, and what to do.
        offered: Media types that could be asked for instead.
        headers: Further headers, such as Retry-After.

    Example:
        >>> print(Refusal(406, "no such format", offered=("text/csv",)))
        no such format; ask for one of: text/csv
    """

    def __init__(
        self, status: int, message: str, *, offered: tuple[str, ...] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(f"{message}; ask for one of: {', '.join(offered)}" if offered else message)
        self.status = status
        self.headers = dict(headers or {})
