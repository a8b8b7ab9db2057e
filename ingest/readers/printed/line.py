"""Lines: words that stand on one baseline, and how lines become running text again."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.readers.printed.sheet import Word

# A mark or a number in front of a paragraph stands a wide gap away from it and yet belongs to it.
LABEL = re.compile(r"^(?:[•◦▪‣·*\-–—]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?|[A-Z]?\d{1,2}|[⁰¹²³⁴-⁹]{1,3})$")
# Gaps in type sizes: surely between columns, likely so, perhaps between cells; and the farthest that a label stands off.
SURE, LIKELY, PERHAPS, FARTHEST = 2.0, 0.8, 0.55, 6.0
KEPT_HYPHEN = re.compile(r"(?i)^(?:self|non|well|ex|half|long|short|high|low|full|part|multi|cross|co|one|two|three|four|five)$")


@dataclass(frozen=True, slots=True)
class Line:
    """Words without a wide gap; size and bold are those of most of its characters.

    `kind` is furniture where that is known beforehand; `column` numbers the columns of all pages in reading
    order, `edges` are the sides of its column.
    """

    page: int
    words: tuple[Word, ...]
    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    kind: str = ""
    column: int = 0
    edges: tuple[float, float] = (0.0, 0.0)

    @property
    def top(self) -> float:
        return self.base - self.size

    @property
    def bottom(self) -> float:
        return self.base


def make_line(page: int, words: list[Word]) -> Line:
    """A line of words that stand side by side, from left to right."""
    text = "".join(("" if n == 0 or w.glued else " ") + w.text for n, w in enumerate(words))
    sizes: Counter[float] = Counter()
    letters: Counter[bool] = Counter()
    for word in words:
        sizes[round(word.size * 2) / 2] += len(word.text)
        letters[word.bold] += sum(c.isalnum() for c in word.text)
    size = max(sizes, key=sizes.__getitem__)
    return Line(page, tuple(words), text, words[0].left, words[-1].right, words[0].base, size, letters[True] > 0 == letters[False])


def find_lines(words: Iterable[Word], page: int) -> list[Line]:
    """Lines from top to bottom; words on one baseline with a wide gap between them make two lines."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.base):
        if rows and word.base - rows[-1][0].base < 0.25 * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [make_line(page, part) for row in rows for part in _split(sorted(row, key=lambda w: w.left))]


def _split(words: list[Word]) -> list[list[Word]]:
    """Words parted at wide gaps; those of a justified line stand evenly apart, and a label belongs to what follows it."""
    gaps = _gaps(words)
    parts = [[words[0]]]
    for i, word in enumerate(words[1:]):
        beside = min(gaps[i - 1] if i else SURE, gaps[i + 1] if i + 1 < len(gaps) else SURE)
        wide = gaps[i] > SURE or (gaps[i] > LIKELY and gaps[i] > 1.5 * beside)
        if wide and not (len(parts[-1]) == 1 and LABEL.match(words[i].text) and gaps[i] < FARTHEST):
            parts.append([])
        parts[-1].append(word)
    return parts


def cells_of(line: Line) -> list[Line]:
    """A line parted where it may be a row of a table: at gaps a little wider than those between its words."""
    gaps = _gaps(list(line.words))
    least = min((g for g in gaps if g > 0.1), default=0.0)
    parts = [[line.words[0]]]
    for i, (gap, word) in enumerate(zip(gaps, line.words[1:], strict=True)):
        if i == 0 and LABEL.match(line.words[0].text) and any(c.isalpha() for c in word.text):
            parts[-1].append(word)  # a numbered paragraph or a footnote
            continue
        if gap > LIKELY or (gap > PERHAPS and gap > 1.8 * least):
            parts.append([])
        parts[-1].append(word)
    return [replace(make_line(line.page, part), kind=line.kind) for part in parts]


def is_even(line: Line) -> bool:
    """Whether the words of a line stand evenly and not far apart, as those of a justified line do."""
    gaps = _gaps(list(line.words))
    return len(gaps) > 1 and max(gaps) < min(SURE, 1.25 * min(gaps) + 0.1)


def _gaps(words: list[Word]) -> list[float]:
    return [(b.left - a.right) / max(a.size, b.size) for a, b in pairwise(words)]


def rows_of(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines that stand side by side, from top to bottom, each row from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda n: n.base):
        if rows and line.base - rows[-1][0].base < 0.25 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda n: n.left) for row in rows]


def joined(row: list[Line]) -> Line:
    """Lines side by side as one line."""
    return row[0] if len(row) == 1 else make_line(row[0].page, [w for line in row for w in line.words])


def run_on(lines: Iterable[tuple[int, str]], known: Counter[str]) -> tuple[str, list[tuple[int, int]]]:
    """Lines (page, text) as one text with the hyphens of line ends mended, and (page, offset) wherever a page begins.

    `known` counts the words of the whole report: a word that occurs whole elsewhere loses its hyphen.
    """
    parts: list[str] = []
    turns: list[tuple[int, int]] = []
    length = 0
    for page, line in lines:
        if parts:
            whole = mended(parts[-1], line, known)
            length += len(whole) - len(parts[-1])
            parts[-1] = whole
        if not turns or page != turns[-1][0]:
            turns.append((page, length))
        parts.append(line)
        length += len(line)
    return "".join(parts), turns


def mended(line: str, following: str, known: Counter[str]) -> str:
    """A line ready for the next one to follow: with a space at its end, without one, or without its hyphen."""
    token = line.rsplit(" ", 1)[-1]
    if "://" in token and token[-1] in "/-_=&?.":
        return line
    if token == line and _is_broken(line, following, known):
        return line
    before = re.search(r"(?<!\w)(\w+)-$", token)
    after = re.match(r"\w+", following)
    if before is None or after is None or after[0] in ("and", "or", "to"):  # "pre- or post-release"
        return line + " "
    first, second = before[1], after[0]
    if not second[0].islower() or not first[-1].isalpha():
        return line
    whole, hyphened = known[(first + second).lower()], known[f"{first}-{second}".lower()]
    keeps = hyphened > whole if whole != hyphened else bool(KEPT_HYPHEN.match(first))
    return line if keeps else line[:-1]


def _is_broken(line: str, following: str, known: Counter[str]) -> bool:
    """Whether a narrow cell has broken a word without a hyphen: it stands whole elsewhere, or a single letter is left of it."""
    rest = re.match(r"[^\W\d_]+", following)
    if rest is None or not line.isalpha() or not rest[0].islower():
        return False
    return known[(line + rest[0]).lower()] > 0 or (len(rest[0]) == 1 and rest[0] not in "ai")
