"""Pages for people: a thing, a claim, a document, what disagrees; on a server and in a folder alike."""

from iceorg.pages.site import Places, Site, read_site

__all__ = ["Places", "Site", "read_site"]
