"""What one document says: names, rules as data, claims with their passages."""

from iceorg.extract.contacts import with_contacts
from iceorg.extract.reader import loaded, read_layout
from iceorg.extract.rulebook import Rule, rulebook

__all__ = ["Rule", "loaded", "read_layout", "rulebook", "with_contacts"]
