"""Columns: tables whose cells stand a space apart, as text copied from a PDF has them, with tabs between their cells.

A tab takes the place of a space, so that every other character keeps its place in the text.
"""

import re
from itertools import groupby

from ingest.readers.lines import CAPTION, TERMINAL

FIGURE = r"(?:[-–]?£?\d[\d,]*(?:\.\d+)?(?:%|m|bn)?|[-–]|n/?a|N/?A|not known|unknown|none)"
RATING = r"(?:Outstanding|Good|Requires improvement|Inadequate|Satisfactory|Unsatisfactory)"
CELL = rf"(?:{FIGURE}(?: \(\d[\d.,]*%?\))?|{RATING})"
DATED = re.compile(r"(?:January|February|March|April|May|June|July|August|September|October|November|December) (?:19|20)\d\d$")
CELLS = re.compile(rf"(?: {CELL}){{1,9}}$")
CELL_AFTER = re.compile(rf" {CELL}(?= |$)")
LONGEST_ROW = 240
LEADER_CHARS = 20  # dots that lead from an entry of a contents page to its number are more
LEADING = re.compile(r"(£?(?:\d{1,3}(?:,\d{3})*|\d{4,9})(?:\.\d{1,3})?(?:%| (?:million|billion))?) (?=[A-Z][a-z])")  # "2,610 Orders made"
AMOUNT = re.compile(r"£|\d{1,3}[,%]|\d{3}")
LEAST_ROWS = {1: 3}  # with one figure a line may end so by chance: a wrapped sentence, an address
LEAST_ROWS_OF_SEVERAL = 2
LEAST_FACTS = 3
LONGEST_HEAD = 120
GLOSSARY = re.compile(
    r"(?:(?:Annexe?|Appendix) \w{1,5}[:.]? )?"
    r"(?:Glossary(?: of terms)?|Definitions|Abbreviations|Key terms|(?:Words|Terms) used in this report)"
)
NEXT_PART = re.compile(r"(?:Annexe?|Appendix) \w{1,5}\b|\d{1,2}\. [A-Z]")
# "Practice tutor An experienced officer ..."; "CAS3 Temporary housing ..."
TERM = re.compile(r"([A-Z][\w’'/()-]{0,30}(?: (?:[a-z(][\w’'/()-]{0,30}|[A-Z]{2,9})){0,5}) (?=(?:An?|[A-Z][a-z’']{1,20}) [a-z])")
LEAST_TERMS = 3
HEAD_CELL = re.compile(r"(?:(?<=^)|(?<= ))(?=[A-Z%£(])")


def with_columns(text: str) -> str:
    """The text, with tabs between the cells of each table whose cells stand a space apart."""
    return "\n".join(_with_terms(_with_leading(_with_trailing(text.split("\n")))))


def _with_terms(lines: list[str]) -> list[str]:
    """The lines, with a tab after each term of a glossary whose meaning stands a space after it."""
    told = list(lines)
    for at in (n for n, line in enumerate(lines) if GLOSSARY.fullmatch(line.strip())):
        end = next((n for n in range(at + 1, len(lines)) if NEXT_PART.match(lines[n])), len(lines))
        found = [n for n in range(at + 1, end) if TERM.match(lines[n]) and "\t" not in lines[n] and _ended(lines[at + 1 : n])]
        if len(found) >= LEAST_TERMS:
            for n in found:
                told[n] = TERM.sub(r"\1\t", lines[n], count=1)
    return told


def _ended(before: list[str]) -> bool:
    """Whether what stands before a line has come to its end."""
    last = next((line.strip() for line in reversed(before) if line.strip()), ".")
    return bool(TERMINAL.search(last)) or last.isdigit()


def _with_leading(lines: list[str]) -> list[str]:
    """The lines, with a tab after the figure that each row of key facts begins with; lines that are numbered are none."""
    told: list[str] = []
    for begins, run in groupby(lines, key=lambda line: "\t" not in line and bool(LEADING.match(line))):
        rows = list(run)
        facts = begins and len(rows) >= LEAST_FACTS and any(AMOUNT.match(row) for row in rows)
        told += [LEADING.sub(r"\1\t", row, count=1) for row in rows] if facts else rows
    return told


def _with_trailing(lines: list[str]) -> list[str]:
    """The lines, with tabs before the figures that each row of a table ends with, and between the names over them."""
    counts = [_cells_in(line) for line in lines]
    at = 0
    for count, run in groupby(counts):
        size = len(list(run))
        if count and size >= LEAST_ROWS.get(count, LEAST_ROWS_OF_SEVERAL):
            lines[at : at + size] = [_parted(line) for line in lines[at : at + size]]
            if at:
                lines[at - 1] = _head(lines[at - 1], count + 1)
        at += size
    return lines


def _cells_in(line: str) -> int:
    """How many figures or ratings end a line after some words; 0 where it is no row, or has its tabs."""
    return len(CELL_AFTER.findall(line, _begin_of_cells(line)))


def _begin_of_cells(line: str) -> int:
    """Where the space before the first of a row's cells stands; the line's end where it is no row."""
    line = line.rstrip()
    found = None if "\t" in line or len(line) > LONGEST_ROW or DATED.search(line) else CELLS.search(line)
    return found.start() if found and re.search(r"[A-Za-z]", line[: found.start()][-LEADER_CHARS:]) else len(line)


def _parted(row: str) -> str:
    """A row with a tab before each of its figures or ratings."""
    begin = _begin_of_cells(row)
    return row[:begin] + CELL_AFTER.sub(lambda cell: f"\t{cell[0][1:]}", row[begin:])


def _head(line: str, columns: int) -> str:
    """The line over a table with a tab before each name of a column, where as many names as columns begin with a capital.

    Of one name more the first two stand over one column: "Area Provider" over "Dunmere Kestrel Care".
    """
    names = [name for name in HEAD_CELL.split(line) if name]
    if len(names) == columns + 1:
        names = [names[0] + names[1], *names[2:]]
    if (
        len(names) != columns
        or not all(re.search(r"[^\W\d]{2}", name) for name in names)
        or len(line) > LONGEST_HEAD
        or CAPTION.match(line)
        or TERMINAL.search(line)
    ):
        return line
    return "".join(f"{name[:-1]}\t" for name in names[:-1]) + names[-1]
