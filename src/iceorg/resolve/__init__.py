"""Names to things: what several documents call by one key is one thing, with one IRI.

Keys meet only when they are equal: kind, name and, for names that many bodies give (units, posts, people), the
body they belong to. A name that many bodies have, such as "City Council", is its document's own, unless that says which
one it means, or both documents give it one part (`joining`). Nothing is merged because it looks alike.
"""

from iceorg.resolve.resolution import resolve

__all__ = ["resolve"]
