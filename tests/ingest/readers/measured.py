"""How much of what was printed a reading gives back."""

import re
from collections import Counter
from contextlib import closing
from dataclasses import dataclass

import pypdfium2
from invented import Part, Story

from corpus.report import Block
from ingest.reading import Reading

SAID = ("heading", "paragraph", "item", "row", "caption", "footnote")


@dataclass(frozen=True)
class Measured:
    """Shares from 0 to 1.

    headings: F1 of headings with their levels. cells: cells in the row of their station under their head. pages: parts whose
    first words stand on their page. boilerplate: words around the report that are kept. lost: words of the report that are missing. whole:
    paragraphs, items and captions given back word for word as one block of their kind. notes: the same of footnotes.
    """

    headings: float
    cells: float
    pages: float
    boilerplate: float
    lost: float
    whole: float
    notes: float


def measure(story: Story, reading: Reading, furniture: tuple[str, ...], pages: dict[int, int] | None = None) -> Measured:
    """furniture: what stands around the report. pages: the page on which each part of the story begins."""
    return Measured(
        _headings(story, reading),
        _cells(story, reading),
        _pages(story, reading, pages or {}),
        _boilerplate(reading, furniture),
        _lost(story, reading),
        _whole(story, reading),
        _notes(story, reading),
    )


def pages_of(story: Story, data: bytes) -> dict[int, int]:
    """The page on which each part of a story begins, by the bare words of every page of a PDF; only what one page alone holds."""
    with closing(pypdfium2.PdfDocument(data)) as document:
        words = [bare(page.get_textpage().get_text_range()) for page in document]
    found = {n: [i for i, text in enumerate(words, 1) if _opening(part) in text] for n, part in enumerate(story.parts)}
    return {n: pages[0] for n, pages in found.items() if len(pages) == 1}


def _opening(part: Part) -> str:
    return " ".join(bare(part.text or part.rows[1][0]).split()[:8])


def text_of(reading: Reading, block: Block) -> str:
    return reading.text[block.start : block.end]


def texts(reading: Reading, *kinds: str) -> list[str]:
    return [text_of(reading, b) for b in reading.blocks if b.kind in kinds]


def bare(text: str) -> str:
    """Words and figures alone, without the marks of footnotes."""
    return " ".join(re.findall(r"[\w%-]+", re.sub(r"[⁰¹²³⁴-⁹]", "", text)))


def _headings(story: Story, reading: Reading) -> float:
    true = Counter([(bare(p.text), p.level) for p in story.parts if p.kind == "heading"] + [(bare(story.title), 1)])
    found = Counter((bare(text_of(reading, b)), b.level) for b in reading.blocks if b.kind == "heading")
    return 2 * (true & found).total() / (true.total() + found.total())


def _cells(story: Story, reading: Reading) -> float:
    rows = [[bare(c) for c in text.split("\t")] for text in texts(reading, "row")]
    right = total = 0
    for part in (p for p in story.parts if p.kind == "table"):
        heads = [bare(head) for head in part.rows[0]]
        for row in part.rows[1:]:
            at = next((i for i, r in enumerate(rows) if bare(row[0]) in r), 0)
            place = next((rows[i] for i in reversed(range(at)) if sorted(rows[i]) == sorted(heads)), [])
            wanted = {head: bare(cell) for head, cell in zip(heads, row, strict=True)}
            total += len(wanted)
            right += sum(wanted.get(head) == cell for head, cell in zip(place, rows[at], strict=False)) if rows else 0
    return right / total


def _pages(story: Story, reading: Reading, pages: dict[int, int]) -> float:
    right = 0
    for n, page in pages.items():
        words = _opening(story.parts[n]).split()
        places = re.finditer(r"[\W⁰¹²³⁴-⁹]+".join(map(re.escape, words)), reading.text)
        right += any(sum(begin <= place.start() for begin in reading.pages) == page for place in places)
    return right / len(pages) if pages else 1.0


def _boilerplate(reading: Reading, furniture: tuple[str, ...]) -> float:
    kept = [f" {bare(text)} " for text in texts(reading, *SAID)]
    lines = {bare(line): len(bare(line).split()) for line in furniture}
    return sum(words for line, words in lines.items() if any(f" {line} " in text for text in kept)) / sum(lines.values())


def _lost(story: Story, reading: Reading) -> float:
    parts = [p.text for p in story.parts] + [cell for p in story.parts for row in p.rows for cell in row]
    notes = [text for p in story.parts for _, text in p.notes]
    true = Counter(bare(" ".join([story.title, *parts, *notes])).split())
    return (true - Counter(bare(" ".join(texts(reading, *SAID))).split())).total() / true.total()


def _whole(story: Story, reading: Reading) -> float:
    found = Counter(
        (b.kind, bare(re.sub(r"^\d+\. ", "", text_of(reading, b)) if b.kind == "item" else text_of(reading, b))) for b in reading.blocks
    )
    true = Counter((p.kind, bare(p.text)) for p in story.parts if p.kind in ("paragraph", "item", "caption"))
    return (true & found).total() / true.total()


def _notes(story: Story, reading: Reading) -> float:
    true = [bare(text) for p in story.parts for _, text in p.notes]
    found = [re.sub(r"^\d+ ", "", bare(text)) for text in texts(reading, "footnote")]
    return sum(text in found for text in true) / len(true) if true else 1.0
