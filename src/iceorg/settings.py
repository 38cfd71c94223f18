"""Settings: flags, then `ICEORG_*` variables, then `iceorg.toml`, then the defaults below.

One frozen object is made at the edge, in `cli`; below it, functions take the values they need.
No other module reads the environment.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from iceorg.errors import SettingsError, close_to
from iceorg.vocab import ID_BASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from iceorg.documents import Limits
    from iceorg.store import Access

FILE: Final = "iceorg.toml"
CURATION: Final = Path("data", "curation")
"""Where a project keeps people's decisions: they are found there, seen from the current folder."""
NO_CURATION: Final = False
"""The value of the setting `curation` by which no decisions count, also where a project has some."""
PREFIX: Final = "ICEORG_"
KEY: Final = "ICEORG_MODEL_KEY"
"""The variable of the key to a language model's server; it is no setting, so that no file can hold it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person may choose for a whole project.

    Args:
        out: The result folder: where `build` writes and every other command reads.
        base: What the IRIs of things begin with; ends in `/` or `#`.
        jobs: Processes that read documents at once, None for as many as help; the result does not depend on it.
        strict: Whether a document that was not read, or any other problem, makes `build` exit with 1.
        built_on: The date that the graph gives as its own; none by default, so that a rebuild
            gives the same bytes.
        reader: Who reads the documents: `rules`, a language `model`, or `both`.
        model: The name of the language model, as its server knows it.
        model_url: The base address of a server with the OpenAI-compatible chat interface.
        model_replies: The folder in which the model's replies are kept.
        model_accept: Which of a model's facts are asserted: the `proved` ones, or `none`, for review.
        model_format: How the form of an answer is asked for: `schema`, `json` or `text`.
        model_timeout: Seconds after which a reply that is not complete is given up.
        model_price: What a million tokens of requests and of replies cost, such as `0.5/1.5`.
        offline: Whether no model may be asked: all replies are kept already.
        curation: A file of people's decisions, or a folder of them; by default `data/curation` in the current folder,
            if files lie there; `false` leaves them.
        max_requests: How many requests a run may make; as many as it takes, if not given.
        scheduler: The Dask scheduler whose workers read documents; none if this machine does.
        limits: What a file may come to; in variables and flags as `NAME=NUMBER`, joined by commas, in the file as a table.
    """

    out: Path = Path("build")
    base: str = ID_BASE
    jobs: int | None = None
    strict: bool = False
    built_on: date | None = None
    reader: str = "rules"
    model: str = ""
    model_url: str = ""
    model_replies: Path = Path("model-replies")
    model_accept: str = "proved"
    model_format: str = "schema"
    model_timeout: int = 300
    model_price: tuple[float, float] | None = None
    offline: bool = False
    max_requests: int | None = None
    curation: Path | None = None
    scheduler: str = ""
    limits: Limits | None = None


def load_settings(
    flags: Mapping[str, Any] | None = None,
    *,
    environment: Mapping[str, str] = os.environ,
    folder: Path = Path(),
    own: bool = False,
) -> Settings:
    """Return the settings of a run.

    Args:
        flags: Values from the command line; None stands for a flag that was not given.
        environment: Variables such as `ICEORG_OUT`.
        folder: Where `iceorg.toml` and `data/curation` are looked for.
        own: Whether a person's own documents are read: decisions that come with the bundled ones are not about them.

    Raises:
        SettingsError: A name is unknown or a value is not of its kind.

    Example:
        >>> load_settings({"jobs": None}, environment={"ICEORG_JOBS": "4"}, folder=Path("/nowhere")).jobs
        4
    """
    values = _from_file(folder / FILE)
    values |= {name: _read(name, environment[v], v) for name in _READERS if (v := PREFIX + name.upper()) in environment}
    values |= {name: value for name, value in (flags or {}).items() if value is not None}
    curation = values.pop("curation", None)
    if curation is None:
        curation = found_curation(folder, own=own)
    return Settings(**values, curation=curation or None)


