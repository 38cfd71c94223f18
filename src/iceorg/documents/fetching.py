"""Documents from elsewhere: what lies at an address that a person gave is fetched, and then read as any file is.

Addresses are those of fsspec: `https://` for one page, `s3://`, `gs://`, `sftp://` and others for files and folders, each
with the package that fsspec names for it.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit, urlunsplit

from iceorg.documents.finding import MOST_FILES, Found, found_files, shown
from iceorg.documents.formats import ARCHIVES, ending_of, is_document, known_endings, most_bytes
from iceorg.documents.refusal import Refusal
from iceorg.documents.sources import FILE_NAME
from iceorg.errors import SettingsError, SourceError
from iceorg.model import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from iceorg.documents.limits import Limits

_ADDRESS: Final = re.compile(r"\A[a-z][a-z0-9+.-]+(?:://|::)", re.IGNORECASE)
_WEB: Final = ("http://", "https://")
_SECRET: Final = re.compile(r"(?i)(?:signature|sig|token|key|credential|password|secret)=")
"""What is in the query of an address that lets in whoever has it."""
_AT_ONCE: Final = 16
"""Files that are fetched at once: most of the time of each is waiting."""
_PIECE: Final = 1_000_000
_BY_MEDIA_TYPE: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/zip": ".zip",
    "application/warc": ".warc",
    "application/wacz": ".wacz",
}
"""The ending that a page of the web has no need of, by what its server says that it is."""


@dataclass(frozen=True, slots=True)
class Remote:
    """A file elsewhere: its path in its file system, its name for people, its bytes if they are known."""

    path: str
    name: str
    size: int | None


def is_address(place: str) -> bool:
    r"""Whether documents lie elsewhere: not in a file or folder of this machine.

    >>> [is_address(place) for place in ("s3://pages/2016", "https://agency.example/about", "pages", r"C:\pages")]
    [True, True, False, False]
    """
    return _ADDRESS.match(place) is not None


@contextmanager
def found_anywhere(places: Sequence[Path | str], limits: Limits) -> Iterator[tuple[list[Found], list[Refusal]]]:
    """Give the files to read, and those that are refused unread; what lies elsewhere is here as long as the block lasts.

    Args:
        places: Files, folders and addresses.
        limits: What is larger is not fetched.

    Raises:
        SourceError: Nothing is there, or it does not answer.
        SettingsError: Nothing that is installed reads such an address.
    """
    addresses = [place for place in places if isinstance(place, str) and is_address(place)]
    found, refused = found_files([Path(place) for place in places if place not in addresses])
    if not addresses:
        yield found, refused
        return
    with TemporaryDirectory(prefix="iceorg-") as folder:
        for number, address in enumerate(addresses):
            here = Path(folder, str(number))
            here.mkdir()
            files, lost = _fetched(address, here, limits)
            found += files
            refused += lost
        yield found, refused


def _fetched(address: str, here: Path, limits: Limits) -> tuple[list[Found], list[Refusal]]:
    """Fetch what lies at an address into a folder; return what is to be read there, and what is refused."""
    system, path = _system(address)
    if _is_local(system):
        return found_files([Path(path)])
    try:
        files, refused = _told_apart(_listed(system, path, address), limits)
        fetch = partial(_fetch, system, here, limits)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            refused += filter(None, pool.map(fetch, files))
    except Exception as error:  # the libraries of file systems raise what they like
        if isinstance(error, SourceError):
            raise
        raise SourceError(f"cannot be fetched ({_reason(error)})", where=public(address), hint=_hint(error)) from error
    if not address.lower().startswith(_WEB):
        found, more = found_files([here])
        return found, refused + more
    found, more = found_files([here / file.name for file in files if (here / file.name).exists()])
    return [replace(file, about=Source(original_address=public(address))) for file in found], refused + more


def _system(address: str) -> tuple[Any, str]:
    """Return the file system of an address, and the path there."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        hint = "install it with pip install 'iceorg[remote]'"
        raise SettingsError("fsspec is not installed", where=public(address), hint=hint) from error
    # A person's proxy holds here as everywhere.
    options = {"client_kwargs": {"trust_env": True}} if address.lower().startswith(_WEB) else {}
    try:
        system, path = url_to_fs(address, **options)
    except (ImportError, ValueError) as error:
        hint = "install the package that is named, or give a file or folder"
        raise SettingsError(
            f"nothing here reads such an address ({_reason(error)})", where=public(address), hint=hint
        ) from error
    except Exception as error:  # as above
        raise SourceError(f"cannot be fetched ({_reason(error)})", where=public(address), hint=_hint(error)) from error
    return system, path


def _is_local(system: Any) -> bool:
    from fsspec.implementations.local import LocalFileSystem

    return isinstance(system, LocalFileSystem)


