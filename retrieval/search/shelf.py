"""Shelf: one generation of a library, loaded whole to be searched and quoted from."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO

import numpy as np
import numpy.typing as npt

from corpus.library import Library, LibraryError
from corpus.report import Report
from ingest.card import REBUILD, IndexOutOfDate, read_card, see_unchanged
from ingest.embedding import Vectors
from ingest.generation import LEXICAL, READ, SNAPSHOT, UNITS, VOCABULARY, can_answer
from ingest.index import PassageIndex, can_open
from ingest.lexical import LexicalIndex
from ingest.origin import Origin
from ingest.passages import Passage
from ingest.stored import StoredPieces
from ingest.truth import Truth
from ingest.units import UnitIndex
from ingest.vocabulary import Vocabulary
from retrieval.answer import Coverage
from retrieval.checks.units import text_over
from retrieval.evidence import Filters
from retrieval.question.lexicon import Lexicon
from retrieval.question.understanding import find_bodies
from retrieval.search.rerank import Reader

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
        if not can_answer(folder):
            raise IndexOutOfDate(f"The index in {folder} was made by another version. {REBUILD}")
        see_unchanged(folder, READ)
        truth = Truth(folder / SNAPSHOT)
        reports = truth.reports()
        bare, vectors = truth.passages(reports)
        passages = [p.with_units(packed) for p, packed in zip(bare, UnitIndex.open(folder / UNITS).packed, strict=True)]
        return cls(
            folder, {r.report_id: r for r in reports}, passages, vectors, read_card(folder), StoredPieces(truth.path, passages), hold
        )

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
        return LexicalIndex.open(self.folder / LEXICAL)

    @cached_property
    def reader(self) -> Reader:
        return Reader(self.packed)

    @cached_property
    def lexicon(self) -> Lexicon:
        return Lexicon(Vocabulary.open(self.folder / VOCABULARY))

    @cached_property
    def searchable(self) -> npt.NDArray[np.bool_]:
        """Of each row whether it is searched."""
        return np.array([p.kind not in UNSEARCHED for p in self.passages], dtype=bool)

    def admitted(self, filters: Filters) -> npt.NDArray[np.int64]:
        """The rows that are searched within these limits, in order."""
        within = [n for n, report in enumerate(self.reports.values()) if filters.admit(report)]
        if len(within) == len(self.reports):
            return np.flatnonzero(self.searchable)
        return np.flatnonzero(self.searchable & np.isin(self._report_of_row, within))

    @cached_property
    def _report_of_row(self) -> npt.NDArray[np.int32]:
        place = {report_id: n for n, report_id in enumerate(self.reports)}
        return np.array([place[p.report_id] for p in self.passages], dtype=np.int32)

    def coverage(self, filters: Filters) -> Coverage:
        """How far a search within these limits looks."""
        searched = [r for r in self.reports.values() if filters.admit(r)]
        dates = [d for r in searched if (d := r.facts.published_on)]
        areas = sorted({a for r in searched for a in r.facts.area})
        return Coverage(len(searched), len(self.reports), filters, tuple(areas), max(dates, default=None))

    @cached_property
    def row_by_id(self) -> dict[str, int]:
        return {p.passage_id: row for row, p in enumerate(self.passages)}

    def bodies_of(self, passage: Passage) -> tuple[str, ...]:
        """The bodies a passage speaks of: those its headings name, else its report's only body, else its words'."""
        found = self._bodies.get(passage.passage_id)
        if found is None:
            facts = self.reports[passage.report_id].facts
            found = bodies_over(passage) or (facts.bodies if len(facts.bodies) == 1 else find_bodies(passage.text))
            self._bodies[passage.passage_id] = found
        return found

    @cached_property
    def _bodies(self) -> dict[str, tuple[str, ...]]:
        return {}


def bodies_named_over(passage: Passage) -> tuple[str, ...]:
    """The bodies that the caption, head or lead-in of a list or table names, else those that its headings name."""
    return find_bodies(text_over(passage)) or bodies_over(passage)


def bodies_over(passage: Passage) -> tuple[str, ...]:
    """The bodies that the nearest heading to name any names."""
    return next((named for heading in reversed(passage.headings) if (named := find_bodies(heading))), ())
