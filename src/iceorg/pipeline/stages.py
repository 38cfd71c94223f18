"""The order of the stages, and nothing else."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import file_digest
from typing import TYPE_CHECKING, Final

from iceorg.check import check_graph_since, check_shapes_beside, since
from iceorg.curation import NOTHING_DECIDED, NOTHING_OUTSIDE, curated, known_beside, outside_iri
from iceorg.documents import Limits, read_documents
from iceorg.errors import ModelError, Severity, SourceError, StoreError
from iceorg.export import exported, patched
from iceorg.extract import loaded
from iceorg.graph import dump_nquads
from iceorg.lazy import collecting_later
from iceorg.pipeline.folder import replaced, write_synced
from iceorg.pipeline.kept import Kept
from iceorg.pipeline.manifest import Inputs, Output, library_versions, manifest
from iceorg.pipeline.readers import Work, read_and_keep, read_one, work_for
from iceorg.pipeline.renewed import Drawn, Parts, changes_in, drawn, names_of
from iceorg.pipeline.twofold import can_share, has_cores, shared
from iceorg.report import load_page, make_report, report_html, report_json
from iceorg.resolve import resolve
from iceorg.store import Indexes, OxigraphStore, is_canonical
from iceorg.vocab import ID_BASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from iceorg.aside import Aside
    from iceorg.curation import Curation, Outside
    from iceorg.documents import Intake
    from iceorg.errors import Problem
    from iceorg.graph import Change
    from iceorg.llm import Asking, Progress
    from iceorg.model import Layout, Reading
    from iceorg.pipeline.kept import Former
    from iceorg.report import Report
    from iceorg.store import Store


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build left behind.

    Args:
        out: The result folder.
        report: What was read, refused and found.
    """

    out: Path
    report: Report


# Among the readings of many documents there is no rubbish, and to look for it took a fifth of the time.
@collecting_later()
def build(  # noqa: PLR0913 - all but two go by name
    paths: Sequence[Path | str],
    out: Path,
    *,
    helper: Aside,
    base: str = ID_BASE,
    built_on: date | None = None,
    jobs: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    asking: Asking | None = None,
    beside: bool = False,
    asked: Callable[[Progress], None] | None = None,
    curation: Curation = NOTHING_DECIDED,
    outside: Outside = NOTHING_OUTSIDE,
    contacts: bool = False,
    state: Path | None = None,
    fresh: bool = False,
    scheduler: str = "",
    limits: Limits | None = None,
) -> BuildResult:
    """Read documents and replace the result folder by what they say, whole or not at all.

    The same documents give the same bytes, whatever their order, their folders and `jobs`.

    Args:
        paths: Files and folders, and addresses of such elsewhere.
        out: The result folder; made if it is not there.
        helper: The second process, which checks the shapes and draws the chart.
        base: What the IRIs of things begin with; ends in `/` or `#`.
        built_on: The date that the graph gives as its own, if it is to give one.
        jobs: Processes that read documents at once; None for as many as help.
        progress: Told how many documents of how many are read.
        asking: How a language model is asked to read them; None if rules do.
        beside: Whether rules read them as well as the model.
        asked: Told how far the asking is.
        curation: People's decisions.
        outside: What is known from elsewhere, which is written beside the graph and never into it.
        contacts: Whether the contacts of offices are kept; a person's never are.
        state: The folder of what is kept from one build to the next. With it, many documents are not read again as long
            as they are the same: their readings are kept beside the result. Without it, nothing is kept.
        fresh: Whether all are read anew even so.
        scheduler: The Dask cluster whose workers read the documents; none if this machine does.
        limits: What a file may come to; what is larger is refused.

    Raises:
        SourceError: A path does not exist, or none of the files could be read, or the model's server is not there.
        SettingsError: The model's server refuses.
        CurationError: A decision cannot be meant.
        ModelError: A promise is broken: a quote is not in its document, a fact has no claim, a shape does not hold.
        StoreError: The result folder cannot be written.
    """
    intake = read_documents(paths, limits=limits or Limits(), suppressed=curation.suppressed, contacts=contacts)
    _want_documents(intake)
    work = work_for(intake.documents, asking, beside=beside, asked=asked)
    kept = _kept_beside(out, state, fresh=fresh) if len(work) >= MANY else None
    names = names_of(work, kept)
    reading = _readings(Task(work, jobs, kept, names, scheduler), progress)
    resolution = curated(resolve(reading, base=base), curation, base=base)
    documents = tuple(reading.layout.document for reading in resolution.readings)
    elsewhere = known_beside(resolution, outside, base)
    texts = {document.sha256: document.text for document in (*documents, *curation.files)}
    parts = Parts.of(resolution, base, built_on, names, helper.shapes)
    former = kept.former(out) if kept else None
    with replaced(out) as folder:
        outputs = Outputs(folder)
        # Of a large graph nothing is held in memory once it is written and checked: what comes after reads its file.
        written = _write_graph(
            outputs,
            drawn(parts, former),
            helper,
            [reading.layout for reading in resolution.readings],
            Known(texts, base, kept.sound() if kept else frozenset(), former, alone=jobs == 1 or not has_cores()),
        )
        load_page()
        library_versions()
        outcome = helper.outcome()
        shapeless = outcome.problems or written.shapeless
        _keep_promises(shapeless)
        outputs.write("chart.html", outcome.chart.encode())
        report = make_report(
            resolution,
            refused=intake.refused,
            problems=(*intake.problems, *written.problems, *shapeless, *elsewhere.problems),
            size=written.triples,
            outside=elsewhere.told,
            found=outcome.found,
        )
        outputs.write("report.json", report_json(report))
        outputs.write("report.html", report_html(report).encode())
        if outside.file:
            outputs.write("outside.nq", dump_nquads(elsewhere.triples, outside_iri(base)))
        replies = {str(reading.layout.document.id): reading.asked for reading in resolution.readings if reading.asked}
        told = manifest(
            Inputs(documents, base, built_on, replies, curation.digests, outside.digests),
            outputs.written,
            report.triples,
        )
        write_synced(folder / "manifest.json", told)
    if state:
        Indexes.of(state).forget(out / "graph.nt")
    if kept:
        kept.keep_sound(frozenset() if shapeless else written.sound)
        kept.keep_former(told, parts.keys)
        kept.leave_only(names.values())
    return BuildResult(out, report)


