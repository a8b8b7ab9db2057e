"""Shelf: one generation of a library, loaded whole to be searched and quoted from."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO

from corpus.library import Library, LibraryError
from corpus.report import Report
from ingest.card import read_card, see_unchanged
from ingest.embedding import Vectors
from ingest.generation import SNAPSHOT
from ingest.index import PassageIndex, can_open
from ingest.origin import Origin
from ingest.passages import Passage, text_to_embed
from ingest.truth import Truth
from retrieval.answer import Coverage
from retrieval.evidence import Filters
from retrieval.lexical import LexicalIndex
from retrieval.rerank import Reader
from retrieval.understanding import Lexicon, find_bodies

UNSEARCHED = frozenset({"furniture"})


@dataclass(frozen=True)
class Shelf:
    """One generation of a library, loaded whole: what is searched and quoted from."""

    folder: Path
    reports: dict[str, Report]
    passages: list[Passage]
    vectors: Vectors
    card: dict[str, str]
    packed: Sequence[bytes] = ()  # the word pieces of each passage; none from a model that gives none
    hold: IO[bytes] | None = None  # keeps the generation from being cleared away for as long as this shelf lives

    @classmethod
    def open(cls, library: Library) -> "Shelf":
        found = library.hold_generation()
        if found is None:
            raise LibraryError(
                f"The library {library.folder} has no finished index. Add reports: probation-qa ingest FILES --library {library.folder}"
            )
        folder, hold = found
        see_unchanged(folder, [SNAPSHOT])
        truth = Truth(folder / SNAPSHOT)
        reports = truth.reports()
        passages, vectors = truth.passages(reports)
        return cls(folder, {r.report_id: r for r in reports}, passages, vectors, read_card(folder), truth.packed_pieces(), hold)

    @cached_property
    def origins(self) -> dict[str, Origin]:
        """What each report was made of, and who said its facts."""
        return Truth(self.folder / SNAPSHOT).origins()

    @cached_property
    def index(self) -> PassageIndex | None:
        """Chroma; none in a read-only library, where the plain product answers in its place."""
        return PassageIndex(self.folder) if can_open(self.folder) else None

    @cached_property
    def lexical(self) -> LexicalIndex:
        return LexicalIndex([text_to_embed(self.reports[p.report_id], p) for p in self.passages])

    @cached_property
    def reader(self) -> Reader:
        return Reader(self.packed)

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon(list(self.reports.values()), self.passages)

    @cached_property
    def searchable(self) -> list[int]:
        return [row for row, p in enumerate(self.passages) if p.kind not in UNSEARCHED]

    def coverage(self, filters: Filters) -> Coverage:
        """How far a search within these limits looks."""
        searched = [r for r in self.reports.values() if filters.admit(r)]
        dates = [d for r in searched if (d := r.facts.published_on)]
        areas = sorted({a for r in searched for a in r.facts.area})
        return Coverage(len(searched), len(self.reports), filters, tuple(areas), max(dates, default=None))

    @cached_property
    def row_by_id(self) -> dict[str, int]:
        return {p.passage_id: row for row, p in enumerate(self.passages)}

    @cached_property
    def bodies(self) -> list[tuple[str, ...]]:
        """The bodies each passage speaks of: those its headings name, else its report's only body, else its words'."""
        return [self.bodies_of(p) for p in self.passages]

    def bodies_of(self, passage: Passage) -> tuple[str, ...]:
        """The bodies one passage speaks of."""
        facts = self.reports[passage.report_id].facts
        return bodies_over(passage) or (facts.bodies if len(facts.bodies) == 1 else find_bodies(passage.text))


def bodies_over(passage: Passage) -> tuple[str, ...]:
    """The bodies that the nearest heading to name any names."""
    return next((named for heading in reversed(passage.headings) if (named := find_bodies(heading))), ())
