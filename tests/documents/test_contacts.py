"""Ways to reach somebody are found, and what only looks like them is not."""

from __future__ import annotations

import pytest

from iceorg.documents.contacts import find_contacts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to a.reyes@example.gov today.", "a.reyes@example.gov"),
        ('<a href="mailto:press-office+x@tides.example.org">Mail</a>', "press-office+x@tides.example.org"),
        ("Write to a.reyes&#64;example.gov", "a.reyes&#64;example.gov"),
        ("a.reyes [at] example [dot] gov", "a.reyes [at] example [dot] gov"),
        ("Call (202) 555-0143.", "(202) 555-0143"),
        ("Call 202-555-0143, ext. 12 now", "202-555-0143, ext. 12"),
        ("T 202.555.0143", "202.555.0143"),
        ("+1 202 555 0143", "+1 202 555 0143"),
        ('<a href="tel:+12025550143">', "+12025550143"),
        ("(555)&nbsp;555-0144", "(555)&nbsp;555-0144"),
        ("the line 1-866-DHS-2-ICE is open", "1-866-DHS-2-ICE"),
        ("dial 1-800-CALL-NOW", "1-800-CALL-NOW"),
        ("+44 20 7946 0958", "+44 20 7946 0958"),
        ("Phone: 555-0143", "555-0143"),
        ("TTY 7115550143", "7115550143"),
        ("at 500 12th Street SW, Suite 900 in", "500 12th Street SW, Suite 900"),
        ("our door at 14 Kotwali Lane is open", "14 Kotwali Lane"),
        ("P.O. Box 1181", "P.O. Box 1181"),
        ("Washington, DC 20536", "Washington, DC 20536"),
        ("New York, NY 10278-0004", "New York, NY 10278-0004"),
        ("Mobile +00 000 0000000.", "+00 000 0000000"),
        ("call <b>202</b>-555-0143 now", "202</b>-555-0143"),
        ("call 202-555-<wbr>0143 now", "202-555-<wbr>0143"),
        ("call **202**-555-0143 now", "202**-555-0143"),
        ("call 202-555-\n0143 now", "202-555-\n0143"),
        ("call (202) 555 - 0143 now", "(202) 555 - 0143"),
        ("a.reyes<span>@</span>example.gov", "a.reyes<span>@</span>example.gov"),
        ("a.reyes AT example DOT gov", "a.reyes AT example DOT gov"),
        ("<td>Phone</td><td>555-0143</td>", "555-0143"),
        ("| Phone | 555-0143 |", "555-0143"),
        ("www.linkedin.com/in/ada-moss.", "in/ada-moss"),
        ("on Twitter: @ada_moss", "@ada_moss"),
        ("He was born on May 3, 1961 in Salem", "May 3, 1961"),
        ("Date of birth: 3 May 1961", "3 May 1961"),
        ("DOB 05/03/1961", "05/03/1961"),
        ("SSN 078-05-1120", "078-05-1120"),
        ("Alien registration number 012 345 678", "012 345 678"),
        ("Passport No. X1234567", "X1234567"),
        ("Ask @ada_moss or come by", "@ada_moss"),
        ("Toot to @ada@tides.example.", "@ada@tides.example"),
        ("Our telephone number is 2025550143.", "2025550143"),
        ("2025550143 (phone)", "2025550143"),
        ("Questions? 555-0143", "555-0143"),
        ("at 14 <br>Queen Street", "14 <br>Queen Street"),
        ("| Office | Phone |\n|---|---|\n| Tides | 4410 |\n", "4410"),
        ("<table><tr><th>Head</th><th>Tel.</th></tr><tr><td>Moss</td><td>4410</td></tr></table>", "4410"),
        ("Office      Head        Phone no.\n\nTides       Ada Moss    4410\n", "4410"),
        ("Office\tExt.\tRooms\nTides\t4410\t233\n", "4410"),
    ],
)
def test_a_way_to_reach_somebody_is_found(text: str, found: str) -> None:
    """The whole of it, and nothing beside it."""
    assert [text[one.start : one.end] for one in find_contacts(text)] == [found]


@pytest.mark.parametrize(
    "text",
    [
        "Form I-9 and Form I-247A",
        "section 287(g) of the Act, 8 U.S.C. 1357(g)",
        "Public Law 107-296, 116 Stat. 2135",
        "GAO-09-123 and OIG-10-63",
        "on 03/10/2016, and 2016-03-10",
        "$1,234,567.89 and $202-555",
        "between 2003-2008 and 2010-2015",
        "docket 1:20-cv-01230-ABC",
        "more than 7,000 officers in 400 offices",
        "Posted 3/14/16, AILA Doc. No. 16031430",
        "version 1.2.3.4 and 192.168.10.200",
        "From 1 January Dr. Ezzat Ghali heads the clinic",
        "ISBN 978-0-306-40615-7",
        "The 50 States and 12 Street teams",
        "meet @ noon",
        "born in 1961 in Salem, and the Bureau was born of an act of May 3, 1961",
        "case 123-45-67890, OIG-10-63-2009",
        "a room at the Department of Main Street Affairs",
        "docket 2025550143, decided",
        "call about docket 2025550143",
        "$2025550143 for telephones",
        "Public Law 107-2964, pages 200-1010, Form 555-0143",
        "between 200-1000 and 555-2000 employees",
        "<style>@media print { a { color: black } }</style>",
        '{"@context": "https://schema.example", "@type": "Page"}',
        "| Office | Phone |\n|---|---|\n\n| Year | Staff |\n|---|---|\n| 2010 | 4410 |\n",
        "Office      Telephones\nTides       12\n",
    ],
)
def test_what_only_looks_like_one_stays(text: str) -> None:
    """Forms, laws, dates, money, dockets, versions."""
    assert find_contacts(text) == []
