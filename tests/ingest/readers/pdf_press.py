"""A small printing press: sets an invented report as a PDF line by line, so that it is known what stands where."""

import io
import re
from dataclasses import dataclass, field

from invented import Part, Story
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
SIDE, TOP, FOOT, GUTTER = 62, HEIGHT - 90, 70, 24
NOTE_SIZE = 7.5
FURNITURE = ("Zephyrine Quarterly Zodiac", "Xylophonic Kazoo Press")  # the running head and foot
MARK = re.compile(r"\[\[(\d+)\]\]")


@dataclass(frozen=True)
class Layout:
    """How a report is set."""

    font: str = "Helvetica"
    bold: str = "Helvetica-Bold"
    size: float = 10.5
    columns: int = 1
    indent: bool = False  # paragraphs are told by their first line's indent, not by white space
    justified: bool = False
    hyphens: bool = False
    ruled: bool = True
    cover: bool = False
    outline: bool = False
    heads_again: bool = True  # column heads are printed again where a table goes on
    page_number: str = "{}"
    headings: tuple[float, float, float] = (24, 16, 12.5)
    caption_below: bool = False


@dataclass
class Printed:
    """The PDF, and on which page each part of the story begins, by the number of the part."""

    data: bytes = b""
    pages: dict[int, int] = field(default_factory=dict)


