"""Margins: what stands on the pages and is no part of what they say: running heads, page numbers, contents pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.contents import plain
from ingest.readers.printed.line import Line, joined, rows_of
from ingest.readers.printed.sheet import Sheet

ZONE = 0.14  # of the page's height, at its top and at its foot
LEAST_SHARE = 0.4  # of the pages from the first to the last that a running line stands on
NEARLY_ALL = 0.75
DRIFT = 4
LARGER = 1.2  # times the body's type
LONGEST_HEAD, LONGEST_ENTRY = 100, 300
ROMAN = re.compile(r"^[ivxlc]+$")
ENTRY = re.compile(r"^(?=.{0,400}$).*?\S(?:\s*\.{3,}\s*|(?:\s\.){3,}\s*|\s+)(?:\d{1,3}|[ivxl]{1,6})$")
LEADER = re.compile(r"(?:\.{4,20}|(?:\s\.){4,20})\s{0,99}(?:\d{1,3}|[ivxl]{1,6})$")

Place = tuple[float, int, Line]  # distance from the edge of the page, page, line


def without_margins(pages: Sequence[tuple[Sheet, list[Line]]], body: float) -> list[list[Line]]:
    """The lines of each page without those that recur at the same height over pages, whatever their numbers."""
    running = _outside(pages, _running(pages, body))
    kept = []
    for sheet, lines in pages:
        rows = rows_of(lines)
        top, foot = _count(sheet, rows, running), _count(sheet, rows[::-1], running)
        outer = {id(line) for row in [*rows[:top], *rows[len(rows) - foot :]] for line in _swept(row, running)}
        kept.append([line for row in rows for line in row if id(line) not in outer])
    return kept


def _outside(pages: Sequence[tuple[Sheet, list[Line]]], running: dict[int, float]) -> dict[int, float]:
    """The running lines without those that begin or end the text of their pages: other pages have text at their height.

    So do the heads of tables that run on, and sentences that recur. Told only where lines of more pages stand farther out.
    """
    texts: dict[int, set[int]] = defaultdict(set)  # by height: the pages that have text there
    for sheet, lines in pages:
        for height in (y for n in lines if id(n) not in running and _zone(sheet, n) for y in _heights(n)):
            texts[height].add(sheet.number)
    outside = dict(running)
    for sheet, lines in pages:
        for line in (n for n in lines if id(n) in running):
            share = running[id(line)]
            outer = any(share < running.get(id(n), 0.0) and _is_outward(n, line, sheet) for n in lines)
            if outer and any(texts[y] - {sheet.number} for y in _heights(line)):
                del outside[id(line)]
    return outside


def _heights(line: Line) -> range:
    return range(round(line.top), round(line.base))


def _is_outward(outer: Line, line: Line, sheet: Sheet) -> bool:
    return outer.base < line.base < sheet.height / 2 or outer.base > line.base > sheet.height / 2


def _count(sheet: Sheet, rows: list[list[Line]], running: dict[int, float]) -> int:
    """How many rows, from the edge of the page inwards, are running lines; the first that is not ends them."""
    count = 0
    for row in rows:
        alone = len(row) == 1 and len(rows) > 1 and _pattern(row[0].text) == "#"
        if not _zone(sheet, row[0]) or not (alone or any(id(line) in running for line in row)):
            break
        count += 1
    # A line that stands close to the text is the head of a table that runs on, unless it is on nearly every page.
    while 0 < count < len(rows) and max(running.get(id(line), 0.0) for line in rows[count - 1]) < NEARLY_ALL:
        if abs(rows[count][0].base - rows[count - 1][0].base) > 1.7 * rows[count - 1][0].size:
            break
        count -= 1
    return count


def _swept(row: list[Line], running: dict[int, float]) -> list[Line]:
    """Of a row, the running lines and what is set like them beside them, such as the name of a short chapter."""
    sizes = {line.size for line in row if id(line) in running} or {line.size for line in row}
    return [line for line in row if line.size in sizes]


def _zone(sheet: Sheet, line: Line) -> bool:
    return line.base < ZONE * sheet.height or line.base > (1 - ZONE) * sheet.height


def _pattern(text: str) -> str:
    text = re.sub(r"\d+", "#", text.lower())
    return "#" if ROMAN.match(text) else text


def _running(pages: Sequence[tuple[Sheet, list[Line]]], body: float) -> dict[int, float]:
    """The ids of the lines that recur, and the share of the pages that have them; names of chapters count as none.

    Large type is a heading, though "Chapter 1" and "Chapter 2" differ in a number only.
    """
    found: dict[tuple[str, bool], list[Place]] = defaultdict(list)
    for sheet, lines in pages:
        topmost = min((line.base for line in lines), default=0.0)
        for line in lines:
            if _zone(sheet, line) and line.size < LARGER * body:
                foot = line.base > sheet.height / 2
                place = (sheet.height - line.base if foot else line.base, sheet.number, line)
                found[_pattern(line.text), foot].append(place)
                if line.base == topmost and line.size < body and len(line.text) < LONGEST_HEAD:
                    found["", foot].append(place)  # names of chapters, each on a few pages
    running = {id(line): 0.0 for line in _repeated_titles(pages, body)}
    for (pattern, _), places in found.items():
        for level in _levels(sorted(places, key=lambda p: p[0])):
            level = _counting(level) if pattern else level
            numbers = {number for _, number, _ in level}
            if _recurs(numbers, len(pages)):
                share = len(numbers) / len(pages) if pattern else 0.0
                running.update({id(line): max(share, running.get(id(line), 0.0)) for _, _, line in level})
    return running


def _repeated_titles(pages: Sequence[tuple[Sheet, list[Line]]], body: float) -> list[Line]:
    """Small lines in the margin that say a heading again."""
    titles = {plain(line.text) for _, lines in pages for line in lines if line.size >= LARGER * body}
    return [line for sheet, lines in pages for line in lines if _zone(sheet, line) and line.size <= body and plain(line.text) in titles]


def _levels(places: list[Place]) -> list[list[Place]]:
    """Lines with one wording, parted where their heights differ."""
    levels = [[places[0]]]
    for place in places[1:]:
        if place[0] - levels[-1][-1][0] > DRIFT:
            levels.append([])
        levels[-1].append(place)
    return levels


def _counting(level: list[Place]) -> list[Place]:
    """Of lines that differ in their numbers, those with a number that counts the pages; cells and rows of tables stand there too."""
    said = [_said(place) for place in level]
    common = Counter(words for words_of_one in said for words in words_of_one)
    return [place for place, words_of_one in zip(level, said, strict=True) if any(common[words] > 1 for words in words_of_one)]


def _said(place: Place) -> set[str]:
    """A line's words, and its words with each number by itself told as how far it is ahead of the page's own."""
    text = place[2].text.lower()
    numbers = list(re.finditer(r"\d{1,9}", text))
    ahead = {f"{text[: n.start()]}#{int(n.group()) - place[1]}#{text[n.end() :]}" for n in numbers}
    return {"#"} if ROMAN.match(text) else ahead | ({text} if re.search(r"[^\W\d_]", text) else set())


def _recurs(numbers: set[int], pages: int) -> bool:
    dense = bool(numbers) and len(numbers) / (max(numbers) - min(numbers) + 1) >= LEAST_SHARE
    return dense and len(numbers) >= (3 if pages > 4 else 2)


def mark_contents(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages with the rows of a contents page joined and told to be furniture."""
    open_still = False
    marked = []
    for lines in pages:
        rows = rows_of(lines)
        start = next((i for i, row in enumerate(rows) if plain(joined(row).text) in ("contents", "table of contents")), None)
        first = 0 if open_still and start is None else start
        last = _last_entry(rows, first) if first is not None else None
        open_still = last is not None and last == len(rows) - 1
        marked.append([line for i, row in enumerate(rows) for line in _marked(row, first, last, i)])
    return marked


def _last_entry(rows: list[list[Line]], first: int) -> int | None:
    """The last row of the contents that begin at a row: entries end with a page number, some run over two rows."""
    last, misses, entries = None, 0, 0
    for i, row in enumerate(rows[first:], first):
        text = joined(row).text
        if len(text) < LONGEST_ENTRY and ENTRY.match(text):
            last, misses, entries = i, 0, entries + 1
        else:
            misses += 1
        if misses > 2:
            break
    return last if entries >= 3 else None


def _marked(row: list[Line], first: int | None, last: int | None, i: int) -> list[Line]:
    within = first is not None and last is not None and first <= i <= last
    line = joined(row)
    if within or (len(line.text) < LONGEST_ENTRY and LEADER.search(line.text)):
        return [replace(line, kind="furniture")]
    return row
