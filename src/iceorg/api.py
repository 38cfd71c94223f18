"""A graph in Python: built or opened, then asked, dated, drawn and handed on.

Answers know how to show themselves in a notebook, and are plain data otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property, partial
from html import escape
from io import BytesIO
from os import fspath
from pathlib import Path
from typing import TYPE_CHECKING

from iceorg.model import Literal
from iceorg.query import Cell, Form, Format, Rows, find_thing, labels, render, run_query, run_question, uncited
from iceorg.query import why as reasons_for
from iceorg.query.rows import NOT_STATED, text_of
from iceorg.store import REPORT, OxigraphStore, hierarchy, open_result, read_output
from iceorg.vocab import ID_BASE, shorten, xsd

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from os import PathLike

    import networkx as nx
    import rdflib

    from iceorg.curation import Curation, Outside
    from iceorg.documents import Intake
    from iceorg.history import Glimpse, Record
    from iceorg.model import Document
    from iceorg.publish import Source
    from iceorg.query import Reason
    from iceorg.report import Report
    from iceorg.store import Hierarchy, Store
    from iceorg.vocab import Iri

_STYLE = "text-align:left;vertical-align:top"
_SHOWN = 200
"""Rows that a notebook shows; the answer itself has all."""


@dataclass(frozen=True, slots=True)
class Answer(Rows):
    """Rows that show names in place of IRIs, and themselves as a table in a notebook.

    Args:
        labels: What to call the things in it.
    """

    labels: Mapping[str, str] = field(default_factory=dict, compare=False)

    def __str__(self) -> str:
        """Return a table for people, or what is to be said in place of an empty one."""
        table = render(self, Format.TABLE, self.labels) if self.rows else ""
        return "\n".join(part for part in (table.rstrip("\n"), self.note) if part)

    def records(self) -> list[dict[str, str | None]]:
        """Return one dictionary for each row, with names in place of IRIs; None where nothing is stated.

        >>> from iceorg.vocab import Iri
        >>> ada = Iri("https://example.org/ada")
        >>> Answer(("who",), ((ada,),), labels={ada: "Ada Ochs"}).records()
        [{'who': 'Ada Ochs'}]
        """
        return [
            {name: None if cell is None else self._text(cell) for name, cell in zip(self.columns, row, strict=True)}
            for row in self.rows
        ]

    def _text(self, cell: Cell) -> str:
        return (self.labels.get(cell) or shorten(cell)) if isinstance(cell, str) else text_of(cell)

    def _repr_html_(self) -> str:
        """Return the table that a notebook shows."""
        if self.form is Form.TRUTH:
            return f"<p>{'yes' if self else 'no'}</p>"
        head = "".join(f'<th style="{_STYLE}">{escape(name)}</th>' for name in self.columns)
        body = "".join(f"<tr>{''.join(self._cells(row))}</tr>" for row in self.rows[:_SHOWN])
        more = len(self.rows) - _SHOWN
        notes = [self.note] if self.note else []
        notes += [f"… and {more} more rows"] if more > 0 else []
        said = "".join(f"<p>{escape(note)}</p>" for note in notes)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{said}"

    def _cells(self, row: tuple[Cell | None, ...]) -> Iterator[str]:
        for name, cell in zip(self.columns, row, strict=True):
            title = f' title="{escape(cell)}"' if isinstance(cell, str) else ""
            text = self._text(cell) if cell is not None else NOT_STATED if name in self.slots else ""
            yield f'<td style="{_STYLE}"{title}>{escape(text)}</td>'


@dataclass(frozen=True, slots=True)
class Chart:
    """The org chart: one HTML page that needs no network.

    Args:
        html: The page.
    """

    html: str

    def write(self, path: str | PathLike[str]) -> Path:
        """Write the page to a file and return its path."""
        to = Path(path)
        to.write_text(self.html, "utf-8", newline="\n")
        return to

    def _repr_html_(self) -> str:
        """Return the page in a frame, for a notebook."""
        return (
            '<iframe sandbox="allow-scripts" style="width:100%;height:640px;border:1px solid #8888" '
            f'title="Org chart" srcdoc="{escape(self.html)}"></iframe>'
        )


class Graph:
    """A graph whose every fact opens the words that say so.

    Args:
        out: The result folder that it comes from.
        store: Its triples; by default those of the folder, opened when it is first asked.
    """

    def __init__(self, out: Path, store: Store | None = None) -> None:
        self.out = out
        self._store = store

    @cached_property
    def store(self) -> Store:
        """The triples, for what this class has no method for.

        Raises:
            StoreError: There is no result in the folder, or its graph is not the one that the build wrote.
        """
        return open_result(self.out) if self._store is None else self._store

    # ------------------------------------------------------------------ asked

    def query(self, text: str, parameters: Mapping[str, str] | None = None) -> Answer:
        """Return the answer to a SPARQL query; the project's prefixes need no declaration.

        Args:
            text: The query: SELECT, ASK, CONSTRUCT or DESCRIBE. Updates are refused.
            parameters: Values of its variables; names and acronyms of things where a comment of the query says so.

        Raises:
            QueryError: The query cannot be read, with the line and a caret.
        """
        return self._shown(run_query(self.store, text, parameters=parameters))

    def question(self, name: str, parameters: Mapping[str, str] | None = None, *, cite: bool = True) -> Answer:
        """Return the answer to a question of the catalogue, each row with its sentences.

        Args:
            name: Its name, as `iceorg.catalogue()` lists them.
            parameters: What it asks about: `{"post": "Assistant Secretary"}`.
            cite: Whether sentences, documents and offsets stand beside each row.

        Raises:
            QueryError: There is no such question, or a value cannot be used.
        """
        rows = run_question(self.store, name, parameters)
        return self._shown(rows if cite else uncited(rows))

    def ask(self, words: str) -> tuple[Answer, ...]:
        """Return the answers to a question in plain words: one for each body or person that it names.

        Raises:
            QueryError: No question of the catalogue is like it; the hint names the nearest.
        """
        from iceorg.query import understand

        return tuple(self.question(meant.question.name, meant.parameters) for meant in understand(self.store, words))

    def why(self, subject: str, predicate: str | None = None, object: str | None = None) -> tuple[Reason, ...]:  # noqa: A002
        """Return the claims behind a fact, each with document, offsets and exact words; nothing where it is not stated.

        Args:
            subject: A thing, by name, acronym or IRI.
            predicate: A property, in words or short form: "reports to", "org:reportsTo".
            object: A thing as above, or a value.

        Raises:
            QueryError: A name means no thing, or several.
        """
        return reasons_for(self.store, subject, predicate, object)

    def hierarchy(self, by: str = "part of") -> Hierarchy:
        """Return the index of what hangs on what: everything below or above a thing at once, loops and second ways up told.

        Args:
            by: The property that leads up, in words or short form: "part of", "reports to", "org:reportsTo".

        Raises:
            QueryError: There is no such property.
        """
        from iceorg.query import find_property

        predicate = find_property(by)
        kept = self.store.hierarchy if isinstance(self.store, OxigraphStore) else partial(hierarchy, self.store)
        return kept(predicate)

    def below(self, thing: str, by: str = "part of") -> Answer:
        """Return everything below a thing, directly or through others.

        Args:
            thing: Its name, acronym or IRI.
            by: As for `hierarchy`.

        Raises:
            QueryError: The name means no thing, or several; or there is no such property.
        """
        return self._things(self.hierarchy(by).below(find_thing(self.store, thing)))

    def above(self, thing: str, by: str = "part of") -> Answer:
        """Return everything above a thing, the nearest first; the arguments are those of `below`."""
        return self._things(self.hierarchy(by).above(find_thing(self.store, thing)))

    def largest(self, most: int = 10, by: str = "part of") -> Answer:
        """Return the things that have most below them, with how many that are: at least so many, as documents name them.

        Args:
            most: How many things are wanted.
            by: As for `hierarchy`.
        """
        rows = ((thing, Literal(str(below), xsd.INTEGER)) for thing, below in self.hierarchy(by).largest(most))
        return self._shown(Rows(("thing", "below"), tuple(rows)))

    def _things(self, things: tuple[Iri, ...]) -> Answer:
        return self._shown(Rows(("thing",), tuple((thing,) for thing in things)))

    def _shown(self, rows: Rows) -> Answer:
        called = labels(self.store, {cell for row in rows.rows for cell in row if isinstance(cell, str)})
        return Answer(**{each.name: getattr(rows, each.name) for each in fields(rows)}, labels=called)

    # ------------------------------------------------------------------ in time

    def as_of(self, day: date | str, undated: str = "apart") -> Graph:
        """Return the part of the graph that had been seen by a day and was not over then.

        Args:
            day: A day; a month or a year as text counts to its end.
            undated: What to do with documents without a date: `apart` leaves them out, `captured` counts them from
                the day on which an archive shows them, `all` always.

        Raises:
            QueryError: It is no date.
        """
        return Graph(self.out, store_as_of(self.store, _day(day), undated))

    def diff(self, earlier: date | str, later: date | str) -> Answer:
        """Return what differs between what had been seen by two days, with the sentences of both sides."""
        from iceorg.history import change_rows, changes

        return self._shown(change_rows(self._record, changes(self._record, _day(earlier), _day(later))))

    def conflicts(self) -> Answer:
        """Return where documents disagree, each side with its sentences."""
        from iceorg.history import conflict_rows, conflicts

        return self._shown(conflict_rows(self._record, conflicts(self._record, self._glimpses)))

    def agreements(self) -> Answer:
        """Return the facts that two or more documents state, with their sentences."""
        from iceorg.history import agreements, conflict_rows

        return self._shown(conflict_rows(self._record, agreements(self._record)))

    def candidates(self) -> Answer:
        """Return what may be one thing, or follow another, with reasons, score and sentences; nothing of it is applied."""
        from iceorg.history import candidate_rows, candidates

        return self._shown(candidate_rows(self._record, candidates(self._record)))

    @cached_property
    def _record(self) -> Record:
        from iceorg.history import read_record

        return read_record(self.store.triples())

    @cached_property
    def _glimpses(self) -> tuple[Glimpse, ...]:
        from iceorg.history import read_glimpses

        return read_glimpses(read_output(self.out, REPORT))

    # ------------------------------------------------------------------ drawn, and handed on

    def chart(self, *, title: str = "", as_of: str = "") -> Chart:
        """Return the org chart as one page.

        Args:
            title: The page's title; by default the name of the body that most lines lead to.
            as_of: The date that it shows at first, as `2016` or `2016-03-10`.
        """
        from iceorg.chart import render_chart

        return Chart(render_chart(self.store, title=title, as_of=as_of, glimpses=self._glimpses))

    def export(self, format: str) -> bytes:  # noqa: A002 (the word that people use)
        """Return the graph in a format that other programs read; the same graph gives the same bytes.

        Args:
            format: As `iceorg export --help` lists them: `turtle`, `json-ld` ...

        Raises:
            ExportError: There is no such format.
        """
        from iceorg.export import export_graph

        stream = BytesIO()
        export_graph(self.store, format, stream)
        return stream.getvalue()

    def publish(
        self,
        folder: str | PathLike[str],
        *,
        title: str = "",
        url: str = "",
        documents: Iterable[str | PathLike[str]] = (),
    ) -> Path:
        """Write a site of files that needs no server, and return its first page; a former site is replaced whole.

        Args:
            folder: Where to write.
            title: What the whole is called; by default the body that most lines lead to.
            url: Where the site will be, for a site map and whole addresses.
            documents: Files and folders of documents whose texts are shown beside the bundled ones.

        Raises:
            StoreError: The folder holds files but no former site, or cannot be written.
        """
        return write_site(self._source(title, url, documents), Path(folder))

    def single_file(
        self, path: str | PathLike[str], *, title: str = "", documents: Iterable[str | PathLike[str]] = ()
    ) -> Path:
        """Write the chart with texts, the named questions and SPARQL as one HTML file, and return its path.

        Args:
            path: Where to write.
            title: As for `publish`.
            documents: As for `publish`.
        """
        from iceorg.publish import single_file

        Path(path).write_text(single_file(self._source(title, "", documents)), encoding="utf-8")
        return Path(path)

    def _source(self, title: str, url: str, documents: Iterable[str | PathLike[str]]) -> Source:
        shown, _ = read_as_built(self.out, [fspath(path) for path in documents])
        return source_of(self.out, self.store, shown.documents, title=title, url=url)

    def to_rdflib(self) -> rdflib.Graph:
        """Return all triples, claims included, as a graph of rdflib, with the project's prefixes bound."""
        import rdflib

        from iceorg.vocab import PREFIXES

        graph = rdflib.Graph(bind_namespaces="none")
        for prefix, base in PREFIXES.items():
            graph.bind(prefix, base)
        return graph.parse(data=self.export("n-triples"), format="nt")

    def to_networkx(self) -> nx.MultiDiGraph:
        """Return things and the facts between them as a network of networkx, for measures and drawings.

        Nodes are IRIs with `name` and `kind`; edges bear the property's short name as key, and `claims`, how many
        there are for the fact. Suggestions are in it no more than in the plain facts.
        """
        import networkx as nx

        from iceorg.export.arrange import Arranged
        from iceorg.export.network import network

        told = network(Arranged(self.store))
        graph = nx.MultiDiGraph()
        graph.add_nodes_from((node.iri, {"name": node.name, "kind": node.kind}) for node in told.nodes)
        for edge in told.edges:
            graph.add_edge(edge.source, edge.target, key=edge.relation, claims=edge.claims)
        return graph


