"""Pages of invented agencies, and what each of them says: the same documents for the same seed.

`python tests/bench/documents.py FOLDER [DOCUMENTS] [SEED]` writes them, a folder for each agency. A state has ten agencies of ten pages:
a page about the agency, a table of its offices, a list of their branches, one of its leaders, a program, its partners, and four press notices, each with its day.
States are alike in all but names, so that an office of one name is in every state, and is another office in each.

A page says what is planted in it, in sentences, lists and tables, and besides that things of no interest to anybody. Its words are plain ones that
are read well: a fact that many pages lose was lost by their number. How well pages of the world are read is what `tests/eval` asks.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import islice, product
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from iceorg.vocab import iceorg, org, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

FIRST_HALVES: Final = (
    "Nor", "Wes", "Eas", "Har", "Mar", "Mon", "Kel", "Tor", "Bur", "Gal", "Hol", "Lin", "Mel", "Ost", "Pel", "Ros", "Sal", "Tal", "Ul", "Ver",
    "Wal", "Al", "Bran", "Cor", "Dun", "El", "Far", "Gren", "Hel", "Is",
)  # fmt: skip
SECOND_HALVES: Final = (
    "land", "mark", "wick", "moor", "dale", "holm", "stead", "ria", "vania", "burg", "more", "gard", "nia", "via", "wold", "mere", "shire", "ton",
    "ora", "ford", "haven", "ley", "croft", "ridge", "fell", "combe", "thorpe", "minster", "port", "field", "brook", "wood", "gate", "bridge",
)  # fmt: skip
AGENCIES: Final = (
    ("Harbor Authority", "Department of Transport"),
    ("Ferry Administration", "Department of Transport"),
    ("Highway Administration", "Department of Transport"),
    ("Forest Service", "Department of the Interior"),
    ("Mines Administration", "Department of the Interior"),
    ("Water Agency", "Department of the Interior"),
    ("Parks Service", "Department of the Interior"),
    ("Census Bureau", "Department of Commerce"),
    ("Weather Service", "Department of Commerce"),
    ("Patent Agency", "Department of Commerce"),
)
WORK: Final = (
    "Permits",
    "Training",
    "Audits",
    "Outreach",
    "Surveys",
    "Appeals",
    "Research",
    "Records",
    "Licenses",
    "Statistics",
)
TOWNS: Final = (
    "Gull Bay",
    "Heron Bay",
    "Cedar Falls",
    "Otter Falls",
    "Pine Falls",
    "Stone Hill",
    "Maple Hill",
    "Elm Springs",
)
FIRST: Final = (
    "Ana",
    "Clara",
    "David",
    "Emma",
    "Frank",
    "Grace",
    "Henry",
    "Irene",
    "James",
    "Laura",
    "Martin",
    "Nora",
    "Oscar",
    "Paula",
    "Robert",
    "Susan",
)
LAST: Final = (
    "Abbot",
    "Bell",
    "Carver",
    "Diaz",
    "Evans",
    "Foster",
    "Graham",
    "Hunt",
    "Ingram",
    "Keller",
    "Lopez",
    "Mercer",
    "Norton",
    "Owens",
    "Palmer",
    "Quinn",
)
AIMS: Final = (
    "Safe Moorings",
    "Clear Streams",
    "Bright Lanterns",
    "Quiet Nights",
    "Open Gates",
    "Young Rangers",
    "Green Banks",
    "First Steps",
)
GROUPS: Final = (
    "local police departments",
    "trade associations",
    "local fire departments",
    "state and local governments",
    "community organizations",
)
ASIDES: Final = (
    "Visitors are asked to leave dogs at the door.",
    "The hall is open on weekdays from nine to five, and closed on holidays.",
    "Most of the pictures on these pages were taken by volunteers.",
    "It rained for much of the winter, and the lower car park stood under water for two weeks.",
    "A large-print edition of this page can be had at the desk.",
    "Forms that are not signed are sent back by mail.",
    "The old building was repainted last summer, after a long search for the right shade of green.",
    "Please allow two weeks for an answer.",
)  # fmt: skip
PER_AGENCY: Final = 10
"""Pages about an agency."""


@dataclass(frozen=True, order=True)
class Fact:
    """One thing that a page says, in names as people write them."""

    subject: str
    predicate: str
    object: str


@dataclass(frozen=True)
class Page:
    """A document, and every fact of the kinds that are planted which it says."""

    name: str
    text: str
    says: tuple[Fact, ...]


@dataclass(frozen=True)
class Office:
    """An office of an agency, with who heads it, where it is, and its branches."""

    name: str
    head: str
    town: str
    branches: tuple[str, str]


@dataclass(frozen=True)
class Agency:
    """An agency with all that its pages may tell of it."""

    folder: str
    name: str
    department: str
    director: str
    founded: int
    offices: tuple[Office, ...]
    program: str
    partners: tuple[str, ...]


def pages(count: int, seed: int = 0) -> Iterator[Page]:
    """Yield so many pages; fewer are the first ones of more.

    Raises:
        ValueError: There are not so many states.
    """
    if count > len(FIRST_HALVES) * len(SECOND_HALVES) * len(AGENCIES) * PER_AGENCY:
        raise ValueError(f"{count} pages: there are not so many states")
    return islice((page for agency in _agencies(seed) for page in _pages_of(agency)), count)


def write(folder: Path, written: Iterable[Page]) -> None:
    """Write pages into a folder, those of each agency into one of its own."""
    for page in written:
        path = folder / page.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.text, "utf-8")


def _agencies(seed: int) -> Iterator[Agency]:
    for second, first in product(SECOND_HALVES, FIRST_HALVES):
        state = first + second
        random = Random(f"{seed} {state}")  # noqa: S311 - the same each time
        for place, (kind, department) in enumerate(AGENCIES):
            yield _agency(state, f"{state} {kind}", f"{state} {department}", place, random)


def _agency(state: str, name: str, department: str, place: int, random: Random) -> Agency:
    people = [f"{first} {last}" for first, last in product(FIRST, LAST)]
    director, *heads = random.sample(people, 5)
    offices = tuple(
        Office(f"Office of {work}", head, random.choice(TOWNS), (f"{work} Intake Branch", f"{work} Review Branch"))
        for work, head in zip(random.sample(WORK, 4), heads, strict=True)
    )
    others = [f"{state} {kind}" for at, (kind, _) in enumerate(AGENCIES) if at != place]
    partners = (random.choice(others), random.choice(GROUPS))
    program = f"{random.choice(AIMS)} Program"
    folder = f"{state}/{name.removeprefix(state).strip().replace(' ', '-')}".lower()
    return Agency(folder, name, department, director, random.randint(1900, 2005), offices, program, partners)


def _pages_of(agency: Agency) -> Iterator[Page]:
    random = Random(f"{agency.name} {agency.director}")  # noqa: S311 - the same each time
    makers: list[Callable[[Agency, str], Page]] = [_about, _table, _branches, _leaders, _program, _partners]
    makers += [partial(_notice, office=office, day=_some_day(random)) for office in agency.offices]
    for maker in makers:
        yield maker(agency, random.choice(ASIDES))


def _some_day(random: Random) -> date:
    return date(2019, 1, 1) + timedelta(days=random.randrange(1500))


def _about(agency: Agency, aside: str) -> Page:
    name, offices = agency.name, [f"the {office.name}" for office in agency.offices]
    text = f"""About the {name}

