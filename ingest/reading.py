"""Reading: what a reader makes of one file, before it is a report."""

from dataclasses import dataclass, field

from corpus.errors import AssistantError
from corpus.report import Block


class UnreadableReport(AssistantError):
    """A file that cannot become a report; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with the blocks a reader recognised in it, and the facts that the format itself states."""

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[int, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Writing:
    """Builds a Reading block by block, for formats whose marks do not belong in the text."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    length: int = 0

    def add(self, kind: str, text: str, level: int = 0) -> int:
        """Append one block and say where it starts; rows of one table stand line under line, other blocks a blank line apart."""
        text = text.strip("\n")
        if not text.strip():
            return self.length
        if self.blocks:
            together = kind == self.blocks[-1].kind and kind in ("row", "item")
            self._append("\n" if together else "\n\n")
        start = self.length
        self._append(text)
        self.blocks.append(Block(kind, start, self.length, level))
        return start

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def reading(self, facts: dict[str, str] | None = None, pages: tuple[int, ...] = ()) -> Reading:
        return Reading("".join(self.parts), tuple(self.blocks), pages, facts or {})
