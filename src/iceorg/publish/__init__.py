"""The graph handed on: a site of files that needs no server, one file that holds all, a database for Datasette."""

from iceorg.publish.alone import single_file
from iceorg.publish.datasette import DATASETTE, write_database
from iceorg.publish.site import HANDED_ON, MARKS, SITE, publish
from iceorg.publish.source import Source

__all__ = ["DATASETTE", "HANDED_ON", "MARKS", "SITE", "Source", "publish", "single_file", "write_database"]
