"""The relations that drafts come to, by the keys of their ends: so that what two readers find can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from iceorg.extract.learned.things import RELATIONS
from iceorg.extract.register import Entry
from iceorg.model import Key
from iceorg.vocab import iceorg, org

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from iceorg.extract.drafts import Draft, Keys

Relation = tuple[str, Key, Key]
"""Its name, and the keys of its ends; of a symmetric one, the lesser first."""


def relations_of(drafts: Sequence[Draft], keys: Keys) -> Iterator[tuple[Draft, Relation | None]]:
    """Yield each draft with the relation that it is, or is a part of; None if it joins no two things.

    A membership is one with the relation of its member and its post, and so is each statement about it.

    Args:
        drafts: All drafts of a document.
        keys: The keys of their ends.
    """
    members = {id(d.subject): d.object for d in drafts if d.predicate == org.MEMBER}
    posts = {id(d.subject): d.object for d in drafts if d.predicate == iceorg.POST}
    for draft in drafts:
        if id(draft.subject) in members:
            yield draft, _between("holdsPost", members[id(draft.subject)], posts.get(id(draft.subject)), keys)
        elif draft.predicate == org.ROLE:
            yield draft, _between("heads", draft.subject, draft.subject.body, keys)
        else:
            yield draft, _between(_NAMES.get(draft.predicate, ""), draft.subject, draft.object, keys)


def _between(name: str, one: object, other: object, keys: Keys) -> Relation | None:
    if not name or not isinstance(one, Entry) or not isinstance(other, Entry):
        return None
    subject, object_ = keys.of(one), keys.of(other)
    if name == "partnersWith" and object_ < subject:
        subject, object_ = object_, subject
    return name, subject, object_


_NAMES: Final = {**RELATIONS, org.HOLDS: "holdsPost"}