class Built(Graph):
    """A graph that was just built.

    Args:
        out: The result folder.
        report: What was read, refused and found.
    """

    def __init__(self, out: Path, report: Report) -> None:
        super().__init__(out)
        self.report = report


def open_graph(folder: str | PathLike[str] = "build") -> Graph:
    """Open what a build left.

    Args:
        folder: The result folder.

    Raises:
        StoreError: There is no result, or its graph is not the one that the build wrote.
    """
    return Graph(Path(folder), open_result(Path(folder)))


def read_decisions(path: str | PathLike[str] | None) -> Curation:
    """Return people's decisions, with what is never shown masked in their text as in a document's.

    Args:
        path: A file, or a folder of them; None if there are none.

    Raises:
        CurationError: A decision cannot be meant; all that is wrong is told, with lines.
    """
    from iceorg.curation import NOTHING_DECIDED, curation_files, read_curation
    from iceorg.documents import masked, to_mask

    if path is None:
        return NOTHING_DECIDED
    return read_curation(curation_files(Path(path)), lambda text, names: masked(text, to_mask(text, names)))


def read_as_built(
    out: Path, paths: Iterable[Path | str], suppressed: Iterable[str] = ()
) -> tuple[Intake, tuple[str, ...]]:
    """Return the bundled documents and those given, each as the build of a result read it, and the names of others.

    One that the build read otherwise, with the names of people suppressed whom the caller does not know of, is
    left out: its text is not to be shown.

    Args:
        out: The result folder.
        paths: Files and folders of documents.
        suppressed: Names that are never shown.
    """
    from iceorg.documents import read_documents
    from iceorg.settings import data_folder
    from iceorg.store import kept_contacts, text_digests

    paths = [data_folder() / "documents", *paths]
    intake = read_documents(paths, suppressed=tuple(suppressed), shown=kept_contacts(out))
    as_built = text_digests(out)
    otherwise = [one for one in intake.documents if as_built.get(one.sha256, one.text_sha256) != one.text_sha256]
    kept = tuple(one for one in intake.documents if one not in otherwise)
    return replace(intake, documents=kept), tuple(one.name for one in otherwise)


