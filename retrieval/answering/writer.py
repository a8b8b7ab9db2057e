"""Writer: what every writer of drafts can do, offline or language model."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from retrieval.answering.pairing import FoundSide
from retrieval.calls import OFFLINE_INSTEAD, Stopped, never
from retrieval.checks.citations import Draft
from retrieval.evidence import Evidence
from retrieval.question.understanding import Understanding

OnDraft = Callable[[Draft], None]


class Writer(Protocol):
    """Writes drafts from evidence; what it writes is checked by others. Only `name` and `write` need be given."""

    @property
    def name(self) -> str: ...

    def write(self, understood: Understanding, evidence: Sequence[Evidence]) -> list[Draft]: ...

    def write_sides(self, sides: Sequence[FoundSide]) -> list[Draft]:
        """The drafts on several sides, each written by itself; a side is named before its words."""
        return [draft for side in sides for draft in _named(side, self.write(side.asked, side.evidence))]

    @property
    def notice(self) -> str:
        """What a reader must know of how the drafts since `anew` came about; empty where nothing is to be said."""
        return ""

    @property
    def instead(self) -> str:
        """What is said where this writer stands in for one that failed."""
        return OFFLINE_INSTEAD

    @property
    def leaves(self) -> str:
        """Which text leaves this machine and to where; empty where none does."""
        return ""

    def anew(self, on_draft: OnDraft | None = None, stopped: Stopped = never) -> "Writer":
        """The writer for one answer, with a name and notice of its own; each draft that holds is handed over as it comes."""
        return self

    def over(self, offline: "Writer") -> "Writer":
        """The writer with another to stand in for it; one that never fails gives way to it."""
        return offline

    def rewrite(self, question: str, earlier: Sequence[str]) -> str | None:
        """A follow-up as it stands alone; None where the writer cannot tell."""
        return None


def _named(side: FoundSide, drafts: Sequence[Draft]) -> list[Draft]:
    """The first draft that holds, under the name of its side, and those that do not."""
    holding = [replace(draft, text=f"{side.name}: {draft.text}") for draft in drafts if not draft.fault]
    return [*holding[:1], *(draft for draft in drafts if draft.fault)]