def found_curation(folder: Path = Path(), *, own: bool = False) -> Path | None:
    """Return the folder in which a project keeps decisions, if it has files of them.

    Args:
        folder: The project.
        own: Whether decisions that come with the bundled documents are left: other documents are read.

    Example:
        >>> found_curation(Path("/nowhere")) is None
        True
    """
    found = folder / CURATION
    if not any(found.glob("*.toml")) or (own and found.samefile(data_folder() / CURATION.name)):
        return None
    return found


def model_key(environment: Mapping[str, str] = os.environ) -> str:
    """Return the key that the language model's server wants: from the environment alone, never from a file.

    >>> model_key({})
    ''
    """
    return environment.get(KEY, "").strip()


def model_proxy(url: str, environment: Mapping[str, str] = os.environ) -> str:
    """Return the proxy over which the language model's server is reached, as people's systems name it; "" for none.

    Args:
        url: The server's address.
        environment: Variables: `HTTPS_PROXY` and `HTTP_PROXY` by the address's kind, else `ALL_PROXY`; `NO_PROXY` for servers
            that are reached directly. What is sent to this machine itself is never sent over a proxy.

    Example:
        >>> around = {"https_proxy": "http://proxy.example:3128", "NO_PROXY": "inside.example"}
        >>> model_proxy("https://models.example/v1", around), model_proxy("https://m.inside.example/v1", around)
        ('http://proxy.example:3128', '')
    """
    from urllib.parse import urlsplit

    def named(name: str) -> str:
        return environment.get(name) or environment.get(name.upper()) or ""

    try:
        kind, host, port = (parts := urlsplit(url)).scheme, parts.hostname or "", parts.port
    except ValueError:
        return ""
    direct = {name.strip().lower().lstrip(".") for name in named("no_proxy").split(",")}
    if _is_here(host) or "*" in direct or direct & {*_domains(host), *_domains(f"{host}:{port}")}:
        return ""
    return named(f"{kind}_proxy") or named("all_proxy")


def _domains(host: str) -> Iterator[str]:
    """Yield a host and every domain that it is in.

    >>> list(_domains("a.b.example"))
    ['a.b.example', 'b.example', 'example']
    """
    while host:
        yield host
        host = host.partition(".")[2]


def _is_here(host: str) -> bool:
    """Whether a host is this machine itself."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def data_folder() -> Path:
    """Return the folder of the bundled data, `documents/` among them."""
    return _bundled("data")


def ontology_folder() -> Path:
    """Return the folder of the ontology and its shapes."""
    return _bundled("ontology")


def state_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder for what is kept from one use to the next, such as the history of the prompt.

    >>> state_folder({"XDG_STATE_HOME": "/tmp/state"}).as_posix()
    '/tmp/state/iceorg'
    """
    base = environment.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(base) / "iceorg"


def load_access(environment: Mapping[str, str] = os.environ) -> Access:
    """Return what proves to servers who asks; it is taken from the environment alone, where other people do not see it.

    >>> load_access({"ICEORG_USER": "ann", "ICEORG_PASSWORD": "secret"})
    Access(user='ann')

    Raises:
        SettingsError: `ICEORG_HEADERS` has a line that is no header.
    """
    from iceorg.store import Access

    user, password, headers = (environment.get(PREFIX + name, "") for name in ("USER", "PASSWORD", "HEADERS"))
    return Access.read(user, password, headers, where=f"{PREFIX}HEADERS")


def shows_colours(environment: Mapping[str, str] = os.environ) -> bool:
    """Return whether a terminal is to be written to in colours: not where `NO_COLOR` has any value, and on no dumb one.

    >>> shows_colours({"TERM": "xterm"}), shows_colours({"TERM": "xterm", "NO_COLOR": "1"}), shows_colours({})
    (True, False, False)
    """
    return not environment.get("NO_COLOR") and environment.get("TERM", "dumb") != "dumb"


def _bundled(name: str) -> Path:
    """Return the folder's copy in an installed wheel, else the original beside the source tree."""
    package = Path(__file__).parent
    for folder in (package / f"_{name}", package.parents[1] / name):
        if folder.is_dir():
            return folder
    raise SettingsError(f"the folder {name}/ is missing from the installation", hint="install iceorg again")


