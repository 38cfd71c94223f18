"""What one document says: names, rules as data, claims with their passages."""

from iceorg.extract.reader import load, read_layout
from iceorg.extract.rulebook import Rule, rulebook

__all__ = ["Rule", "load", "read_layout", "rulebook"]
