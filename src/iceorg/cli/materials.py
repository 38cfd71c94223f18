"""Write the bill of materials, `iceorg.cdx.json`: `python -m iceorg.cli.materials [--check]`.

What a plain install brings, by the pins of `constraints.txt`, and the third-party files in the wheel, with licences and digests, in
CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/). A wheel carries it where PEP 770 wants it. `--check` writes nothing and exits 1 if it is stale.
"""

from __future__ import annotations

import json
import re
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from iceorg.pages.vendor import PARTS
from iceorg.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from iceorg.pages.vendor import Part

ROOT: Final = Path(__file__).parents[3]
BILL: Final = ROOT / "iceorg.cdx.json"
_PIN = re.compile(r"^([\w.-]+)==([^\s;]+)", re.MULTILINE)

_MACHINE: Final = {
    "extra": "",
    "implementation_name": "cpython",
    "os_name": "posix",
    "platform_machine": "x86_64",
    "platform_python_implementation": "CPython",
    "platform_system": "Linux",
    "python_full_version": "3.11.7",
    "python_version": "3.11",
    "sys_platform": "linux",
}
"""The machine that the bill is of, whatever it is made on."""


def bill() -> str:
    """Return the bill of materials as JSON; the same pins give the same text."""
    pins = {_normal(name): version for name, version in _PIN.findall((ROOT / "constraints.txt").read_text("utf-8"))}
    libraries = sorted({name for name in needed("iceorg", set()) if name in pins})
    told = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": "iceorg",
                "version": __version__,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            }
        },
        "components": [*(_library(name, pins[name]) for name in libraries), *map(_part, PARTS)],
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def needed(name: str, seen: set[str]) -> Iterator[str]:
    """Yield the names of what a plain install of a package brings on such a machine, directly or through others."""
    from packaging.requirements import Requirement  # which only those who make a wheel need

    for told in metadata.requires(name) or ():
        requirement = Requirement(told)
        other = _normal(requirement.name)
        if other not in seen and (requirement.marker is None or requirement.marker.evaluate(_MACHINE)):
            seen.add(other)
            yield other
            yield from needed(other, seen)


def licence(name: str) -> str:
    """Return what a library says of its licence: the expression, else the classifier, else the first line of its text."""
    about = metadata.metadata(name)
    told = [text for key in ("License-Expression", "License") for text in about.get_all(key) or ()]
    classifiers = [
        text.rpartition(" :: ")[2] for text in about.get_all("Classifier") or () if text.startswith("License")
    ]
    return next((text.partition("\n")[0].strip() for text in [*told[:1], *classifiers, *told] if text), "not stated")


def _library(name: str, version: str) -> dict[str, Any]:
    return {
        "type": "library",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name}@{version}",
        "licenses": [{"license": {"name": licence(name)}}],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "type": "library",
        "name": part.package,
        "version": part.version,
        "description": part.use,
        "purl": f"pkg:npm/{quote(part.package, safe='/')}@{part.version}",
        "licenses": [{"expression": part.licence}],
        "components": [
            {"type": "file", "name": name, "hashes": [{"alg": "SHA-256", "content": digest}]}
            for name, digest in part.files.items()
        ],
    }


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main(arguments: list[str]) -> int:
    """Write the bill, or say that it is stale."""
    text = bill()
    if "--check" not in arguments:
        BILL.write_text(text, encoding="utf-8")
        return 0
    if not BILL.is_file() or BILL.read_text("utf-8") != text:
        sys.stderr.write(f"{BILL.name} is stale: run `python -m iceorg.cli.materials`\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
