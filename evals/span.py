"""Span: a stretch of one report's text, the coordinates in which evidence, citations and gold quotes meet."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """`report.text[start:end]` of the report with this id."""

    report_id: str
    start: int
    end: int

    @property
    def length(self) -> int:
        return max(0, self.end - self.start)


def overlap(a: Span, b: Span) -> int:
    """How many characters two spans share; 0 for spans of two reports."""
    return max(0, min(a.end, b.end) - max(a.start, b.start)) if a.report_id == b.report_id else 0


def covered(span: Span, pieces: Iterable[Span]) -> int:
    """How many characters of `span` stand in at least one of `pieces`; what two pieces share counts once."""
    reached, count = span.start, 0
    for piece in sorted(p for p in pieces if overlap(span, p)):
        start, end = max(piece.start, reached), min(piece.end, span.end)
        count += max(0, end - start)
        reached = max(reached, end)
    return count


def within(passages: Sequence[Span], chars: int) -> list[Span]:
    """What is read of ranked passages by a reader who stops after `chars` characters; the last may be cut short."""
    read, left = [], chars
    for passage in passages:
        if left <= 0:
            break
        read.append(passage._replace(end=min(passage.end, passage.start + left)))
        left -= passage.length
    return read
