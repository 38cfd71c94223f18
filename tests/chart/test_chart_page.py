"""The page as text: escaped, closed to the outside, the same every time."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import subprocess
import sys
from html.parser import HTMLParser

import pytest
from markupsafe import escape

from chart_builders import HARBOUR, harbour
from hostile import PAYLOADS, hostile_graph
from iceorg.chart import page, render_chart, words
from iceorg.chart.data import page_words
from iceorg.chart.page import in_block, read_engine
from iceorg.chart.script import joined_script
from iceorg.graph import dump_ntriples
from iceorg.model import Status
from iceorg.store import OxigraphStore


def unpacked(text: str) -> bytes:
    """Return what a packed script holds."""
    return gzip.decompress(base64.b64decode(text))


class Page(HTMLParser):
    """A page as a browser reads it: its elements with their attributes, and the text of each."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        """Keep a text, with the element that began last."""
        self.texts.append((self.elements[-1][0] if self.elements else "", data))

    def tags(self) -> list[str]:
        """Return the names of all elements, in order."""
        return [tag for tag, _ in self.elements]

    def text_of(self, tag: str) -> list[str]:
        """Return the texts right after the beginnings of elements of a name."""
        return [text for name, text in self.texts if name == tag]


@pytest.fixture(scope="module")
def html() -> str:
    """The page of the Harbour Service."""
    return render_chart(harbour())


def test_the_page_is_titled_after_the_body_that_most_lines_lead_to(html: str) -> None:
    """Not after the department above it."""
    assert Page(html).text_of("title")[0] == "Harbour Service"
    assert "<h1>My chart</h1>" in render_chart(harbour(), title="My chart")


def test_the_outline_is_there_without_script(html: str) -> None:
    """As nested lists with sentences, every thing once; with script on it is not even read."""
    outline = html[html.index("<noscript>") : html.index("</noscript>")]
    assert outline.count("<li ") == len(HARBOUR)
    assert outline.count("<ul") == outline.count("</ul>")
    assert all(f"<b>{name}</b>" in outline for name in HARBOUR)
    assert "reports to it <q>Dive Office reportsTo Chief.</q> <small>[1] stated</small>" in outline
    assert "<ol>\n<li>told.txt, undated\n</ol>" in outline


def test_the_page_says_that_no_line_joins_the_posts(html: str) -> None:
    """What the documents do not say is said to be so."""
    assert words.PAGE["no_line"].format(count=2, names="Chief; Deputy for Ships") in html


def test_the_same_graph_gives_the_same_bytes(html: str) -> None:
    """In any order of triples, and from a store."""
    triples = list(harbour())
    triples.reverse()
    store = OxigraphStore()
    store.load(dump_ntriples(triples))
    assert render_chart(triples) == html
    assert render_chart(store) == html


def test_the_seed_of_hashes_does_not_matter() -> None:
    """Two processes with different seeds write the same page."""
    program = (
        "import sys, hashlib; from iceorg.store import OxigraphStore; from iceorg.chart import render_chart;"
        "store = OxigraphStore(); store.load(sys.stdin.buffer.read());"
        "print(hashlib.sha256(render_chart(store).encode()).hexdigest())"
    )
    run = [
        subprocess.run(
            [sys.executable, "-c", program],
            input=dump_ntriples(harbour()),
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert run[0] == run[1] != b""


def test_the_policy_names_every_script_and_style_by_its_digest(html: str) -> None:
    """Nothing else may run, and nothing is unsafe."""
    policy = next(
        found["content"] for _, found in Page(html).elements if found.get("http-equiv") == "Content-Security-Policy"
    )
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    inline = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", html, re.DOTALL)
    held = [unpacked(text).decode() for text in re.findall(r'<script type="text/plain".*?>(.*?)</', html)]
    assert (len(inline), len(held)) == (3, 2)
    for text in inline + held:
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in policy


def test_no_element_carries_a_style_or_a_handler(html: str) -> None:
    """The policy would refuse both."""
    attributes = {name for _, found in Page(html).elements for name in found}
    assert "href" in attributes
    assert not [name for name in attributes if name == "style" or name.startswith("on")]


def test_every_id_begins_alike(html: str) -> None:
    """So that no element hides a name of the browser's or of a library."""
    ids = [found["id"] for _, found in Page(html).elements if "id" in found]
    assert len(ids) == len(set(ids)) > 10
    assert all(name.startswith(("c-", "n-")) for name in ids)


def test_the_page_asks_no_host_for_anything(html: str) -> None:
    """Every address in an element is a place on the page; the style sheet loads nothing."""
    elements = Page(html).elements
    loading = ("src", "href", "srcset", "data", "action", "poster", "xlink:href", "formaction")
    assert {found[name] for _, found in elements for name in loading if name in found} == {"#c-tree"}
    assert not {"link", "iframe", "img", "object", "embed", "base", "form"} & {tag for tag, _ in elements}
    style = html[html.index("<style>") : html.index("</style>")]
    assert not re.findall(r"url\(|@import|image-set|//", style)


