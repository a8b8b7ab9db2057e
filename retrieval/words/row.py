"""Row: a table row as a person reads it: what it is about, then its cells under the heads of their columns."""

import re
from collections.abc import Sequence

from ingest.units import split_units
from ingest.words import stems
from retrieval.checks.units import cells
from retrieval.evidence import Evidence
from retrieval.question.understanding import Understanding, find_bodies
from retrieval.words.need import HIGHEST, LOWEST

ORDINAL = re.compile(r"\d{1,2}\.")
NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
FIGURE = re.compile(r"[£<>~-]?\s?\d[\d.,]*\s?(?:%|per cent)?(?: \((?:out )?of \d+\))?")
LETTER = re.compile(r"[A-Za-z]")
SENTENCE_END = re.compile(r"(?<=[^\s.]) ?\. (?=[A-Z])")
AVERAGE = re.compile(r"\b(?:average|mean|typical)\b", re.I)
Cell = tuple[str, str]  # the head of its column, the words


def figure_in(cell: str) -> float | None:
    """The figure of a cell that holds nothing else: "1,505" is 1505.0 and "40%" is 40.0."""
    found = NUMBER.search(cell) if FIGURE.fullmatch(cell.strip()) else None
    return float(found[0].replace(",", "")) if found else None


def table_heads(evidence: Evidence) -> list[str]:
    """The heads of a table's columns in order; none where the table has no head."""
    head = next((u for u in split_units(evidence.passage) if u.kind == "head"), None)
    if head:
        return _heads(evidence.report.text[head.start : head.end])
    return [part.strip() for part in evidence.passage.context.split(" | ")] if " | " in evidence.passage.context else []


def _heads(text: str) -> list[str]:
    """A head of two lines names its columns in the second; one without a name there has the last of those above."""
    above, *rest = [cells(line) for line in text.split("\n") if line.strip()]
    if not rest:
        return above
    return [own or (_last_named(above[: place + 1]) if place else "") for place, own in enumerate(rest[-1])]


def _last_named(heads: Sequence[str]) -> str:
    return next((head for head in reversed(heads) if head), "")


def row_text(words: str, heads: Sequence[str], understood: Understanding) -> str:
    """The row in words; of several figures those under the columns asked for, where the question names some."""
    pairs = _pairs(words, heads)
    if len(pairs) == 2 and pairs[0][0] and pairs[0][1].endswith("."):
        return " ".join(f"{head}: {cell}" for head, cell in pairs)
    about = next((n for n, (_, cell) in enumerate(pairs) if not FIGURE.fullmatch(cell)), 0)
    rest = _asked(pairs[:about] + pairs[about + 1 :], understood)
    if pairs and any(FIGURE.fullmatch(cell) for _, cell in rest):
        subject, of_others = _of_its_own(pairs[about][1], understood)
        pairs[about] = (pairs[about][0], subject)
        rest = [pair for pair in rest if not FIGURE.fullmatch(pair[1])] if of_others else rest
    if about and [pair for pair in rest if FIGURE.fullmatch(pair[1])] == pairs[:1]:
        rest = [("", pair[1]) if pair == pairs[0] else pair for pair in rest]  # "Figure" or "Number" over it says nothing more
    if len(rest) == 1 and rest[0][0]:
        return f"{pairs[about][1]}: {rest[0][1]} ({rest[0][0]})"
    return _statement(pairs[about][1] if pairs else "", rest)


def _of_its_own(subject: str, understood: Understanding) -> tuple[str, bool]:
    """What a row is about, and whether the question asks for a figure told there instead of the row's own.

    Of "Orders that ended early. The figure for all companies was 70%" beside 61% the second sentence tells the figure of others: it is
    left off, unless the question uses a word that only this sentence has.
    """
    own, *others = SENTENCE_END.split(subject)
    told = [other for other in others if re.search(r"\d", other)]
    asked = any((set(stems(other)) - set(stems(own))) & set(understood.own) for other in told)
    return (subject, True) if asked else (". ".join([own, *(other for other in others if other not in told)]), False)


def tell_figures(words: str, heads: Sequence[str]) -> tuple[str, str] | None:
    """A row as a statement, and its figure: what is counted, then each figure under the head that says what it is.

    Of "2 | Drug misuse | 35" under "Priority | Assessed need | % of cases" the 35 is told: a head of one word that names no
    body is a rank or a source.
    """
    pairs = _pairs(words, heads)
    subject = max((cell for _, cell in pairs), key=lambda cell: len(LETTER.findall(cell)), default="")
    figures = [(head, cell) for head, cell in pairs if re.search(r"\d", cell) and cell != subject]
    told = [(head, cell) for head, cell in figures if _says_what(head)] or [("", cell) for _, cell in figures[:1]]
    if not told or not re.search(r"[A-Za-z]{3}", subject):
        return None
    return _statement(subject.rstrip("."), told), told[-1][1]


def _says_what(head: str) -> bool:
    return len(head.split()) > 1 or bool(find_bodies(head))


def _statement(subject: str, rest: Sequence[Cell]) -> str:
    """What a row is about, then its cells, each under its head."""
    told = "; ".join(f"{head}: {cell}" if head else cell for head, cell in rest)
    return ": ".join(part for part in (subject, told) if part)


def _pairs(words: str, heads: Sequence[str]) -> list[Cell]:
    """The cells that say something, with their heads where these can be told by place or by number."""
    row = cells(words)
    placed = list(zip(heads, row, strict=True)) if len(heads) == len(row) else [("", cell) for cell in row]
    said = [(head, cell) for head, cell in placed if cell and not ORDINAL.fullmatch(cell)]
    named = [head for head in heads if head]
    if len(named) == len(said) and not any(head for head, _ in said):
        return [(head, cell) for head, (_, cell) in zip(named, said, strict=True)]
    return said


def _asked(pairs: list[Cell], understood: Understanding) -> list[Cell]:
    """The cells without figures of columns that the question does not name, if it names another."""
    figures = [pair for pair in pairs if FIGURE.fullmatch(pair[1])]
    common = set.intersection(*(set(stems(head)) for head, _ in figures)) if figures else set()
    asked = [pair for pair in figures if _names(understood, pair[0], common)]
    return [pair for pair in pairs if pair in asked or pair not in figures] if asked else pairs


def _names(understood: Understanding, head: str, common: set[str]) -> bool:
    """Whether a question names a column: by a word that the other columns lack, or as the highest, lowest or average."""
    if (set(stems(head)) - common) & set(understood.stems):
        return True
    return any(kind.search(head) and kind.search(understood.asked) for kind in (HIGHEST, LOWEST, AVERAGE))


def row_items(words: str, heads: list[str], understood: Understanding) -> list[str]:
    """The cells of a row that hold words; only those under the column the question names, if it names one."""
    row = cells(words)
    column = ""
    columns = []
    for i in range(len(row)):
        column = heads[i] if i < len(heads) and heads[i] else column
        columns.append(column)
    asked = {h for h in heads if h and set(stems(h)) & set(understood.stems)}
    pick = asked if asked and len(asked) < len({h for h in heads if h}) else set()
    if not pick and len([c for c in row if c]) == 2:
        return [": ".join(c for c in row if c)]
    return [c for c, head in zip(row, columns, strict=True) if re.search(r"[A-Za-z]{2}", c) and (not pick or head in pick)]
