"""IRIs of things: readable, stable, and never the same for two keys."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

from iceorg.model import Key, Kind
from iceorg.vocab import ID_BASE, Iri

_LONGEST = 90
_PLAIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")


@lru_cache(maxsize=1 << 14)  # most things are named many times, one time after the other
def mint_iri(key: Key, base: str = ID_BASE) -> Iri:
    """Return the IRI of a key.

    The local name is the kind and the words of the name, then those of the body it belongs to. Where
    that drops a letter or cuts a long name, a short digest of the key keeps two keys apart.

    Example:
        >>> mint_iri(Key(Kind.POST, "director", "port authority"), "")
        'post-director.port-authority'
        >>> mint_iri(Key(Kind.PERSON, "ana saldaña"), "").startswith("person-ana-saldana-")
        True
    """
    if key.kind is Kind.DOCUMENT:
        return Iri(f"{base}document-{key.name}")
    parts = [key.name, *(key.scope.split(", ") if key.scope else ())]
    slugs = [_slug(part) for part in parts]
    local = f"{key.kind}-{'.'.join(slugs)}"
    if len(local) > _LONGEST or not all(_PLAIN.fullmatch(part) for part in parts):
        local = f"{local[:_LONGEST].rstrip('-.')}-{_digest(key)}"
    return Iri(base + local)


def _slug(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", folded.casefold())) or "x"


def _digest(key: Key) -> str:
    return hashlib.sha256(str(key).encode()).hexdigest()[:8]