The {name} is part of the {agency.department}. The {name} was established in March {agency.founded}. {aside}

The {name} is headed by {agency.director}.

The {name} consists of {", ".join(offices[:-1])} and {offices[-1]}.
"""
    says = (
        Fact(name, org.SUB_ORGANIZATION_OF, agency.department),
        Fact(name, iceorg.ESTABLISHED, f"{agency.founded}-03"),
        Fact(agency.director, org.HEAD_OF, name),
        *_offices(agency),
    )
    return Page(f"{agency.folder}/about.txt", text, says)


def _table(agency: Agency, aside: str) -> Page:
    cells = ((office.name, office.head, office.town) for office in agency.offices)
    rows = "\n".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    text = f"""<!DOCTYPE html>
<html><head><title>{agency.name}</title></head><body>
<h1>{agency.name}</h1>
<p>The {agency.name} has four offices. {aside}</p>
<h2>Where to find them</h2>
<table>
<tr><th>Office</th><th>Head</th><th>Location</th></tr>
{rows}
</table>
</body></html>
"""
    heads = (Fact(office.head, org.HEAD_OF, office.name) for office in agency.offices)
    places = (Fact(office.name, schema.LOCATION, office.town) for office in agency.offices)
    return Page(f"{agency.folder}/offices.html", text, (*heads, *places))


def _branches(agency: Agency, aside: str) -> Page:
    items = "\n".join(f"- {office.name}" for office in agency.offices)
    parts = [(branch, office.name) for office in agency.offices for branch in office.branches]
    lines = "\n\n".join(f"The {branch} is part of the {office}." for branch, office in parts)
    text = f"""# {agency.name}

