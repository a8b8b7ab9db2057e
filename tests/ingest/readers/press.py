"""A small printing press: sets an invented report as a PDF page by page, so that it is known what stands where."""

import io
import random
import re
from dataclasses import dataclass, field

from invented import Part, Story
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
NOTE_SIZE = 7.5


@dataclass(frozen=True)
class Layout:
    """How a report is set."""

    font: str = "Helvetica"
    bold: str = "Helvetica-Bold"
    size: float = 10.5
    columns: int = 1
    indent: bool = False  # paragraphs told by their first line's indent instead of by white space
    justified: bool = False
    hyphens: bool = False
    ruled: bool = True
    cover: bool = False
    outline: bool = False
    heads_again: bool = True  # column heads printed again where a table goes on
    page_number: str = "{}"
    headings: tuple[float, float, float] = (24, 16, 12.5)
    caption_below: bool = False


@dataclass
class Printed:
    """The PDF and on which page each part of the story begins."""

    data: bytes = b""
    pages: dict[int, int] = field(default_factory=dict)  # number of the part: page
    notes: dict[int, int] = field(default_factory=dict)  # number of the note: page
    count: int = 0


class Press:
    """Sets lines from top to foot, column by column; footnotes wait for the foot of their column."""

    def __init__(self, story: Story, layout: Layout, seed: int = 0) -> None:
        self.story, self.layout, self.chance = story, layout, random.Random(seed)
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=A4)
        self.canvas.setTitle(story.title)
        self.printed = Printed()
        self.page, self.column = 1, 0
        self.waiting: list[list[str]] = []
        gutter = 24
        self.width = (WIDTH - 2 * 62 - gutter * (layout.columns - 1)) / layout.columns
        self.gutter = gutter
        self.leading = layout.size * 1.25
        self.y = self.start = self.top

    top, foot = HEIGHT - 90, 70

    @property
    def left(self) -> float:
        return 62 + self.column * (self.width + self.gutter)

    def print(self) -> Printed:
        self._title()
        for n, part in enumerate(self.story.parts):
            getattr(self, f"_{part.kind}")(n, part)
        self._turn(last=True)
        self.canvas.save()
        self.printed.data, self.printed.count = self.file.getvalue(), self.page
        return self.printed

    def _title(self) -> None:
        for line in self._broken(self.story.title, self.layout.bold, self.layout.headings[0], WIDTH - 124):
            self._need(self.layout.headings[0] * 1.25)
            self._draw(self.left, line, self.layout.bold, self.layout.headings[0])
        if self.layout.cover:
            self._draw(self.left, "A report in four chapters", self.layout.font, 15, 30)
            self._draw(self.left, "March 2031", self.layout.font, 12, 20)
            self._turn()
        self.y -= 14
        self.start = self.y  # the second column of this page begins under the title too

    def _heading(self, n: int, part: Part) -> None:
        size = self.layout.headings[part.level - 1]
        lines = self._broken(part.text, self.layout.bold, size, self.width)
        self._need(size * 1.25 * len(lines) + 4 * self.leading, size * 0.9)
        self.printed.pages[n] = self.page
        if self.layout.outline:
            self.canvas.bookmarkPage(f"h{n}")
            self.canvas.addOutlineEntry(part.text, f"h{n}", part.level - 2)
        for line in lines:
            self._draw(self.left, line, self.layout.bold, size)
        self.y -= size * 0.4

    def _paragraph(self, n: int, part: Part, mark: str = "", inset: float = 0) -> None:
        words = part.text.split()
        for number, _ in part.notes:
            words[-1] += f"[[{number}]]"
        first = 14.0 if self.layout.indent and not mark else 0.0
        lines = self._set(words, self.width - inset, first)
        for i, (line, extra) in enumerate(lines):
            notes = [note for number, note in part.notes if any(f"[[{number}]]" in w for w in line)]
            self._need(self.leading + sum(self._note_height(k, t) for k, t in part.notes if t in notes))
            for number, text in part.notes:
                if text in notes:
                    self._take_note(number, text)
            if i == 0:
                self.printed.pages[n] = self.page
                if mark:
                    self._show(self.left + inset - 14, self.y - self.leading, mark, self.layout.font, self.layout.size)
            self._line(line, extra, self.left + inset + (first if i == 0 else 0))
        self.y -= 0 if self.layout.indent or mark else self.leading * 0.7
        if self.layout.indent and mark:
            self.y -= 2

    def _item(self, n: int, part: Part) -> None:
        self._paragraph(n, part, "•", 22)

    def _caption(self, n: int, part: Part) -> None:
        if self.layout.caption_below:
            self.held = (n, part)
            return
        self._need(self.leading * 6, 8)
        self.printed.pages[n] = self.page
        for line in self._broken(part.text, self.layout.bold, self.layout.size - 1, self.width):
            self._draw(self.left, line, self.layout.bold, self.layout.size - 1)
        self.y -= 5

    def _table(self, n: int, part: Part) -> None:
        size, widths = self.layout.size - 1.5, [self.width / len(part.rows[0])] * len(part.rows[0])
        if "Remarks" in part.rows[0]:
            spare = 26 if self.layout.columns == 1 else 8
            widths = [w + spare * (len(widths) - 1) if head == "Remarks" else w - spare for w, head in zip(widths, part.rows[0])]
        heads: list[list[str]] = []
        for i, row in enumerate(part.rows):
            cells = [self._broken(cell, self.layout.bold if i == 0 else self.layout.font, size, w - 10) for cell, w in zip(row, widths)]
            heads = cells if i == 0 else heads
            height = max(len(c) for c in cells) * size * 1.2 + 6
            if self._full(height):
                self._next()
                if self.layout.heads_again and i:
                    self._row(heads, widths, size, max(len(h) for h in heads) * size * 1.2 + 6, head=True)
            self._row(cells, widths, size, height, head=i == 0)
            if i == 1:
                self.printed.pages[n] = self.page
        self.y -= self.leading
        if self.layout.caption_below:
            number, caption = self.held
            self.printed.pages[number] = self.page
            for line in self._broken(caption.text, self.layout.bold, self.layout.size - 1, self.width):
                self._draw(self.left, line, self.layout.bold, self.layout.size - 1)
            self.y -= self.leading

    def _row(self, cells: list[list[str]], widths: list[float], size: float, height: float, head: bool) -> None:
        x = self.left
        for lines, width in zip(cells, widths):
            if self.layout.ruled:
                self.canvas.rect(x, self.y - height, width, height, stroke=1, fill=0)
            for k, line in enumerate(lines):
                self._show(x + 5, self.y - 3 - size - k * size * 1.2 + 1, line, self.layout.bold if head else self.layout.font, size)
            x += width
        self.y -= height

    def _take_note(self, number: int, text: str) -> None:
        self.waiting.append([f"{number} ", *self._broken(text, self.layout.font, NOTE_SIZE, self.width - 16)])
        self.printed.notes[number] = self.page

    def _note_height(self, number: int, text: str) -> float:
        return len(self._broken(text, self.layout.font, NOTE_SIZE, self.width - 16)) * NOTE_SIZE * 1.2 + (2 if self.waiting else 12)

    def _notes_height(self) -> float:
        return sum((len(n) - 1) * NOTE_SIZE * 1.2 + 2 for n in self.waiting) + (10 if self.waiting else 0)

    def _full(self, height: float) -> bool:
        return self.y - height < self.foot + self._notes_height()

    def _need(self, height: float, before: float = 0) -> None:
        if self._full(height + before):
            self._next()
        elif self.y < self.start - 1:
            self.y -= before

    def _next(self) -> None:
        self._set_notes()
        self.column += 1
        self.y = self.start
        if self.column == self.layout.columns:
            self._turn()

    def _set_notes(self) -> None:
        y = self.foot + self._notes_height() - 8
        if self.waiting:
            self.canvas.line(self.left, y + 2, self.left + 80, y + 2)
        for number, *lines in self.waiting:
            self._show(self.left, y - NOTE_SIZE + 2.5, number.strip(), self.layout.font, 5)
            for line in lines:
                y -= NOTE_SIZE * 1.2
                self._show(self.left + 8, y + 1, line, self.layout.font, NOTE_SIZE)
            y -= 2
        self.waiting = []

    def _turn(self, last: bool = False) -> None:
        self._set_notes()
        head, foot = self.story.furniture
        self._show(62, HEIGHT - 50, head, self.layout.font, 8)
        self._show(62, 36, foot, self.layout.font, 8)
        self._show(WIDTH - 62 - 50, 36, self.layout.page_number.format(self.page), self.layout.font, 8)
        self.canvas.showPage()
        if not last:
            self.page += 1
            self.column, self.y, self.start = 0, self.top, self.top

    def _draw(self, x: float, text: str, font: str, size: float, before: float = 0) -> None:
        self.y -= size * 1.25 + before
        self._show(x, self.y, text, font, size)

    def _show(self, x: float, y: float, text: str, font: str, size: float) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, text)

    def _line(self, words: list[str], extra: float, x: float) -> None:
        """Words one after the other, the marks of footnotes small and raised."""
        self.y -= self.leading
        font, size = self.layout.font, self.layout.size
        plain = [re.sub(r"\[\[\d+\]\]", "", w) for w in words]
        text = self.canvas.beginText(x, self.y)
        text.setFont(font, size)
        text.setWordSpace(extra)
        text.textOut(" ".join(plain))
        self.canvas.drawText(text)
        mark = re.search(r"\[\[(\d+)\]\]", words[-1])
        if mark:
            end = x + stringWidth(" ".join(plain), font, size) + extra * (len(words) - 1)
            self._show(end, self.y + size * 0.35, mark[1], font, size * 0.6)

    def _set(self, words: list[str], width: float, first: float) -> list[tuple[list[str], float]]:
        """Lines of words, each with what is added to every space."""
        font, size = self.layout.font, self.layout.size
        lines: list[tuple[list[str], float]] = []
        line: list[str] = []
        waiting = list(words)
        while waiting:
            room = width - (first if not lines else 0)
            word = waiting.pop(0)
            if stringWidth(" ".join([*line, re.sub(r"\[\[\d+\]\]", "", word)]), font, size) <= room:
                line.append(word)
                continue
            head, tail = self._hyphened(word, line, room)
            if head:
                line.append(head)
                waiting.insert(0, tail)
            else:
                waiting.insert(0, word)
            spare = room - stringWidth(" ".join(line), font, size)
            lines.append((line, spare / (len(line) - 1) if self.layout.justified and len(line) > 1 else 0))
            line = []
        return [*lines, (line, 0)]

    def _hyphened(self, word: str, line: list[str], room: float) -> tuple[str, str]:
        if not self.layout.hyphens or not re.fullmatch(r"[a-z]{8,}[.,]?", word):
            return "", word
        for cut in range(len(word) - 4, 2, -1):
            head = word[:cut] + "-"
            if stringWidth(" ".join([*line, head]), self.layout.font, self.layout.size) <= room:
                return head, word[cut:]
        return "", word

    def _broken(self, text: str, font: str, size: float, width: float) -> list[str]:
        lines: list[str] = []
        for word in text.split():
            if lines and stringWidth(f"{lines[-1]} {word}", font, size) <= width:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return lines
