"""Names to things: what several documents call by one key is one thing, with one IRI.

Keys meet only when they are equal: kind, name and, for names that many bodies give (units, posts,
people), the body they belong to. Nothing is merged because it looks alike.
"""

from iceorg.resolve.resolution import resolve

__all__ = ["resolve"]
