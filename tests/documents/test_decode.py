"""Bytes to text."""

from __future__ import annotations

import pytest

from iceorg.documents.decode import Fault, decode


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"Office\r\n", "Office\r\n"),
        (b"\xef\xbb\xbfOffice", "Office"),
        ("Büro".encode("utf-16"), "Büro"),
        (b"\xfe\xff" + "Büro".encode("utf-16-be"), "Büro"),
        (b"\xff\xfe\x00\x00" + "Büro".encode("utf-32-le"), "Büro"),
        ("a\u2028b\x0c".encode(), "a\u2028b\x0c"),
    ],
)
def test_text_is_decoded_by_its_mark_or_as_utf_8(data: bytes, text: str) -> None:
    """The byte-order mark is honoured and left out; nothing else changes."""
    assert decode(data) == text


@pytest.mark.parametrize(
    ("data", "code", "offset"),
    [
        (b"", "empty", None),
        (b" \n\t\xc2\xa0", "empty", None),
        (b"\xef\xbb\xbf", "empty", None),
        (b"Caf\xe9 Office", "not-utf-8", 3),
        (b"\xff\xfea\x00\x00\xd8", "not-utf-16", 4),
        (b"\xff\xfe\x00\x00\xff\xff\xff\xff", "not-utf-32", 4),
        (b"Off\x00ice", "binary", 3),
        (b"%PDF-1.7", "binary", 0),
        (b"PK\x03\x04....", "binary", 0),
        (b"\x89PNG\r\n", "binary", 0),
        (b"\xed\xa0\x80 surrogate", "not-utf-8", 0),
    ],
)
def test_what_is_no_text_is_told_with_its_offset(data: bytes, code: str, offset: int | None) -> None:
    """Nothing is guessed: the fault has a code, the byte's offset, and what to do."""
    fault = decode(data)
    assert isinstance(fault, Fault)
    assert (fault.code, fault.offset) == (code, offset)
    assert fault.message
    assert fault.hint
