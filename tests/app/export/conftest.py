"""Works to export: of invented reports, and of the worst."""

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # `hostile` is shared with the tests of this folder

from hostile import ARDEN, BORLAND, OPENINGS, TRAP, WORST, cite, line

from app.export.file import to_bytes
from app.export.imprint import Imprint
from corpus.library import Library
from retrieval.answer import Answer, Claim, Coverage
from retrieval.assistant import Assistant
from retrieval.briefing.briefing import KINDS, Briefing, Chapter
from retrieval.comparison import Cell, Comparison
from retrieval.evidence import Filters
from retrieval.search.shelf import Shelf

IMPRINT = Imprint("2026-11-09", "1a2b3c4d")
COVERAGE = Coverage(2, 3, Filters(areas=frozenset(["Arden"])), ("Arden",), "2019-07-17")


@pytest.fixture(scope="session")
def imprint() -> Imprint:
    return IMPRINT


@pytest.fixture(scope="session")
def briefing() -> Briefing:
    """Marks out of order, one mark twice, one edited line, one citation that nothing rests on, one marker without a citation."""
    citations = (
        cite(1, BORLAND, "Unpaid work began late."),
        cite(2, ARDEN, "Staff were\nexperienced."),
        cite(3, ARDEN, "Home visits were made in 31% of cases."),
        cite(4, BORLAND, "Home visits were made in 45% of cases."),
        cite(5, ARDEN, "The CRC should visit homes where a child lives."),
        cite(6, ARDEN, "Home visits"),
    )
    chapters = (
        Chapter(
            "Key findings", "findings",
            (line("Staff knew their work.", 2, label="Staff"), line("Visits were rare.", 3, 4, label="Visits")),
        ),
        Chapter(
            "Figures", "figures",
            (
                line("Home visits were made in 31% of cases.", 3, label="31%"),
                line("Home visits were made in 45% of cases.", 4, label="45%"),
            ),
        ),
        Chapter("What worked", "worked", (line("A line that a person wrote anew.", 2, verified=False),)),
        Chapter("What did not work", "not_worked"),
        Chapter("Practice examples", "examples", (line("Amal was seen at home every week.", 3),)),
        Chapter(
            "Recommendations", "recommendations",
            (
                line("Visit homes where a child lives.", 5, label="The CRC"),
                line("Start unpaid work on time.", 1, 99, label="HMPPS"),
                line("The CRC should:\n• see people\n• write it down", 5, label="The CRC"),
            ),
        ),
        Chapter("How areas and bodies differ", "differences", (line("Rare.", 3, label="Arden"), line("Common.", 4, label="Borland"))),
        Chapter("What the reports do not cover", "gaps", (), ("Costs.",)),
        Chapter("Discussion questions", "questions", (), ("What would you do?", "What stops you?")),
    )  # fmt: skip
    return Briefing("home visits", chapters, citations, COVERAGE, "extractive", {"quote": 1})


@pytest.fixture(scope="session")
def comparison() -> Comparison:
    citations = (cite(1, ARDEN, "Home visits were made in 31% of cases."), cite(2, BORLAND, "Unpaid work began late."))
    cells = (
        Cell("Arden", (Claim("Visits in 31% of cases.", (1,)),), COVERAGE),
        Cell("Borland", (Claim("Late.", (2,)), Claim("Late again.", (2,))), COVERAGE),
        Cell("Cardle", (), COVERAGE),
    )
    return Comparison("How often are homes visited?", "area", cells, citations, "extractive")


@pytest.fixture(scope="session")
def conversation(assistant: Assistant) -> list[Answer]:
    return assistant.converse(["How many people did the CRC supervise in Arden?", "Were home visits rare?", "Do penguins fly kites?"])


@pytest.fixture(scope="session")
def worst() -> Briefing:
    """Every text is hostile; chapters of every kind, empty ones and twins; a quote of 12,000 characters."""
    citations = (cite(1, TRAP, TRAP.text, (WORST, WORST)), cite(2, ARDEN, "Home visits"))
    opened = tuple(line(opening, 1, 2, label=opening) for opening in OPENINGS)
    hard = (line(WORST, 1, label=WORST), line("x" * 3000, 1, 1, 7), line("", 1), line(f"31% {WORST}", 1, label="=1: 31%"))
    kinds = tuple(Chapter(f"{kind} {WORST}", kind, hard, (WORST, "")) for kind in KINDS[::2])  # every other: each way of laying out
    opening = Chapter("Openings", "findings", (*opened, line("word " * 900, *range(400))), OPENINGS)
    twins = (Chapter("Many", "worked", opened), Chapter("Many (1 of 5)", "gaps", (), ("Same title.",)), Chapter("Many", "findings"))
    nothing = (Chapter("", "findings"), Chapter("\x00", "figures"), Chapter(WORST * 3, "worked"))
    return Briefing(WORST * 3, (opening, *kinds, *twins, *nothing), citations, COVERAGE, WORST)


@pytest.fixture(scope="session")
def long(briefing: Briefing) -> Briefing:
    """Three hundred lines in one chapter."""
    many = tuple(line(f"Line {n} says something of its own about visits to homes.", 1 + n % 6) for n in range(300))
    return replace(briefing, chapters=(Chapter("Many", "worked", many),))


@pytest.fixture(scope="session")
def empty() -> Briefing:
    return Briefing("", (), (), Coverage(0, 0, Filters()), "extractive")


@pytest.fixture(scope="session")
def shelf(library: Library) -> Shelf:
    return Shelf.open(library)


@pytest.fixture(scope="session")
def exported(request: pytest.FixtureRequest, imprint: Imprint) -> Callable[[str, str], bytes]:
    """A work by the name of its fixture as the bytes of a file, made once."""
    return cache(lambda name, ending: to_bytes(request.getfixturevalue(name), ending, imprint))
