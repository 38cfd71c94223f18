"""Web archives (WARC and WACZ): each page that a server answered with is a document, under its address and the day of its capture.

No address is asked for anything. A page that was chunked or packed on its way is taken as its server meant it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC
from io import BytesIO
from typing import IO, TYPE_CHECKING, Final

from iceorg.documents.contacts import Way, find_contacts
from iceorg.documents.decode import Fault
from iceorg.documents.finding import shown
from iceorg.documents.formats import most_bytes
from iceorg.documents.masking import masked
from iceorg.documents.members import Member, Passed
from iceorg.documents.refusal import Refusal
from iceorg.documents.zipped import DAMAGED, entries_of, opened_zip, place_fault, sealed_fault
from iceorg.model import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime
    from io import BufferedReader

    from fastwarc.stream_io import WarcReader
    from fastwarc.warc import ArchiveIterator, WarcRecord

    from iceorg.documents.limits import Limits

_ENDINGS: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
"""What a page is, by what its server calls it."""
_DONE: Final = 200
_LONGEST_ADDRESS: Final = 1000
_KIND: Final = re.compile(r"[\w.+-]{1,40}/[\w.+-]{1,80}")
_WARC: Final = re.compile(r"archive/.+\.warc(?:\.gz)?", re.IGNORECASE)
_CHUNK: Final = re.compile(r"[0-9A-Fa-f]{1,8}[ \t]{0,8}[;\r\n]")
_LONGEST_CHUNK_SIZE: Final = 20
_GZIP_SIGN: Final = b"\x1f\x8b"
_META: Final = re.compile(
    r"(?:<meta[^>]{1,200}?charset|<\?xml[^>]{1,100}?encoding)\s{0,8}=\s{0,8}[\"']?([\w.:-]{1,40})", re.IGNORECASE
)
_META_WITHIN: Final = 2048
_MISSING: Final = Fault(
    "not-installed",
    "is a web archive, and the library that reads them is not installed",
    "install it with pip install 'iceorg[web-archives]'",
)


@dataclass(slots=True)
class Budget:
    """How much more of an archive is read.

    Args:
        limits: What it may come to.
        size: How large the archive is.
        records: Records met.
        told: Bytes that they say they have.
        read: Bytes of the pages read.
    """

    limits: Limits
    size: int
    records: int = 0
    told: int = 0
    read: int = 0

    def spent(self) -> Fault | None:
        """Return why no more is read, or None."""
        if self.records > self.limits.records:
            return Fault("too-many", f"has more than {self.limits.records} records", "split it")
        if self.read > self.limits.unpacked:
            return Fault("too-large", f"has pages of more than {self.limits.unpacked} bytes", "split it")
        if self.limits.is_bomb(self.size, self.told):
            return Fault("bomb", f"unpacks to more than {self.limits.ratio} times its size", "leave it out")
        return None


def wacz_members(name: str, stream: BufferedReader, limits: Limits) -> Iterator[Member | Refusal | Passed]:
    """Yield the pages of all WARC files in a WACZ file."""
    archive = opened_zip(stream, limits)
    if isinstance(archive, Fault):
        yield Refusal.of(name, archive)
        return
    budget = Budget(limits, stream.seek(0, 2))
    with archive:
        for entry in entries_of(archive):
            path = f"{name}/{shown(entry.path)}"
            if not _WARC.fullmatch(entry.path):
                yield Passed("list or description of the archive")
            elif fault := place_fault(entry) or sealed_fault(entry):
                yield Refusal.of(path, fault)
            else:
                try:
                    with archive.open(entry.info) as warc:
                        yield from warc_members(path, warc, budget)
                except DAMAGED:
                    yield Refusal(path, "broken", "is damaged within its archive", "copy it again")


def warc_members(name: str, stream: IO[bytes], budget: Budget) -> Iterator[Member | Refusal | Passed]:
    """Yield what comes of each record of a WARC file; of one that is damaged, of those before the damage."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        yield Refusal.of(name, _MISSING)
        return
    # No address is given to the library, which would open it.
    records = ArchiveIterator(stream, record_types=WarcRecordType.any_type, fsspec_args=False)
    before = budget.records
    try:
        yield from _read_all(name, records, budget)
    except (OSError, ValueError):
        number = budget.records - before
        yield Refusal(name, "broken", f"is no web archive, or is damaged behind record {number}", "copy it again")