MANY: Final = 20
"""So many documents are worth processes of their own, which take most of a second to start, and readings that are kept."""

_AT_ONCE: Final = 8
"""So many documents are given to a process at once, where each has many to read: to give takes time, and a long one holds up few others."""

_OTHER_FORMS: Final = {"graph.ttl": "turtle", "graph.jsonld": "json-ld"}
"""The graph's other forms, by the file that holds each."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """The files of a result, each on the disk as soon as it is made.

    Args:
        folder: Where they are written.
        written: What is told of each, in order.
    """

    folder: Path
    written: dict[str, Output] = field(default_factory=dict)

    def write(self, name: str, content: bytes) -> None:
        """Write a file."""
        write_synced(self.folder / name, content)
        self.written[name] = Output.of(content)


@dataclass(frozen=True, slots=True)
class Known:
    """What a graph is checked against, and what former builds know of it.

    Args:
        texts: The texts of documents, by the SHA-256 of their bytes.
        base: What the IRIs of things begin with.
        sound: What the parts are known by in which nothing is wrong.
        former: The result that is to be replaced, if a build like this one left it.
        alone: Whether the second process checks the shapes of all of it.
    """

    texts: Mapping[str, str]
    base: str
    sound: frozenset[str]
    former: Former | None
    alone: bool


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing a graph.

    Args:
        triples: How many it has.
        problems: What is wrong with its quotes, claims and facts.
        sound: What its parts are known by, if nothing is wrong.
        shapeless: What the shapes find wrong with it, if it is in the share of it that was looked at here.
    """

    triples: int
    problems: tuple[Problem, ...]
    sound: frozenset[str]
    shapeless: tuple[Problem, ...]


def _write_graph(outputs: Outputs, now: Drawn, helper: Aside, layouts: Sequence[Layout], known: Known) -> Written:
    """Write a graph and its other forms, and check it; the helper begins as soon as it is there."""
    graph, renewal = now.graph, now.renewal
    changes = changes_in(known.former, now) if known.former else None
    outputs.write("graph.nt", graph)
    path = outputs.folder / "graph.nt"
    # Where nothing is known, the helper finds the parts itself, at the same time.
    parts = (
        since(graph, known.texts, known.sound, helper.shapes, renewal=renewal, base=known.base) if known.sound else None
    )
    to_check = parts.to_check if parts and parts.few else None
    in_two = to_check is None and renewal is None and not known.alone
    helper.begin(path, layouts, to_check, shared=in_two)
    # The helper takes its time: meanwhile all is done that can be done without it.
    parts = parts or since(graph, known.texts, frozenset(), helper.shapes)
    problems = check_graph_since(graph, known.texts, parts)
    _keep_promises(problems)
    for file, content in _other_forms(_read_back(outputs, now), known.former, changes, known.base).items():
        outputs.write(file, content)
    sound = frozenset(parts.digests.values()) if parts and not problems else frozenset()
    if renewal and sound:
        sound |= known.sound
    shapeless = check_shapes_beside(graph, helper.shapes, parts.parts) if parts and in_two else ()
    return Written(graph.count(b"\n"), problems, sound, shapeless)


