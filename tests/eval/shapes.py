"""The same facts in twenty shapes: tables, rosters, lists, charts, label lines, cards, sections and prose.

A shape is a function from an organisation to a page. Every page opens with the same two lines, which say whose page
it is; all else, the shape says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Fact = tuple[str, str, str]
"""Subject, property and object, by label."""


@dataclass(frozen=True, slots=True)
class Office:
    """A unit: who holds which post in it, where it sits, and the program that it runs."""

    name: str
    title: str
    person: str
    town: str
    program: str

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """What a row or a card says of it beside its name: label and value."""
        return ((self.title, self.person), ("Headquarters", self.town), ("Program", self.program))


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body with its parent and its units."""

    name: str
    acronym: str
    parent: str
    head: str
    offices: tuple[Office, ...]

    @property
    def opening(self) -> str:
        """The title of the page and the sentence that says whose it is."""
        return f"{self.name}\n\nThe {self.name} ({self.acronym}) is an agency of the {self.parent}.\n\n"

    def facts(self) -> Iterator[Fact]:
        """Yield what every shape says."""
        yield self.name, "org:subOrganizationOf", self.parent
        for one in self.offices:
            yield one.name, "org:subOrganizationOf", self.name
            yield one.person, "org:holds", one.title
            yield one.title, "org:postIn", one.name
            yield one.name, "schema:location", one.town
            yield one.name, "iceorg:administers", one.program


ORGANISATIONS: Final = (
    Organisation(
        "Weights Agency",
        "WA",
        "Department of Measures",
        "Division",
        (
            Office("Gauge Division", "Director", "Ada Ochs", "Portland, Oregon", "Fair Scales Program"),
            Office("Balance Division", "Director", "Bo Reed", "Austin, Texas", "True Weight Initiative"),
            Office("Timber Division", "Director", "Carla Mendez", "Denver, Colorado", "Sound Plank Program"),
        ),
    ),
    Organisation(
        "Bureau of Lighthouses",
        "BOL",
        "Department of Coasts",
        "Office",
        (
            Office("Office of Lamps", "Chief", "Miriam Holt", "Boston, Massachusetts", "Bright Shore Program"),
            Office("Office of Buoys and Beacons", "Chief", "Samuel Park", "Norfolk, Virginia", "Safe Channel Program"),
            Office("Office of Keepers", "Chief", "Inez Duarte", "Seattle, Washington", "Keeper Exchange Program"),
        ),
    ),
    Organisation(
        "State Archives Service",
        "SAS",
        "Ministry of Records",
        "Branch",
        (
            Office("Manuscripts Branch", "Registrar", "Owen Tyrell", "Cardiff, Wales", "Village Papers Scheme"),
            Office("Maps Branch", "Registrar", "Priya Nair", "London, England", "Old Roads Project"),
            Office("Digital Records Branch", "Registrar", "Tom Akers", "Leeds, England", "Open Shelf Programme"),
        ),
    ),
)


def markdown_table(one: Organisation) -> str:
    """A table in Markdown."""
    head = f"| {one.head} | {one.offices[0].title} | Headquarters | Program |\n|---|---|---|---|\n"
    return one.opening + head + "".join(f"| {' | '.join(_cells(office))} |\n" for office in one.offices)


def html_table(one: Organisation) -> str:
    """A table in HTML."""
    heads = "".join(f"<th>{head}</th>" for head in _heads(one))
    rows = ("".join(f"<td>{cell}</td>" for cell in _cells(office)) for office in one.offices)
    return _html(one, f"<table><tr>{heads}</tr>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")


def fixed_width_table(one: Organisation) -> str:
    """A table of a plain text, its heads underlined."""
    rows = [_heads(one), *(_cells(office) for office in one.offices)]
    lines = [_columns(row) for row in rows]
    return one.opening + "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]]) + "\n"


def piped_roster(one: Organisation) -> str:
    """Lines with bars and no heads."""
    return one.opening + "".join(
        f"{office.name} | {office.title} {office.person} | {office.town} | {office.program}\n" for office in one.offices
    )


def dotted_leaders(one: Organisation) -> str:
    """Lines whose dots lead from a unit to the rest."""
    return one.opening + "".join(
        f"{office.name} {'.' * (40 - len(office.name))} {office.person}, {office.title}; {office.town}; {office.program}\n"
        for office in one.offices
    )


def two_columns(one: Organisation) -> str:
    """A roster of two columns: the title with its unit, and the person; below them the other lines."""
    rows = "".join(f"{f'{office.title}, {office.name}':<48}{office.person}\n" for office in one.offices)
    others = (f"{office.name:<48}{office.town}\n" for office in one.offices)
    runs = (f"{office.name:<48}{office.program}\n" for office in one.offices)
    return f"{one.opening}Officials\n\n{rows}\nHeadquarters\n\n{''.join(others)}\nPrograms\n\n{''.join(runs)}"


def nested_bullets(one: Organisation) -> str:
    """Items with items of another sign below them."""
    return f"{one.opening}The agency's {one.head.lower()}s:\n\n" + "".join(
        f"* {office.name}\n" + "".join(f"  - {label}: {value}\n" for label, value in office.fields)
        for office in one.offices
    )


def indented_chart(one: Organisation) -> str:
    """A chart by indents alone."""
    return f"{one.opening}Organization chart\n\n{one.name}\n" + "".join(
        f"    {office.name}\n" + "".join(f"        {label}: {value}\n" for label, value in office.fields)
        for office in one.offices
    )


