"""Titles of posts: which of them stand at the top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from iceorg.model import name_key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from iceorg.vocab import Iri

_LEADING: Final = frozenset(
    [
        "administrator",
        "chair",
        "chairman",
        "chairwoman",
        "chairperson",
        "chancellor",
        "chief",
        "commandant",
        "commissioner",
        "director",
        "governor",
        "head",
        "minister",
        "president",
        "principal",
        "rector",
        "secretary",
        "superintendent",
    ]
)
"""Words that a title at the top ends with."""

_BELOW: Final = frozenset(["deputy", "vice", "associate", "under", "sub"])
"""Words that put a title below another one."""

_STANDING_IN: Final = ("performing duties of", "performing the duties of", "acting")


def leading(titles: Mapping[Iri, str]) -> AbstractSet[Iri]:
    """Return the posts that lead, among those of one body in one document.

    A deputy leads only where one person stands in for the title that is missing, and a title with a remit of its own
    ("Director of Training") does not.

    Args:
        titles: The title of each post.

    Example:
        >>> sorted(leading({"a": "Assistant Secretary", "b": "Deputy Assistant Secretary for Operations"}))
        ['a']
        >>> sorted(leading({"a": "Deputy Director", "b": "Senior Official Performing the Duties of Director"}))
        ['b']
    """
    keys = {post: name_key(title) for post, title in titles.items()}
    return {post for post, key in keys.items() if _leads(key)}


def _leads(key: str) -> bool:
    if any(standing in key for standing in _STANDING_IN):
        return key.rsplit(maxsplit=1)[-1] in _LEADING
    words = key.split()
    return bool(words) and words[-1] in _LEADING and not _BELOW & set(words) and not {"of", "for"} & set(words)