class Press:
    """Sets lines from top to foot, column by column; footnotes wait for the foot of their column."""

    def __init__(self, story: Story, layout: Layout) -> None:
        self.story, self.layout = story, layout
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=A4)
        self.printed = Printed()
        self.page, self.column = 1, 0
        self.y = self.start = TOP
        self.width = (WIDTH - 2 * SIDE - GUTTER * (layout.columns - 1)) / layout.columns
        self.leading = layout.size * 1.25
        self.waiting: list[list[str]] = []  # footnotes: number, lines
        self.caption: tuple[int, Part] | None = None

    def print(self) -> Printed:
        self._title()
        for n, part in enumerate(self.story.parts):
            {"heading": self._heading, "paragraph": self._paragraph, "item": self._item, "caption": self._caption, "table": self._table}[
                part.kind
            ](n, part)
        self._end_page()
        self.canvas.save()
        self.printed.data = self.file.getvalue()
        return self.printed

    @property
    def left(self) -> float:
        return SIDE + self.column * (self.width + GUTTER)

    def _title(self) -> None:
        for line in broken(self.story.title, self.layout.bold, self.layout.headings[0], WIDTH - 2 * SIDE):
            self._draw(line, self.layout.bold, self.layout.headings[0])
        if self.layout.cover:
            self.y -= 30
            self._draw("A report in four chapters", self.layout.font, 15)
            self._draw("March 2031", self.layout.font, 12)
            self._next_page()
        self.y -= 14
        self.start = self.y  # the second column of this page begins under the title too

    def _heading(self, n: int, part: Part) -> None:
        size = self.layout.headings[part.level - 1]
        lines = broken(part.text, self.layout.bold, size, self.width)
        self._need(size * 1.25 * len(lines) + 4 * self.leading, size * 0.9)
        self.printed.pages[n] = self.page
        if self.layout.outline:
            self.canvas.bookmarkPage(f"h{n}")
            self.canvas.addOutlineEntry(part.text, f"h{n}", part.level - 2)
        for line in lines:
            self._draw(line, self.layout.bold, size)
        self.y -= size * 0.4

    def _paragraph(self, n: int, part: Part, mark: str = "", inset: float = 0) -> None:
        words = part.text.split()
        words[-1] += "".join(f"[[{number}]]" for number, _ in part.notes)
        first = 14.0 if self.layout.indent and not mark else 0.0
        for i, (line, extra) in enumerate(self._set(words, self.width - inset, first)):
            notes = [note for note in part.notes if f"[[{note[0]}]]" in line[-1]]
            self._need(self.leading + sum(self._note_height(text) for _, text in notes))
            for number, text in notes:
                self.waiting.append([str(number), *broken(text, self.layout.font, NOTE_SIZE, self.width - 16)])
            if i == 0:
                self.printed.pages[n] = self.page
                self._show(self.left + inset - 14, self.y - self.leading, mark, self.layout.font, self.layout.size)
            self._line(line, extra, self.left + inset + (first if i == 0 else 0))
        self.y -= (2 if mark else 0) if self.layout.indent or mark else self.leading * 0.7

    def _item(self, n: int, part: Part) -> None:
        self._paragraph(n, part, "•", 22)

    def _caption(self, n: int, part: Part) -> None:
        if self.layout.caption_below:
            self.caption = n, part
        else:
            self._need(self.leading * 6, 8)
            self._set_caption(n, part)

    def _set_caption(self, n: int, part: Part) -> None:
        self.printed.pages[n] = self.page
        for line in broken(part.text, self.layout.bold, self.layout.size - 1, self.width):
            self._draw(line, self.layout.bold, self.layout.size - 1)
        self.y -= 5

    def _table(self, n: int, part: Part) -> None:
        size = self.layout.size - 1.5
        widths = self._widths(part.rows[0])
        heads: list = []
        for i, row in enumerate(part.rows):
            cells = [broken(cell, self.layout.font if i else self.layout.bold, size, w - 10) for cell, w in zip(row, widths, strict=True)]
            heads = cells if i == 0 else heads
            if self._is_full(max(map(len, cells)) * size * 1.2 + 6):
                self._next_column()
                if self.layout.heads_again and i:
                    self._row(heads, widths, size, self.layout.bold)
            self._row(cells, widths, size, self.layout.font if i else self.layout.bold)
            if i == 1:
                self.printed.pages[n] = self.page
        self.y -= self.leading
        if self.caption:
            self._set_caption(*self.caption)
            self.caption = None

    def _widths(self, heads: tuple[str, ...]) -> list[float]:
        """Columns of one width, but for remarks, which take some of it from the others."""
        each, spare = self.width / len(heads), 26 if self.layout.columns == 1 else 8
        if "Remarks" not in heads:
            return [each] * len(heads)
        return [each + spare * (len(heads) - 1) if head == "Remarks" else each - spare for head in heads]

    def _row(self, cells: list[list[str]], widths: list[float], size: float, font: str) -> None:
        height, x = max(map(len, cells)) * size * 1.2 + 6, self.left
        for lines, width in zip(cells, widths, strict=True):
            if self.layout.ruled:
                self.canvas.rect(x, self.y - height, width, height, stroke=1, fill=0)
            for k, line in enumerate(lines):
                self._show(x + 5, self.y - 2 - size - k * size * 1.2, line, font, size)
            x += width
        self.y -= height

    def _note_height(self, text: str) -> float:
        return len(broken(text, self.layout.font, NOTE_SIZE, self.width - 16)) * NOTE_SIZE * 1.2 + (2 if self.waiting else 12)

    def _notes_height(self) -> float:
        return sum((len(note) - 1) * NOTE_SIZE * 1.2 + 2 for note in self.waiting) + (10 if self.waiting else 0)

    def _set_notes(self) -> None:
        y = FOOT + self._notes_height() - 8
        if self.waiting:
            self.canvas.line(self.left, y + 2, self.left + 80, y + 2)
        for number, *lines in self.waiting:
            self._show(self.left, y - NOTE_SIZE + 2.5, number, self.layout.font, 5)
            for line in lines:
                y -= NOTE_SIZE * 1.2
                self._show(self.left + 8, y + 1, line, self.layout.font, NOTE_SIZE)
            y -= 2
        self.waiting = []

    def _is_full(self, height: float) -> bool:
        return self.y - height < FOOT + self._notes_height()

    def _need(self, height: float, before: float = 0) -> None:
        if self._is_full(height + before):
            self._next_column()
        elif self.y < self.start - 1:
            self.y -= before

    def _next_column(self) -> None:
        if self.column + 1 == self.layout.columns:
            self._next_page()
        else:
            self._set_notes()
            self.column, self.y = self.column + 1, self.start

    def _next_page(self) -> None:
        self._end_page()
        self.page += 1
        self.column, self.y, self.start = 0, TOP, TOP

    def _end_page(self) -> None:
        self._set_notes()
        self._show(SIDE, HEIGHT - 50, FURNITURE[0], self.layout.font, 8)
        self._show(SIDE, 36, FURNITURE[1], self.layout.font, 8)
        self._show(WIDTH - SIDE - 50, 36, self.layout.page_number.format(self.page), self.layout.font, 8)
        self.canvas.showPage()

    def _draw(self, text: str, font: str, size: float) -> None:
        self.y -= size * 1.25
        self._show(self.left, self.y, text, font, size)

    def _show(self, x: float, y: float, text: str, font: str, size: float) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, text)

    def _line(self, words: list[str], extra: float, x: float) -> None:
        """Words one after the other, `extra` added to every space; the mark of a footnote small and raised behind them."""
        self.y -= self.leading
        font, size = self.layout.font, self.layout.size
        line = MARK.sub("", " ".join(words))
        text = self.canvas.beginText(x, self.y)
        text.setFont(font, size)
        text.setWordSpace(extra)
        text.textOut(line)
        text.setWordSpace(0)  # it would go on into what is set next
        self.canvas.drawText(text)
        mark = MARK.search(words[-1])
        if mark:
            self._show(x + stringWidth(line, font, size) + extra * (len(words) - 1), self.y + size * 0.35, mark[1], font, size * 0.6)

    def _set(self, words: list[str], width: float, first: float) -> list[tuple[list[str], float]]:
        """Lines of words, each with what is added to every space of it."""
        lines: list[tuple[list[str], float]] = []
        line: list[str] = []
        waiting = list(words)
        while waiting:
            room = width - (0 if lines else first)
            word = waiting.pop(0)
            if not line or self._length([*line, word]) <= room:
                line.append(word)
                continue
            head, tail = self._hyphened(word, line, room)
            waiting.insert(0, tail)
            line += [head] if head else []
            lines.append((line, (room - self._length(line)) / (len(line) - 1) if self.layout.justified and len(line) > 1 else 0))
            line = []
        return [*lines, (line, 0)]

    def _length(self, words: list[str]) -> float:
        return stringWidth(MARK.sub("", " ".join(words)), self.layout.font, self.layout.size)

    def _hyphened(self, word: str, line: list[str], room: float) -> tuple[str, str]:
        if self.layout.hyphens and re.fullmatch(r"[a-z]{8,}[.,]?", word):
            for cut in range(len(word) - 4, 2, -1):
                if self._length([*line, word[:cut] + "-"]) <= room:
                    return word[:cut] + "-", word[cut:]
        return "", word


def broken(text: str, font: str, size: float, width: float) -> list[str]:
    """Lines no wider than `width`."""
    lines: list[str] = []
    for word in text.split():
        if lines and stringWidth(f"{lines[-1]} {word}", font, size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
