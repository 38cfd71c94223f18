"""A small invented graph that keeps every promise, built from its document's own words, and edits of it.

`harbour_graph().minus("id:lee org:holds")` and `.plus("id:new a org:Post .")` break one promise each.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from pyoxigraph import RdfFormat, parse, serialize

from iceorg.vocab import PREFIXES

TEXT = """Harbour Safety Agency (HSA)

Director
- Office of Rescue

Ana Lee is the Director. Bo Berg is the acting Deputy Director.
The Office of Rescue has more than 12 boats, and works with coastal towns.
"""

FACTS = """
agency  | rdf:type              | org:FormalOrganization    | Stated    | Harbour Safety Agency
agency  | skos:prefLabel        | "Harbour Safety Agency"   | Stated    | Harbour Safety Agency
agency  | skos:altLabel         | "HSA"                     | Stated    | Harbour Safety Agency (HSA)
agency  | iceorg:acronym        | "HSA"                     | Stated    | Harbour Safety Agency (HSA)
rescue  | rdf:type              | org:OrganizationalUnit    | Stated    | Office of Rescue
rescue  | skos:prefLabel        | "Office of Rescue"        | Stated    | Office of Rescue
rescue  | org:reportsTo         | id:director               | Layout    | Director ; Office of Rescue
rescue  | org:subOrganizationOf | id:agency                 | Suggested | Harbour Safety Agency ; Office of Rescue
rescue  | iceorg:partnersWith   | id:towns                  | Stated    | works with coastal towns
rescue  | iceorg:statedCount    | id:boats                  | Stated    | more than 12 boats
boats   | rdf:type              | iceorg:Count              | Stated    | more than 12 boats
boats   | rdf:value             | 12                        | Stated    | more than 12 boats
boats   | iceorg:counted        | "boats"                   | Stated    | more than 12 boats
boats   | iceorg:bound          | iceorg:AtLeast            | Stated    | more than 12 boats
towns   | rdf:type              | iceorg:StakeholderGroup   | Stated    | coastal towns
towns   | skos:prefLabel        | "coastal towns"           | Stated    | coastal towns
director | rdf:type             | org:Post                  | Stated    | Director
director | skos:prefLabel       | "Director"                | Stated    | Director
deputy  | rdf:type              | org:Post                  | Stated    | Deputy Director
deputy  | skos:prefLabel        | "Deputy Director"         | Stated    | Deputy Director
lee     | rdf:type              | foaf:Person               | Stated    | Ana Lee
lee     | skos:prefLabel        | "Ana Lee"                 | Stated    | Ana Lee
lee     | foaf:name             | "Ana Lee"                 | Stated    | Ana Lee
lee     | org:holds             | id:director               | Stated    | Ana Lee is the Director
lee-director | rdf:type         | org:Membership            | Stated    | Ana Lee is the Director
lee-director | org:member       | id:lee                    | Stated    | Ana Lee is the Director
lee-director | iceorg:post      | id:director               | Stated    | Ana Lee is the Director
lee-director | iceorg:capacity  | iceorg:Substantive        | Stated    | Ana Lee is the Director
berg    | rdf:type              | foaf:Person               | Stated    | Bo Berg
berg    | skos:prefLabel        | "Bo Berg"                 | Stated    | Bo Berg
berg    | foaf:name             | "Bo Berg"                 | Stated    | Bo Berg
berg-deputy | rdf:type          | org:Membership            | Stated    | Bo Berg is the acting Deputy Director
berg-deputy | org:member        | id:berg                   | Stated    | Bo Berg is the acting Deputy Director
berg-deputy | iceorg:post       | id:deputy                 | Stated    | Bo Berg is the acting Deputy Director
berg-deputy | iceorg:capacity   | iceorg:Acting             | Stated    | Bo Berg is the acting Deputy Director
ghost   | rdf:type              | org:Post                  | Suggested | Director
"""
_PREFIXES = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())


def ntriples(turtle: str) -> bytes:
    """Return Turtle, written with the project's prefixes, as N-Triples."""
    triples = (quad.triple for quad in parse(_PREFIXES + turtle, format=RdfFormat.TURTLE))
    written = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert written is not None
    return written


@dataclass(frozen=True)
class CitedGraph:
    """A graph and the texts of its documents; edits give another one."""

    graph: bytes
    texts: dict[str, str] = field(default_factory=dict)

    def plus(self, turtle: str) -> CitedGraph:
        """Return the graph with something added."""
        return CitedGraph(self.graph + ntriples(turtle), self.texts)

    def minus(self, *beginnings: str) -> CitedGraph:
        """Return the graph without the triples that begin with such terms: `id:lee org:holds`."""
        heads = tuple(" ".join(_in_full(term) for term in beginning.split()) for beginning in beginnings)
        assert all(any(line.startswith(head) for line in self._lines()) for head in heads), heads
        kept = [line for line in self._lines() if not line.startswith(heads)]
        return CitedGraph("".join(kept).encode(), self.texts)

    def _lines(self) -> list[str]:
        return self.graph.decode().splitlines(keepends=True)


def _in_full(term: str) -> str:
    prefix, _, local = term.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def _passage(quote: str) -> tuple[str, str]:
    start = TEXT.index(quote)
    end = start + len(quote)
    iri = f"id:passage-{start}-{end}"
    around = (TEXT[max(0, start - 32) : start], TEXT[end : end + 32])
    before, after = ('"' + words.replace("\n", "\\n") + '"' for words in around)
    lines = (
        f'{iri} a oa:SpecificResource ; oa:hasSource id:page ; iceorg:quote "{quote}" ; iceorg:start {start} ;',
        f"  iceorg:end {end} ; oa:hasSelector {iri}-position , {iri}-quote .",
        f"{iri}-position a oa:TextPositionSelector ; oa:start {start} ; oa:end {end} .",
        f'{iri}-quote a oa:TextQuoteSelector ; oa:exact "{quote}" ; oa:prefix {before} ; oa:suffix {after} .\n',
    )
    return iri, "\n".join(lines)


def _claim(line: str) -> str:
    subject, predicate, what, status, quotes = (part.strip() for part in line.split("|"))
    passages = [_passage(quote.strip()) for quote in quotes.split(";")]
    plain = "" if status == "Suggested" else f"id:{subject} {predicate} {what} .\n"
    claim = f"id:claim-{subject}-{predicate.partition(':')[2]} a iceorg:Claim ; rdf:subject id:{subject} ; "
    claim += f'rdf:predicate {predicate} ; rdf:object {what} ; iceorg:status iceorg:{status} ; iceorg:rule "by-hand" ; '
    claim += f"prov:wasDerivedFrom {' , '.join(iri for iri, _ in passages)} .\n"
    return plain + claim + "".join(text for _, text in passages)


def harbour_graph() -> CitedGraph:
    """Return a graph that keeps every promise, with its text."""
    digest = sha256(TEXT.encode()).hexdigest()
    document = f'id:page a foaf:Document ; iceorg:fileName "page.txt" ; iceorg:sha256 "{digest}" .\n'
    turtle = document + "".join(_claim(line) for line in FACTS.strip().splitlines())
    lines = sorted(set(ntriples(turtle).splitlines(keepends=True)))
    return CitedGraph(b"".join(lines), {digest: TEXT})
