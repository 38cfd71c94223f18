"""Documents that lie elsewhere: file systems of fsspec, and a web server of our own on this machine."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, ClassVar
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from fsspec.implementations.memory import MemoryFileSystem

from iceorg.cli.main import main
from iceorg.documents import Limits, read_documents
from iceorg.errors import SettingsError, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
"""fsspec leaves the closing of its connections to the collection of rubbish."""
FILES = {
    "tides.txt": "The Office of Tides reports to the Director of Waters.\n",
    "below/reefs.md": "# Reefs\n\nThe Office of Reefs reports to the Director of Waters.\n",
    "below/sources.toml": '[[document]]\nfile = "reefs.md"\npublisher = "The Agency"\n\n[[document]]\nfile = "gone.md"\n',
    "photo.jpg": "not a document",
    ".hidden.txt": "The Hidden Office reports to the Director of Waters.\n",
}


@pytest.fixture
def both(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The same files in a folder of this machine and at an address."""
    elsewhere = MemoryFileSystem()
    for name, text in FILES.items():
        path = tmp_path / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        elsewhere.pipe(f"/bucket/pages/{name}", text.encode())
    yield tmp_path / "pages", "memory://bucket/pages"
    elsewhere.rm("/bucket", recursive=True)


def test_what_is_elsewhere_is_read_as_what_is_here(both: tuple[Path, str]) -> None:
    """The same documents with the same names, what is known of them, the same refusals and the same notes."""
    here, elsewhere = both
    intake = read_documents([elsewhere])
    assert intake == read_documents([here])
    assert [document.name for document in intake.documents if document.source.publisher] == ["below/reefs.md"]
    assert [refusal.name for refusal in intake.refused] == ["photo.jpg"]


def test_a_build_gives_the_same_bytes(both: tuple[Path, str], tmp_path: Path) -> None:
    """Whether the documents are here, elsewhere, or at an address of this machine."""
    here, elsewhere = both
    outs = []
    for number, place in enumerate((str(here), elsewhere, f"file://{here}")):
        out = tmp_path / str(number)
        done = CliRunner().invoke(main, ["build", place, "--out", str(out)])
        assert done.exit_code == 0, done.output
        outs.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert outs[0] == outs[1] == outs[2]


def test_one_file_elsewhere(both: tuple[Path, str]) -> None:
    """It can be named itself, beside files that are here."""
    here, elsewhere = both
    intake = read_documents([f"{elsewhere}/below/reefs.md", here / "tides.txt"])
    assert {document.name for document in intake.documents} == {"reefs.md", "tides.txt"}


def test_what_is_too_large_is_not_fetched(both: tuple[Path, str]) -> None:
    """It is refused by the size that its file system tells."""
    _, elsewhere = both
    (refusal,) = read_documents([f"{elsewhere}/tides.txt"], limits=Limits(document=20)).refused
    assert (refusal.name, refusal.code) == ("tides.txt", "too-large")


def test_a_name_that_leads_out_of_its_folder_is_refused(tmp_path: Path) -> None:
    """Nothing is written there."""
    with ZipFile(tmp_path / "evil.zip", "w") as packed:
        packed.writestr("pages/good.txt", FILES["tides.txt"])
        packed.writestr("pages/../../evil.txt", FILES["tides.txt"])
    intake = read_documents([f"zip://pages::file://{tmp_path}/evil.zip"])
    assert [document.name for document in intake.documents] == ["good.txt"]
    assert [refusal.code for refusal in intake.refused] == ["unsafe-name"]


@pytest.mark.parametrize(
    ("address", "error", "said"),
    [
        ("memory://nowhere", SourceError, "there is no such file or folder"),
        ("http://127.0.0.1:1/about", SourceError, "cannot be fetched"),
        ("tide://pages", SettingsError, "nothing here reads such an address"),
    ],
)
def test_where_nothing_is(address: str, error: type[Exception], said: str) -> None:
    """Is told in words, with the address."""
    with pytest.raises(error, match=said) as told:
        read_documents([address])
    assert address in str(told.value)


# ------------------------------------------------------------------ pages of the web


PAGE = b"<!doctype html><title>Offices</title><p>The Office of Tides reports to the Director of Waters.</p>"


@dataclass
class Web:
    """A web server: its address, and what it was asked for."""

    address: str
    asked: list[str] = field(default_factory=list)


@contextmanager
def web() -> Iterator[Web]:
    """Run a server that has one page, a page that is larger than it says, and nothing else."""

    class Handler(BaseHTTPRequestHandler):
        asked: ClassVar[list[str]] = []

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_GET(self) -> None:
            self.asked.append(self.path)
            found = "about" in self.path or "endless" in self.path
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            if found and self.command == "GET":
                self.wfile.write(PAGE * (1_000 if "endless" in self.path else 1))

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield Web(f"http://127.0.0.1:{server.server_port}", Handler.asked)
        server.shutdown()


def test_a_page_of_the_web(tmp_path: Path) -> None:
    """Is a document as its server says, and known by its address, without what lets in."""
    with web() as site:
        address = site.address.replace("://", "://me:mine@")
        (document,) = read_documents([f"{address}/org/about-offices?page=2#top"]).documents
    assert (document.name, document.media_type) == ("about-offices.html", "text/html")
    assert document.source.original_address == f"{site.address}/org/about-offices?page=2"


def test_a_page_of_the_web_that_is_too_large(tmp_path: Path) -> None:
    """No more of it is fetched than is needed to know that."""
    with web() as site:
        intake = read_documents([f"{site.address}/endless"], limits=Limits(document=5_000))
    assert [refusal.code for refusal in intake.refused] == ["too-large"]


def test_a_page_that_is_not_there() -> None:
    """Is told without the password in its address."""
    with web() as site, pytest.raises(SourceError, match="cannot be fetched") as told:
        read_documents([site.address.replace("://", "://me:mine@") + "/gone"])
    assert "mine" not in str(told.value)


def test_a_proxy_is_gone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """That of the surroundings, as for every other connection of the machine."""
    with web() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.address)
        (document,) = read_documents(["http://agency.example/about"]).documents
    assert document.source.original_address == "http://agency.example/about"
    assert set(proxy.asked) == {"http://agency.example/about"}