def outline_codes(one: Organisation) -> str:
    """A chart by codes."""
    return f"{one.opening}1     {one.name}\n" + "".join(
        f"1.{i}   {office.name} ({office.title}: {office.person}; headquarters: {office.town}; program: {office.program})\n"
        for i, office in enumerate(one.offices, 1)
    )


def numbered_sections(one: Organisation) -> str:
    """Sections with numbers, of a paragraph each."""
    return one.opening + "".join(
        f"{i}. {office.name}\n\n{_prose(office, 'The ' + one.head.lower())}\n\n"
        for i, office in enumerate(one.offices, 1)
    )


def label_lines(one: Organisation) -> str:
    """Headings with label lines below them."""
    return one.opening + "".join(f"## {office.name}\n\n{_labels(office)}\n" for office in one.offices)


def fact_boxes(one: Organisation) -> str:
    """A box of keys and values for each unit, which names it by a key as well."""
    return one.opening + "".join(
        f"{'Name:':<16}{office.name}\n{'Parent:':<16}{one.name}\n"
        + "".join(f"{label + ':':<16}{value}\n" for label, value in office.fields)
        + "\n"
        for office in one.offices
    )


def definition_list(one: Organisation) -> str:
    """A definition list of HTML."""
    items = (
        f"<dt>{office.name}</dt>" + "".join(f"<dd>{label}: {value}</dd>" for label, value in office.fields)
        for office in one.offices
    )
    return _html(one, f"<h2>{one.head}s</h2><dl>{''.join(items)}</dl>")


def cards(one: Organisation) -> str:
    """Cards of HTML: boxes with a heading and lines."""
    boxes = (
        f'<div class="card"><h3>{office.name}</h3>'
        + "".join(f"<div><span>{label}:</span> {value}</div>" for label, value in office.fields)
        + "</div>"
        for office in one.offices
    )
    return _html(one, f"<h2>{one.head}s</h2>{''.join(boxes)}")


def run_in_heads(one: Organisation) -> str:
    """Paragraphs that open with the name of the unit."""
    return one.opening + "".join(
        f"{office.name}. {_prose(office, 'The ' + one.head.lower())}\n\n" for office in one.offices
    )


def lead_in_list(one: Organisation) -> str:
    """A list under a lead-in; each item is a name with a tail."""
    return f"{one.opening}The {one.name} consists of the following {one.head.lower()}s:\n\n" + "".join(
        f"- {office.name}, led by {office.title} {office.person}, based in {office.town}, which runs the {office.program}\n"
        for office in one.offices
    )


def prose(one: Organisation) -> str:
    """The whole chart in sentences."""
    names = [f"the {office.name}" for office in one.offices]
    said = " ".join(_prose(office, f"The {office.name}") for office in one.offices)
    return f"{one.opening}The {one.name} is made up of {', '.join(names[:-1])} and {names[-1]}. {said}\n"


def capitals_headings(one: Organisation) -> str:
    """Headings in capitals, with a paragraph below each."""
    return one.opening + "".join(
        f"{office.name.upper()}\n\n{_prose(office, f'The {office.name}')}\n\n" for office in one.offices
    )


def underlined_headings(one: Organisation) -> str:
    """Headings with a line below them, then items with labels."""
    return one.opening + "".join(
        f"{office.name}\n{'-' * len(office.name)}\n\n"
        + "".join(f"- {label}: {value}\n" for label, value in office.fields)
        + "\n"
        for office in one.offices
    )


def bold_labels(one: Organisation) -> str:
    """Markdown's headings with labels in bold below them."""
    return f"{one.opening}## {one.head}s\n\n" + "".join(
        f"### {office.name}\n\n" + "".join(f"- **{label}:** {value}\n" for label, value in office.fields) + "\n"
        for office in one.offices
    )


SHAPES: Final[Mapping[str, Callable[[Organisation], str]]] = {
    shape.__name__: shape
    for shape in (
        markdown_table,
        html_table,
        fixed_width_table,
        piped_roster,
        dotted_leaders,
        two_columns,
        nested_bullets,
        indented_chart,
        outline_codes,
        numbered_sections,
        label_lines,
        fact_boxes,
        definition_list,
        cards,
        run_in_heads,
        lead_in_list,
        prose,
        capitals_headings,
        underlined_headings,
        bold_labels,
    )
}
"""Every shape by name."""


def _heads(one: Organisation) -> tuple[str, ...]:
    return (one.head, one.offices[0].title, "Headquarters", "Program")


def _cells(office: Office) -> tuple[str, ...]:
    return (office.name, office.person, office.town, office.program)


def _columns(row: tuple[str, ...]) -> str:
    return "".join(f"{cell:<30}" for cell in row).rstrip()


def _labels(office: Office) -> str:
    return "".join(f"{label}: {value}\n" for label, value in office.fields)


def _prose(office: Office, called: str) -> str:
    return (
        f"{called} is led by {office.title} {office.person}. "
        f"{called} is based in {office.town}. {called} runs the {office.program}."
    )


def _html(one: Organisation, body: str) -> str:
    title, sentence = one.opening.strip().split("\n\n")
    return f"<!doctype html><html><body><h1>{title}</h1><p>{sentence}</p>{body}</body></html>"