def _listed(system: Any, path: str, address: str) -> list[Remote]:
    """Return the files at an address, in order of their names, hidden ones left out."""
    if address.lower().startswith(_WEB):
        about = system.info(path)
        return [Remote(path, _page_name(address, about.get("mimetype") or ""), about.get("size"))]
    if system.isfile(path):
        return [Remote(path, PurePosixPath(path).name, system.info(path).get("size"))]
    entries = system.find(path, detail=True)
    if not entries:
        raise SourceError("there is no such file or folder", where=public(address), hint="check the address")
    root = path.strip("/")
    files = (
        Remote(name, name.strip("/").removeprefix(root).strip("/"), about.get("size"))
        for name, about in sorted(entries.items())
        if about.get("type") == "file"
    )
    return [file for file in files if not any(part.startswith(".") for part in _parts(file.name) if part != "..")]


def _page_name(address: str, media_type: str) -> str:
    """Return a name for a page of the web, with the ending of what its server says it is where it has none."""
    split = urlsplit(address)
    name = unquote(split.path.rstrip("/").rpartition("/")[2]).replace("/", "-") or split.hostname or "page"
    ending = ending_of(name)
    if is_document(ending) or ending in ARCHIVES:
        return name
    return name + _BY_MEDIA_TYPE.get(media_type.partition(";")[0].strip().lower(), "")


def _told_apart(files: Iterable[Remote], limits: Limits) -> tuple[list[Remote], list[Refusal]]:
    """Return the files that are worth fetching, and why the others are not."""
    fetched, refused = [], []
    every = iter(files)
    for file in islice(every, MOST_FILES):
        if fault := _fault(file, limits):
            refused.append(fault)
        else:
            fetched.append(file)
    if after := next(every, None):
        words = f"comes after {MOST_FILES} other files"
        refused.append(Refusal(shown(after.name), "too-many", words, "give smaller folders"))
    return fetched, refused


def _fault(file: Remote, limits: Limits) -> Refusal | None:
    name, ending = shown(file.name), ending_of(file.name)
    if not _parts(file.name) or {"", ".", ".."} & set(_parts(file.name)) or "\0" in file.name:
        return Refusal(name, "unsafe-name", "has a name that leads out of its folder", "rename it")
    if PurePosixPath(file.name).name == FILE_NAME:
        return None
    if not is_document(ending) and ending not in ARCHIVES:
        endings = ", ".join(known_endings())
        return Refusal(name, "unknown-format", f"ends in {ending or 'nothing'!r}", f"documents end in {endings}")
    if file.size is not None and file.size > _most(ending, limits):
        return Refusal(name, "too-large", f"is larger than {_most(ending, limits)} bytes", "split it")
    return None


def _most(ending: str, limits: Limits) -> int:
    """Return how many bytes are fetched of a file."""
    return limits.archive if ending in ARCHIVES or ending.endswith(".gz") else most_bytes(ending, limits)


def _fetch(system: Any, here: Path, limits: Limits, file: Remote) -> Refusal | None:
    """Fetch a file into a folder, no more of it than is read; return why that failed, if it did."""
    target = here / file.name
    left = _most(ending_of(file.name), limits) + 1
    # A page of the web comes as a stream: in blocks, servers that know no ranges would send it anew for each.
    how = {"block_size": 0} if "http" in _protocols(system) else {}
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with system.open(file.path, "rb", **how) as source, target.open("wb") as copy:
            while left > 0 and (piece := source.read(min(_PIECE, left))):
                left -= copy.write(piece)
    except Exception as error:  # noqa: BLE001 - as above
        target.unlink(missing_ok=True)
        return Refusal(shown(file.name), "unreadable", f"cannot be fetched ({_reason(error)})", _hint(error))
    return None


def _protocols(system: Any) -> tuple[str, ...]:
    return (system.protocol,) if isinstance(system.protocol, str) else tuple(system.protocol)


def _parts(name: str) -> list[str]:
    return name.split("/")


def public(address: str) -> str:
    """Return an address without what lets in whoever has it.

    >>> public("https://me:mine@agency.example/about?page=2#top"), public("https://a.example/x.pdf?X-Signature=abc")
    ('https://agency.example/about?page=2', 'https://a.example/x.pdf')
    """
    split = urlsplit(address)
    query = "" if _SECRET.search(split.query) else split.query
    return urlunsplit((split.scheme, split.netloc.rpartition("@")[2], split.path, query, ""))


def _reason(error: BaseException) -> str:
    """Return what is wrong, on one line and without addresses, which may hold what lets in."""
    words = " ".join(re.sub(r"\b[a-z0-9+.-]+://\S+", "the address", str(error)).split())[:200]
    return words or type(error).__name__


def _hint(error: BaseException) -> str:
    return "check the address" if isinstance(error, FileNotFoundError) else "check the address and who may read it"
