"""Install a wheel in a clean environment and use it from another folder: `python try_wheel.py FILE.whl`.

The environment refuses to open any file of this checkout, so that what works here works for a
person who has nothing but the wheel.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import urllib.request
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]

GUARD = f"""
import os, sys
def refuse(event, args):
    if event in ("open", "os.listdir", "os.scandir") and isinstance(args[0], (str, bytes)):
        path = os.path.abspath(os.fsdecode(args[0]))
        if path == {str(ROOT)!r} or path.startswith({str(ROOT) + "/"!r}):
            raise PermissionError(f"out of reach in this trial: {{path}}")
sys.addaudithook(refuse)
"""

COMMANDS = (
    ("build",),
    ("query", "-n", "list-documents"),
    ("query", "SELECT ?post WHERE { ?office org:reportsTo ?post } LIMIT 3"),
    ("ask", "Who reports to the Assistant Secretary?"),
    ("why", "Federal Protective Service", "org:reportsTo"),
    ("check",),
    ("publish", "site"),
    ("publish", "--single-file", "one.html"),
)


def main(wheel: Path) -> None:
    """Install the wheel with the project's pins and run the commands."""
    with tempfile.TemporaryDirectory(prefix="iceorg-wheel-") as folder:
        python = install(wheel, Path(folder) / "venv")
        work = Path(folder) / "work"
        work.mkdir()
        for command in COMMANDS:
            print("wheel: iceorg", *command, flush=True)
            subprocess.run([python.with_name("iceorg"), *command], cwd=work, check=True, stdout=subprocess.DEVNULL)
        serve(python.with_name("iceorg"), work)


def serve(command: Path, work: Path) -> None:
    """Start the server, and look whether the query editor has come along."""
    print("wheel: iceorg serve", flush=True)
    with subprocess.Popen([command, "serve", "--port", "0"], cwd=work, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        address = process.stderr.readline().split()[0]
        try:
            for path in ("", "assets/yasgui.min.js", "assets/site.css", "documents/offices-within-ice.txt"):
                with urllib.request.urlopen(address + path) as answer:  # noqa: S310 - our own server's
                    assert answer.status == 200
        finally:
            process.terminate()


def install(wheel: Path, folder: Path) -> Path:
    """Return the Python of a new environment that holds the wheel and the guard."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    pins = ROOT / "constraints.txt"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--constraint", pins, wheel], check=True)
    packages = subprocess.check_output([python, "-c", "import site; print(site.getsitepackages()[0])"], text=True)
    (Path(packages.strip()) / "trial_guard.py").write_text(GUARD)
    (Path(packages.strip()) / "trial_guard.pth").write_text("import trial_guard\n")
    refused = subprocess.run([python, "-c", f"open({str(pins)!r})"], check=False, capture_output=True, text=True)
    assert "out of reach" in refused.stderr, "the guard does not guard"
    return python


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
