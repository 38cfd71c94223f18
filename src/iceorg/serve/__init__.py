"""The graph on the web: a read-only SPARQL endpoint, a query page, and a page for everything."""

from iceorg.serve.app import create_app
from iceorg.serve.pool import Pool
from iceorg.serve.run import Address, listen
from iceorg.serve.site import Site, read_site

__all__ = ["Address", "Pool", "Site", "create_app", "listen", "read_site"]
