"""How much of what was printed a reading gives back."""

import re
from collections import Counter
from dataclasses import dataclass

from invented import Story

from ingest.reading import Reading


@dataclass(frozen=True)
class Measured:
    """Shares from 0 to 1: F1 of headings with their levels, cells under their head, parts on their page, words kept and lost."""

    headings: float
    cells: float
    pages: float
    boilerplate: float
    lost: float
    whole: float  # paragraphs and items given back word for word as one block
    notes: float  # footnotes found whole, as footnotes


def measure(story: Story, reading: Reading, furniture: tuple[str, ...], pages: dict[int, int] | None = None) -> Measured:
    return Measured(
        _headings(story, reading),
        _cells(story, reading),
        _pages(story, reading, pages or {}),
        _boilerplate(reading, furniture),
        _lost(story, reading),
        _whole(story, reading),
        _notes(story, reading),
    )


def texts(reading: Reading, *kinds: str) -> list[str]:
    return [reading.text[b.start : b.end] for b in reading.blocks if b.kind in kinds]


def bare(text: str) -> str:
    return " ".join(re.findall(r"[\w%-]+", re.sub(r"[⁰¹²³⁴-⁹]", "", text)))


def _headings(story: Story, reading: Reading) -> float:
    true = Counter([(bare(p.text), p.level) for p in story.parts if p.kind == "heading"] + [(bare(story.title), 1)])
    found = Counter((bare(reading.text[b.start : b.end]), b.level) for b in reading.blocks if b.kind == "heading")
    both = (true & found).total()
    return 2 * both / (true.total() + found.total())


def _cells(story: Story, reading: Reading) -> float:
    """Each cell must stand in the row of its station, in the column of its head."""
    rows = [[bare(c) for c in reading.text[b.start : b.end].split("\t")] for b in reading.blocks if b.kind == "row"]
    right = total = 0
    for part in (p for p in story.parts if p.kind == "table"):
        heads = [bare(h) for h in part.rows[0]]
        place = {head: i for row in rows if sorted(row) == sorted(heads) for i, head in enumerate(row)}
        for row in part.rows[1:]:
            found = next((r for r in rows if bare(row[0]) in r), [])
            total += len(row)
            right += sum(head in place and place[head] < len(found) and found[place[head]] == bare(cell) for head, cell in zip(heads, row, strict=True))
    return right / total if total else 1.0


def _pages(story: Story, reading: Reading, pages: dict[int, int]) -> float:
    if not pages:
        return 1.0
    right = 0
    for n, page in pages.items():
        words = bare(story.parts[n].text or story.parts[n].rows[1][0])
        starts = [b.start for b in reading.blocks if words in bare(reading.text[b.start : b.end])]
        right += any(sum(begin <= start for begin in reading.pages) == page for start in starts)
    return right / len(pages)


def _boilerplate(reading: Reading, furniture: tuple[str, ...]) -> float:
    """Of the words that stand around the report, the share that stands in what is searched."""
    kept = [f" {bare(text)} " for text in texts(reading, "heading", "paragraph", "item", "row", "caption", "footnote")]
    lines = {bare(line): len(bare(line).split()) for line in furniture if bare(line)}
    return sum(words for line, words in lines.items() if any(f" {line} " in text for text in kept)) / sum(lines.values())


def _lost(story: Story, reading: Reading) -> float:
    words = " ".join([p.text for p in story.parts] + [c for p in story.parts for r in p.rows for c in r] + [t for p in story.parts for _, t in p.notes])
    true = Counter(bare(f"{story.title} {words}").split())
    found = Counter(bare(" ".join(texts(reading, "heading", "paragraph", "item", "row", "caption", "footnote"))).split())
    return (true - found).total() / true.total()


def _whole(story: Story, reading: Reading) -> float:
    found = Counter((b.kind, bare(re.sub(r"^\d+\. ", "", reading.text[b.start : b.end]) if b.kind == "item" else reading.text[b.start : b.end])) for b in reading.blocks)
    true = Counter((p.kind, bare(p.text)) for p in story.parts if p.kind in ("paragraph", "item", "caption"))
    return (true & found).total() / true.total()


def _notes(story: Story, reading: Reading) -> float:
    notes = [bare(f"{text}") for p in story.parts for _, text in p.notes]
    found = [re.sub(r"^\d+ ", "", bare(t)) for t in texts(reading, "footnote")]
    return sum(n in found for n in notes) / len(notes) if notes else 1.0
