"""The graph on the web: a read-only SPARQL endpoint, a query page, and a page for everything."""

from iceorg.serve.app import create_app
from iceorg.serve.pool import Pool
from iceorg.serve.run import Address, listen

__all__ = ["Address", "Pool", "create_app", "listen"]