def test_the_page_script_names_no_host_and_makes_no_mark_up() -> None:
    """Names of XML's own are the only addresses in it, and text goes on the page as text."""
    script = joined_script()
    namespaces = r"http://www\.w3\.org/(?:2000/svg|2001/XMLSchema#|1999/02/22-rdf-syntax-ns#)"
    assert not re.findall(r"https?:", re.sub(namespaces, "", script))
    assert not re.findall(r"fetch\(|XMLHttp|WebSocket|EventSource|sendBeacon|import\(", script)
    assert not re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|Function\(|setHTML", script)


def test_the_page_without_data_is_small() -> None:
    """At most 300 kB, most of it vis-network; of our own script, style sheet and mark-up at most 90 kB."""
    html = render_chart(())
    assert len(html.encode()) <= 300_000
    bare = re.sub(r'<script type="application/json".*?</script>|<script [^>]*id="c-engine".*?</script>', "", html)
    assert len(bare.encode()) <= 90_000


def test_the_engine_comes_from_pyvis(html: str) -> None:
    """vis-network is nowhere in the source tree; the page carries it packed, letter for letter."""
    assert "vis-network" in read_engine()
    held = re.search(r'<script type="text/plain" id="c-engine">(.*?)</script>', html)
    assert held
    assert unpacked(held[1]).decode() == read_engine()


def test_drawing_does_not_load_a_notebook_until_somebody_uses_it() -> None:
    """Importing pyvis asks for it; whoever then uses it finds it as ever."""
    program = (
        "import sys; from iceorg.chart import render_chart; render_chart(())\n"
        "assert sys.modules.keys().isdisjoint({'jsonpickle', 'IPython'})\n"
        "import networkx; from pyvis.network import Network\n"
        "network = Network(); network.from_nx(networkx.path_graph(3))\n"
        "from pyvis.network import IFrame; from IPython.display import IFrame as real\n"
        "print(len(network.nodes), len(network.to_json()) > 100, type(IFrame('x.html', 1, 1)) is real)"
    )
    told = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    assert told == "3 True True\n"


def test_a_data_block_cannot_be_closed_from_within() -> None:
    """What could end it is written as an escape, and comes back as it was."""
    text = "</script><!--<script>&\u2028\u2029"
    block = in_block({"label": text})
    assert not set("<>&\u2028\u2029") & set(block)
    assert json.loads(block) == {"label": text}


def test_a_page_without_data_is_small() -> None:
    """It goes with every mail: 600 kB at most, 110 of them without what draws the network."""
    html = render_chart([])
    engine = re.search(r'id="c-engine">([^<]+)<', html)
    assert engine is not None
    assert len(html.encode()) < 600_000
    assert 20_000 < len(html.encode()) - len(engine[1]) < 110_000


def test_a_page_in_english_is_ascii() -> None:
    """Which browsers read in half the time; what people see of other signs is there."""
    html = render_chart(harbour())
    assert html.isascii()
    assert any("↑" in key for key, _ in page_words()["keys"])


@pytest.mark.parametrize(
    "label", ["Café " + "office " * 40, "Υπουργείο Παιδείας", "厚生労働省", "Office 😀 " + "of things " * 30]
)
def test_letters_beyond_ascii_come_back(label: str) -> None:
    """Few of them as escapes, many as they are."""
    block = in_block({"label": label})
    assert json.loads(block) == {"label": label}
    assert block.isascii() is (label.count("o") > 20)


def test_hostile_text_adds_no_element() -> None:
    """A page of hostile names has the elements of a page of plain ones, and the names as text."""
    plain = Page(render_chart(hostile_graph([f"name {number}" for number in range(len(PAYLOADS))])))
    hostile = Page(render_chart(hostile_graph(PAYLOADS)))
    assert len(PAYLOADS) >= 25
    counted = {tag: plain.tags().count(tag) for tag in plain.tags() if tag != "text"}
    assert {tag: hostile.tags().count(tag) for tag in hostile.tags() if tag != "text"} == counted


def test_an_empty_graph_has_a_page() -> None:
    """It says that there is nothing to show."""
    assert str(escape(words.PAGE["no_things"])) in render_chart(())


def test_every_kind_line_and_status_has_words() -> None:
    """Nothing on the page is left without a name."""
    from iceorg.chart.relations import RELATIONS
    from iceorg.chart.tree import KIND_ORDER

    assert list(words.LINES) == [relation.key for relation in RELATIONS]
    assert set(words.KINDS) == set(KIND_ORDER)
    assert set(words.STATUSES) == {status for status in Status if status.asserted}
    assert {kind for kind, _ in words.LEGEND} <= set(words.LINES)


def test_the_page_uses_each_of_its_words() -> None:
    """A sentence that nothing shows is not kept."""
    shown = joined_script() + "".join(page._asset(f"templates/{name}.html") for name in ("chart", "outline"))
    in_python = {"no_line"}
    assert not [
        key for key in words.PAGE if key not in in_python and not re.search(rf'\b(page|words)\.{key}\b|"{key}"', shown)
    ]


def test_the_page_has_all_the_words_that_it_uses() -> None:
    """None is missing when it is to be shown."""
    script = joined_script()
    used = set(re.findall(r"(?<![\w.])(?:graph\.|app\.graph\.)?words\.(\w+)\b(?!\()", script))
    assert len(used) > 50
    assert used - set(page_words()) <= {"length"}
