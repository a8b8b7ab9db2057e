"""Generation: all that a library answers from, derived from its truth in one folder and never written again.

truth.db       a snapshot of the truth, so that one generation is one state, and the copy it can be restored from
lexical/       the index over its words
vocabulary.json  the names and words that it knows
units.npz      where the sentences, items and rows of each passage lie
chroma/        the index over its vectors, or the name of the collection that is
card.json      what it was built from and the hash of each file; written last
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from corpus.library import Library
from corpus.report import Report
from ingest import index
from ingest.card import LAYOUT, IndexOutOfDate, find_changed, read_card, write_card
from ingest.embedding import Vectors
from ingest.lexical import LexicalIndex
from ingest.passages import Passage, text_to_embed
from ingest.progress import Progress, silent
from ingest.proof import note_answers
from ingest.truth import Truth
from ingest.units import UnitIndex
from ingest.vocabulary import Vocabulary

SNAPSHOT, LEXICAL, VOCABULARY, UNITS, CHROMA = "truth.db", "lexical", "vocabulary.json", "units.npz", index.CHROMA
READ = (SNAPSHOT, LEXICAL, VOCABULARY, UNITS)  # what is compared with its hash at each opening; Chroma is when it is first asked


@dataclass(frozen=True)
class Contents:
    """What a snapshot holds, read once for all the parts that are built from it."""

    snapshot: Truth
    before: Path | None = None  # the generation that it follows

    @cached_property
    def reports(self) -> list[Report]:
        return self.snapshot.reports()

    @cached_property
    def rows(self) -> tuple[list[Passage], Vectors]:
        return self.snapshot.passages(self.reports)

    @cached_property
    def texts(self) -> list[str]:
        """Each passage with its title and headings, as it is embedded and searched."""
        report_by_id = {report.report_id: report for report in self.reports}
        return [text_to_embed(report_by_id[p.report_id], p) for p in self.rows[0]]

    @property
    def known_units(self) -> dict[tuple[str, str], bytes]:
        """What the generation before keeps of passages, by their kind and text; nothing where it is not whole or was made otherwise."""
        if self.before is None or not _is_made_alike(self.before, _made_with(self.snapshot)):
            return {}
        held = Contents(Truth(self.before / SNAPSHOT))
        kinds = (passage.kind for passage in held.rows[0])
        return dict(zip(zip(kinds, held.texts, strict=True), UnitIndex.open(self.before / UNITS).packed, strict=True))


def _build_lexical(folder: Path, contents: Contents) -> None:
    LexicalIndex.of(contents.texts).save(folder / LEXICAL)


def _build_vocabulary(folder: Path, contents: Contents) -> None:
    Vocabulary.gather(contents.reports, contents.rows[0]).save(folder / VOCABULARY)


def _build_units(folder: Path, contents: Contents) -> None:
    UnitIndex.of(contents.rows[0], contents.texts, contents.known_units).save(folder / UNITS)


def _build_chroma(folder: Path, contents: Contents) -> None:
    index.build_index(folder, contents.rows[1])


PARTS: dict[str, Callable[[Path, Contents], None]] = {
    LEXICAL: _build_lexical,
    VOCABULARY: _build_vocabulary,
    UNITS: _build_units,
    CHROMA: _build_chroma,
}


def rebuild_index(library: Library, truth: Truth, progress: Progress = silent, sound: Sequence[str] = (), anew: bool = False) -> None:
    """Build the next generation from the truth and let it answer, unless the present one does; nothing is embedded.

    `sound` names parts of the present generation that are whole: in a repair they are copied instead of built.
    Only a writer may call this.
    """
    see_of_one_kind(truth)
    truth.seal_all()
    mark = wanted_mark(truth)
    current = library.generation
    if current and not anew and mark_of(current) == mark:
        library.clear_away(current)
        return
    progress("Indexing", 0, 1)
    generation = library.new_generation()
    try:
        _build(generation, truth, mark, {name: current / name for name in sound} if current else {}, None if anew else current)
    except BaseException:
        shutil.rmtree(generation, ignore_errors=True)  # half a generation on a full disk leaves no room for the next
        raise
    library.point_to(generation)
    progress("Indexing", 1, 1)


def _build(folder: Path, truth: Truth, mark: str, sound: dict[str, Path], before: Path | None) -> None:
    truth.copy_to(folder / SNAPSHOT)
    contents = Contents(Truth(folder / SNAPSHOT), before)
    for name, build in PARTS.items():
        if name not in sound:
            build(folder, contents)
        elif sound[name].is_dir():
            shutil.copytree(sound[name], folder / name)
        else:
            shutil.copyfile(sound[name], folder / name)
    told = {"built_from": mark, "passages": str(len(contents.rows[0])), "answers": _answers(folder, contents)}
    write_card(folder, {**truth.card(), **told})


def _answers(folder: Path, contents: Contents) -> str:
    return note_answers(contents.texts, LexicalIndex.open(folder / LEXICAL), contents.rows[1])


def _is_made_alike(generation: Path, made_with: dict[str, str]) -> bool:
    """Whether what a generation keeps of its passages is whole, and made with the same model, rule and version."""
    try:
        told = read_card(generation)
        return told == {**told, **made_with, "layout": LAYOUT} and not list(find_changed(generation, (SNAPSHOT, UNITS)))
    except IndexOutOfDate:
        return False


def see_of_one_kind(truth: Truth) -> None:
    """Vectors of two models are never indexed together."""
    if "changing" in truth.card():
        raise IndexOutOfDate(
            "The library was stopped half way to another model and cannot be indexed. "
            "Finish the change: probation-qa ingest with any of its files."
        )


def wanted_mark(truth: Truth) -> str:
    """What a generation must have been built from to belong to this truth: every seal, and the card."""
    seals = [f"{name}:{seal}" for name, seal in sorted(truth.seals().items())]
    return hashlib.sha256("\n".join([json.dumps([LAYOUT, _made_with(truth)], sort_keys=True), *seals]).encode()).hexdigest()


def _made_with(truth: Truth) -> dict[str, str]:
    """What passages and vectors were made with: model, rule, format."""
    return {key: value for key, value in truth.card().items() if key != "shipped"}


def mark_of(generation: Path) -> str | None:
    """What a generation says it was built from; None where it cannot say."""
    try:
        return read_card(generation).get("built_from")
    except IndexOutOfDate:
        return None


def can_answer(generation: Path | None) -> bool:
    """Whether there is a generation, of the files that this version reads."""
    try:
        return generation is not None and read_card(generation).get("layout") == LAYOUT
    except IndexOutOfDate:
        return True  # it is damaged, which is told when it is opened


def faulty_parts(generation: Path) -> dict[str, str]:
    """The parts of a generation that are not as they were built, each with what is wrong."""
    faults: dict[str, str] = {}
    for told in find_changed(generation):
        part = told.split("/")[0].split()[0]
        faults.setdefault(part, f"in the index, {told}")
    contents = Contents(Truth(generation / SNAPSHOT))
    if not {SNAPSHOT, LEXICAL} & set(faults) and _answers(generation, contents) != read_card(generation).get("answers"):
        faults[LEXICAL] = "the index answers known questions otherwise than when it was built"
    if not {SNAPSHOT, CHROMA} & set(faults):
        looked = index.find_faults(generation, contents.rows[1])
        faults |= {CHROMA: looked[0]} if looked else {}
    return faults