def _from_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    import tomllib

    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"not readable as TOML: {error}", where=str(path)) from error
    return {name: _read(_known(name, path), value, f"{path}: {name}") for name, value in table.items()}


def _known(name: str, path: Path) -> str:
    if name in _READERS:
        return name
    if PREFIX + name.upper() == KEY:
        hint = f"remove it there, and set the variable {KEY}"
        raise SettingsError("a key is taken from the environment only", where=f"{path}: {name}", hint=hint)
    near = close_to(name, _READERS)
    hint = f"did you mean '{near[0]}'?" if near else "known are: " + ", ".join(_READERS)
    raise SettingsError(f"no setting is called '{name}'", where=str(path), hint=hint)


def _read(name: str, value: object, where: str) -> Any:
    try:
        return _READERS[name](value)
    except (TypeError, ValueError) as error:
        raise SettingsError(f"{value!r} will not do: {error}", where=where) from error


def _path(value: object) -> Path:
    if isinstance(value, str) and value:
        return Path(value)
    raise ValueError("a folder is wanted")


def _curation(value: object) -> Path | bool:
    return NO_CURATION if str(value).lower() == "false" else _path(value)


def _base(value: object) -> str:
    if isinstance(value, str) and ":" in value and value.endswith(("/", "#")):
        return value
    raise ValueError("an IRI that ends in / or # is wanted")


def _jobs(value: object) -> int:
    if not isinstance(value, bool) and str(value).isdecimal() and int(str(value)) > 0:
        return int(str(value))
    raise ValueError("a whole number from 1 on is wanted")


def _count(value: object) -> int:
    if not isinstance(value, bool) and str(value).isdecimal():
        return int(str(value))
    raise ValueError("a whole number is wanted")


def _switch(value: object) -> bool:
    words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    if str(value).lower() in words:
        return words[str(value).lower()]
    raise ValueError("true or false is wanted")


def _one_of(*words: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if value in words:
            return str(value)
        raise ValueError(f"{', '.join(words[:-1])} or {words[-1]} is wanted")

    return read


def _words(value: object) -> str:
    if isinstance(value, str) and value.strip() and value.isprintable():
        return value.strip()
    raise ValueError("a name is wanted")


def _price(value: object) -> tuple[float, float]:
    first, _, second = str(value).partition("/")
    prices = float(first), float(second or first)
    if all(0 <= price < 1e6 for price in prices):
        return prices
    raise ValueError("two numbers are wanted, such as 0.5/1.5")


def _limits(value: object) -> Limits:
    from iceorg.documents import Limits  # which takes its time, and few set any

    told = dict(value) if isinstance(value, dict) else dict(_named(part) for part in str(value).split(",") if part)
    known = [each.name for each in fields(Limits)]
    for name in told:
        if name not in known:
            near = close_to(name, known)
            raise ValueError(
                f"no limit is called {name!r}"
                + (f", but one {near[0]!r}" if near else f"; known are {', '.join(known)}")
            )
    return Limits(**{name: _jobs(number) for name, number in told.items()})


def _named(part: str) -> tuple[str, str]:
    name, _, number = part.partition("=")
    return name.strip(), number.strip()


def read_limits(told: Sequence[str]) -> Limits | None:
    """Return the limits that a command line names; None if it names none.

    >>> read_limits([]) is None
    True

    Raises:
        SettingsError: A name is unknown, or no number from 1 on follows.
    """
    found: Limits | None = _read("limits", ",".join(told), "--limit") if told else None
    return found


def _date(value: object) -> date:
    return date.fromisoformat(str(value))


_READERS: Final[dict[str, Callable[[object], Any]]] = {
    "out": _path,
    "base": _base,
    "jobs": _jobs,
    "strict": _switch,
    "built_on": _date,
    "reader": _one_of("rules", "model", "both"),
    "model": _words,
    "model_url": _words,
    "model_replies": _path,
    "model_accept": _one_of("proved", "none"),
    "model_format": _one_of("schema", "json", "text"),
    "model_timeout": _jobs,
    "model_price": _price,
    "offline": _switch,
    "max_requests": _count,
    "curation": _curation,
    "scheduler": _words,
    "limits": _limits,
}
