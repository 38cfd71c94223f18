"""GraphML, GEXF and Cytoscape JSON by networkx; Mermaid and dot as text."""

from __future__ import annotations

import json
import re
from typing import IO, TYPE_CHECKING

from iceorg.export.base import Exporter
from iceorg.export.network import network

if TYPE_CHECKING:
    import networkx as nx

    from iceorg.export.arrange import Arranged
    from iceorg.export.network import Network

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LOST = "only things and what joins them, without claims, quotes and values"
_SHAPES = {"person": ("([", "])"), "post": ("[/", "/]"), "program": ("{{", "}}")}
"""How Mermaid draws a kind; all others are boxes."""
_DOT_SHAPES = {"person": "oval", "post": "box3d", "program": "hexagon"}
_CHART = frozenset(
    [
        "subOrganizationOf",
        "reportsTo",
        "postIn",
        "headOf",
        "holds",
        "Acting",
        "PerformingTheDuties",
        "administers",
        "isPartOf",
    ]
)
"""What an org chart shows; Mermaid refuses to draw more than some hundreds of lines."""


def to_networkx(net: Network) -> nx.MultiDiGraph:
    """Return a network as networkx has it; no attribute is None, which GraphML and GEXF cannot write."""
    import networkx as nx

    made = nx.MultiDiGraph()
    for node in net.nodes:
        made.add_node(node.iri, label=_plain(node.name), kind=node.kind, names=_plain("; ".join(node.other_names)))
    for edge in net.edges:
        told = {"relation": edge.relation, "status": ", ".join(edge.statuses), "claims": edge.claims}
        made.add_edge(edge.source, edge.target, key=edge.relation, label=edge.relation, **told)
    return made


def _plain(text: str) -> str:
    """Return a text with a mark for each character that XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)


def write_graphml(graph: Arranged, stream: IO[bytes]) -> None:
    """Write the network as GraphML, which Gephi, yEd and Cytoscape open."""
    from networkx.readwrite.graphml import GraphMLWriter

    writer = GraphMLWriter(encoding="utf-8", prettyprint=True)
    writer.add_graph_element(to_networkx(network(graph)))
    writer.dump(stream)


def write_gexf(graph: Arranged, stream: IO[bytes]) -> None:
    """Write the network as GEXF, Gephi's own format."""
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(_numbered(to_networkx(network(graph))))
    for element in writer.xml.iter():
        element.attrib.pop("lastmodifieddate", None)  # the day of writing, which would differ each time
    writer.write(stream)


def _numbered(made: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return a network whose edges have ids of their own, since GEXF takes the key of a parallel edge for one."""
    import networkx as nx

    numbered = nx.MultiDiGraph()
    numbered.add_nodes_from(made.nodes(data=True))
    for number, (source, target, told) in enumerate(made.edges(data=True)):
        numbered.add_edge(source, target, key=number, id=str(number), **told)
    return numbered


def write_cytoscape(graph: Arranged, stream: IO[bytes]) -> None:
    """Write the network as Cytoscape JSON, for Cytoscape and for cytoscape.js."""
    import networkx as nx

    told = nx.cytoscape_data(to_networkx(network(graph)))
    for node in told["elements"]["nodes"]:
        node["data"]["name"] = node["data"]["label"]
    stream.write((json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode())


def write_mermaid(graph: Arranged, stream: IO[bytes]) -> None:
    """Write the org chart as a Mermaid flowchart: what hangs on what, above it."""
    net = network(graph)
    edges = [edge for edge in net.edges if edge.relation in _CHART]
    drawn = {end for edge in edges for end in (edge.source, edge.target)}
    nodes = [node for node in net.nodes if node.iri in drawn]
    ids = {node.iri: f"n{number}" for number, node in enumerate(nodes)}
    lines = ["flowchart BT"]
    for node in nodes:
        opening, closing = _SHAPES.get(node.kind, ("[", "]"))
        lines.append(f'  {ids[node.iri]}{opening}"{_mermaid(node.name)}"{closing}')
    lines += [f'  {ids[edge.source]} -->|"{_mermaid(edge.relation)}"| {ids[edge.target]}' for edge in edges]
    stream.write(("\n".join(lines) + "\n").encode())


def _mermaid(text: str) -> str:
    """Return a text that Mermaid shows as it is: everything that could be markup by its number."""
    return re.sub(r"[^\w ,.'’()/–-]", lambda found: f"#{ord(found[0])};", " ".join(text.split()))


def write_dot(graph: Arranged, stream: IO[bytes]) -> None:
    """Write the network in the dot language of Graphviz."""
    net = network(graph)
    lines = ["digraph iceorg {", "  rankdir=BT;", "  node [shape=box];"]
    for node in net.nodes:
        shape = f", shape={_DOT_SHAPES[node.kind]}" if node.kind in _DOT_SHAPES else ""
        lines.append(f"  {_dot(node.iri)} [label={_dot(node.name)}{shape}];")
    lines += [f"  {_dot(one.source)} -> {_dot(one.target)} [label={_dot(one.relation)}];" for one in net.edges]
    stream.write(("\n".join([*lines, "}"]) + "\n").encode())


def _dot(text: str) -> str:
    escaped = _plain(" ".join(text.replace("\0", "\ufffd").split())).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


GRAPHML = Exporter("graphml", ".graphml", "application/graphml+xml", write_graphml, _LOST)
GEXF = Exporter("gexf", ".gexf", "application/gexf+xml", write_gexf, _LOST)
CYTOSCAPE = Exporter("cytoscape", ".cyjs", "application/vnd.cytoscape+json", write_cytoscape, _LOST)
MERMAID = Exporter("mermaid", ".mmd", "text/vnd.mermaid", write_mermaid, _LOST)
DOT = Exporter("dot", ".dot", "text/vnd.graphviz", write_dot, _LOST)