def _read_all(name: str, records: ArchiveIterator, budget: Budget) -> Iterator[Member | Refusal | Passed]:
    for record in records:
        budget.records += 1
        budget.told += record.content_length
        if fault := budget.spent():
            yield Refusal.of(name, fault)
            return
        result = member_of(record, budget.limits)
        if isinstance(result, Member):
            budget.read += len(result.data)
        yield result


def member_of(record: WarcRecord, limits: Limits) -> Member | Refusal | Passed:
    """Return the page that a record holds, why it is refused, or what it is that is no page."""
    address = address_of(record)
    why, ending = kind_of(record, address)
    if why:
        return Passed(why)
    most = most_bytes(ending, limits)
    try:
        body = _all_of(record.reader, most)
        if len(body) < min(record.content_length, most):
            return Refusal(address, "broken", "is cut off within its archive", "copy the archive again")
        data = _as_meant(record, body, most)
    except OSError:
        return Refusal(address, "broken", "cannot be unpacked as its server says that it is packed", "capture it again")
    about = Source(captured=day_of(record), original_address=address)
    return Member(address, ending, data, address, about, charset=charset_of(record, ending, data))


def day_of(record: WarcRecord) -> date | None:
    """Return the day of a capture, by universal time; None if the record does not tell it."""
    moment: datetime | None = record.record_date  # whatever the library promises
    return moment.astimezone(UTC).date() if moment else None


def address_of(record: WarcRecord) -> str:
    """Return the address of a page, without e-mail addresses that it may have in it."""
    told = (record.headers.get("WARC-Target-URI") or "").strip()
    address = shown(told[1:-1] if told.startswith("<") else told)
    return masked(address, [one for one in find_contacts(address) if one.why == Way.E_MAIL])


def kind_of(record: WarcRecord, address: str) -> tuple[str, str]:
    """Return why a record is no page, or nothing and the ending of what the page is."""
    from fastwarc.warc import WarcRecordType

    if record.record_type != WarcRecordType.response:
        return f"records of type {record.record_type}", ""
    if not record.is_http_parsed or not address:
        return "answers that are no web pages", ""
    status = record.http_headers.status_code
    if status != _DONE:
        return f"answers with status {status}", ""
    kind = (record.http_content_type or "").strip().lower()
    if kind not in _ENDINGS:
        return kind if _KIND.fullmatch(kind) else "of no kind that is told", ""
    if address.endswith("/robots.txt"):
        return "robots.txt", ""
    return ("addresses too long to be told", "") if len(address) > _LONGEST_ADDRESS else ("", _ENDINGS[kind])


def charset_of(record: WarcRecord, ending: str, data: bytes) -> str:
    """Return how a page says that its characters are written: its server, else the page itself; nothing if neither does."""
    if record.http_charset or ending != ".html":
        return record.http_charset or ""
    found = _META.search(data[:_META_WITHIN].decode("latin-1"))
    return found[1] if found else ""


def _as_meant(record: WarcRecord, body: bytes, most: int) -> bytes:
    """Return a page without what was done to it on its way; some archives say so of what they have undone."""
    ways = record.http_headers.get("Transfer-Encoding") or "", record.http_headers.get("Content-Encoding") or ""
    transfer, content = (way.strip().lower() for way in ways)
    if "chunked" in transfer and _CHUNK.match(body[:_LONGEST_CHUNK_SIZE].decode("latin-1")):
        body = _unpacked("chunked", body, most)
    if content in {"", "identity"} or (content.endswith("gzip") and not body.startswith(_GZIP_SIGN)):
        return body
    return _unpacked(content, body, most)


def _unpacked(way: str, body: bytes, most: int) -> bytes:
    from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader

    readers: dict[str, Callable[[BytesIO], WarcReader]] = {
        "chunked": ChunkedReader,
        "gzip": GzipReader,
        "x-gzip": GzipReader,
        "deflate": lambda packed: GzipReader(packed, zlib=True),
        "br": BrotliReader,
        "zstd": ZstdReader,
    }
    if way not in readers:
        raise OSError(0, f"packed as {way}")
    return _all_of(readers[way](BytesIO(body)), most)


def _all_of(stream: WarcReader, most: int) -> bytes:
    """Return all that a stream has, or one byte more than the most that is read."""
    parts: list[bytes] = []
    left = most + 1
    while left > 0 and (part := stream.read(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