def source_of(  # noqa: PLR0913 (what is published and how it is called)
    out: Path, store: Store, documents: Sequence[Document], *, base: str = ID_BASE, title: str = "", url: str = ""
) -> Source:
    """Return what is published of a result folder.

    Args:
        out: The result folder.
        store: Its graph.
        documents: Its documents, as far as their texts are to be shown.
        base: What the IRIs of its things begin with.
        title: What the whole is called.
        url: Where the site will be.
    """
    from iceorg.publish import HANDED_ON, Source
    from iceorg.settings import ontology_folder

    texts = {name: file.read_bytes() for name in HANDED_ON if (file := out / name).is_file()}
    return Source(store, ontology_folder(), documents, base, title, url and f"{url.rstrip('/')}/", texts)


def write_site(source: Source, folder: Path) -> Path:
    """Write a site into a folder, which is replaced whole or not at all, and return its first page."""
    from iceorg.pipeline.folder import Contents, replaced
    from iceorg.publish import MARKS, SITE, publish

    with replaced(folder, contents=Contents("published site", MARKS, SITE)) as fresh:
        for path, content in publish(source):
            (fresh / path).parent.mkdir(exist_ok=True)
            (fresh / path).write_bytes(content)
    return folder / "index.html"


def read_elsewhere(curation: str | PathLike[str] | None, suppressed: Iterable[str] = ()) -> Outside:
    """Return what is known from elsewhere: of the folder of decisions if it has a file of it, else of the bundled one.

    Args:
        curation: A file of people's decisions, or a folder of them; None if there are none.
        suppressed: People who appear nowhere.

    Raises:
        CurationError: An entry cannot be meant; all that is wrong is told, with lines.
    """
    from iceorg.curation import OUTSIDE, read_outside
    from iceorg.settings import data_folder

    own = Path(curation) / OUTSIDE if curation is not None else None
    return read_outside(own if own and own.is_file() else data_folder() / "curation" / OUTSIDE, suppressed)


def store_as_of(store: Store, day: date, undated: str = "apart") -> Store:
    """Return the part of a graph that had been seen by a day and was not over then, as `Graph.as_of` has it."""
    from iceorg.graph import dump_ntriples
    from iceorg.history import Undated, graph_as_of

    part = OxigraphStore()
    part.load(dump_ntriples(graph_as_of(store.triples(), day, Undated(undated))), ours=True)
    return part


def _day(told: date | str) -> date:
    from iceorg.history import last_day

    return told if isinstance(told, date) else last_day(told)