def _other_forms(store: Store, former: Former | None, changes: list[Change] | None, base: str) -> dict[str, bytes]:
    """Return the other forms of a graph by file: the former ones with what has changed, as far as these can be used."""
    found: dict[str, bytes] = {}
    for file, form in _OTHER_FORMS.items():
        before = former.open(file) if former and changes is not None else None
        if before is not None and changes is not None and (now := patched(form, before, changes, base)) is not None:
            found[file] = now
    new = {file: form for file, form in _OTHER_FORMS.items() if file not in found}
    found |= zip(new, exported(store, new.values()), strict=True)
    return {file: found[file] for file in _OTHER_FORMS}


def _want_documents(intake: Intake) -> None:
    if not intake.documents:
        reasons = "; ".join(f"{refusal.name}: {refusal.message}" for refusal in intake.refused[:3])
        hint = "give .txt, .md, .html, .pdf, .docx, .zip, .warc or .wacz files, or folders that hold some"
        raise SourceError(f"no document could be read ({reasons or 'there is no file'})", hint=hint)


def _kept_beside(out: Path, state: Path | None, *, fresh: bool) -> Kept | None:
    kept = Kept.beside(out, state) if state else None
    if kept and fresh:
        kept.clear()
    return kept


@dataclass(frozen=True, slots=True)
class Task:
    """Documents to be read.

    Args:
        work: The documents.
        jobs: Processes that read them; None for as many as help.
        kept: The readings that are kept, if any are.
        names: What the reading of each document is known by, by the document's id.
        scheduler: The Dask cluster whose workers read them; none if this machine does.
    """

    work: Sequence[Work]
    jobs: int | None
    kept: Kept | None
    names: Mapping[str, str]
    scheduler: str


def _readings(task: Task, progress: Callable[[int, int], None] | None) -> Iterator[Reading]:
    """Yield what each document says, in the order of the documents."""
    for done, reading in enumerate(_kept_or_read(task), 1):
        if progress:
            progress(done, len(task.work))
        yield reading


def _kept_or_read(task: Task) -> Iterator[Reading]:
    """Yield the readings that are kept, and those of the other documents, which are read and kept."""
    if task.kept is None:
        yield from _read_new(task)
        return
    found = [task.kept.find(task.names[one.document.id]) for one in task.work]
    new = [one for one, reading in zip(task.work, found, strict=True) if reading is None]
    others = _read_new(replace(task, work=new)) if new else iter(())
    for reading in found:
        yield reading or next(others)


def _read_new(task: Task) -> Iterator[Reading]:
    """Yield the readings of documents that are to be read, here or by a cluster's workers, and keep them here."""
    kept = task.kept
    if not task.scheduler:
        yield from _read_all(task.work, task.jobs, partial(read_and_keep, kept) if kept else read_one)
        return
    from iceorg.pipeline.cluster import read_on_cluster

    for one, reading in zip(task.work, read_on_cluster(task.work, task.scheduler, task.jobs), strict=True):
        if kept:
            kept.keep(one, reading)
        yield reading


def _read_all(work: Sequence[Work], jobs: int | None, read: Callable[[Work], Reading] = read_one) -> Iterator[Reading]:
    if jobs is None and len(work) < MANY:
        jobs = 1
        if len(work) > 1 and can_share():
            with loaded():
                yield from shared(read, work, _length)
            return
    jobs = min(jobs or os.cpu_count() or 1, len(work))
    if jobs == 1:
        yield from map(read, work)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Not by fork: a notebook's threads do not survive it.
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as workers:
        yield from workers.map(read, work, chunksize=min(_AT_ONCE, len(work) // (4 * jobs) or 1))


def _length(work: Work) -> int:
    return len(work.document.text)


def _keep_promises(found: Iterable[Problem]) -> None:
    """Refuse a graph that breaks a promise or a shape: people's queries rest on both.

    The fault is ours, not the documents', but a person can build without the document that brings it out.
    """
    broken = [problem for problem in found if problem.severity is Severity.ERROR]
    if broken:
        first, more = broken[0], f", and {len(broken) - 1} more" if len(broken) > 1 else ""
        hint = (
            "no result is written and a former one is untouched; leave out the document that says this, and report it"
        )
        raise ModelError(f"{first.message} ({first.code}{more})", where=first.where, hint=hint)


def _read_back(outputs: Outputs, now: Drawn) -> Store:
    """Return a store of the graph as it lies on the disk, if that is the graph that was written, and can be read."""
    path = outputs.folder / "graph.nt"
    with path.open("rb") as file:  # a graph is in memory once
        as_written = file_digest(file, "sha256").hexdigest() == outputs.written[path.name].sha256
    if not as_written or not is_canonical(now.unseen):
        raise StoreError("the disk gave back another graph than was written", where=str(path), hint="check the disk")
    store = OxigraphStore()
    store.load(now.graph, ours=True, later=True)
    return store