The {agency.name} has the following offices:

{items}

## Branches

{lines}

{aside}
"""
    within = (Fact(branch, org.SUB_ORGANIZATION_OF, office) for branch, office in parts)
    return Page(f"{agency.folder}/branches.md", text, (*_offices(agency), *within))


def _leaders(agency: Agency, aside: str) -> Page:
    heads = "\n".join(f"{office.head} heads the {office.name}." for office in agency.offices)
    above = "\n".join(f"The {office.name} reports to the Director." for office in agency.offices)
    text = f"""{agency.name}: Leadership

{agency.director} heads the {agency.name}. {aside}

{heads}

{above}
"""
    says = (
        Fact(agency.director, org.HEAD_OF, agency.name),
        *(Fact(office.head, org.HEAD_OF, office.name) for office in agency.offices),
        *(Fact(office.name, org.REPORTS_TO, "Director") for office in agency.offices),
    )
    return Page(f"{agency.folder}/leadership.txt", text, says)


def _program(agency: Agency, aside: str) -> Page:
    text = f"""# {agency.program}

The {agency.name} runs the {agency.program}. {aside}

The {agency.program} works with {agency.partners[1]}.
"""
    says = (
        Fact(agency.name, iceorg.ADMINISTERS, agency.program),
        Fact(agency.program, iceorg.PARTNERS_WITH, agency.partners[1]),
    )
    return Page(f"{agency.folder}/program.md", text, says)


def _partners(agency: Agency, aside: str) -> Page:
    text = f"""<!DOCTYPE html>
<html><head><title>Partners of the {agency.name}</title></head><body>
<h1>{agency.name}</h1>
<p>{aside}</p>
<p>The {agency.name} works with the {agency.partners[0]} and {agency.partners[1]}.</p>
</body></html>
"""
    says = (Fact(agency.name, iceorg.PARTNERS_WITH, partner) for partner in agency.partners)
    return Page(f"{agency.folder}/partners.html", text, tuple(says))


def _notice(agency: Agency, aside: str, office: Office, day: date) -> Page:
    told = f"{day:%B} {day.day}, {day.year}"
    text = f"""{told}

News from the {office.name}

The {office.name} is part of the {agency.name}. {aside}

The {office.name} is based in {office.town}. {office.head} heads the {office.name}.
"""
    says = (
        Fact(office.name, schema.LOCATION, office.town),
        Fact(office.head, org.HEAD_OF, office.name),
        Fact(office.name, org.SUB_ORGANIZATION_OF, agency.name),
    )
    return Page(f"{agency.folder}/notice-{office.name.split()[-1].lower()}.txt", text, says)


def _offices(agency: Agency) -> Iterator[Fact]:
    return (Fact(office.name, org.SUB_ORGANIZATION_OF, agency.name) for office in agency.offices)


def main(folder: str, count: int = 1_000, seed: int = 0) -> None:
    """Write pages, and say how many facts they say."""
    written = list(pages(count, seed))
    write(Path(folder), written)
    print(f"{len(written)} documents that say {sum(len(page.says) for page in written)} facts in {folder}")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:4]))
