"""Generation: all that a library answers from, derived from its truth in one folder and never written again.

truth.db       a snapshot of the truth, so that one generation is one state, and the copy it can be restored from
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
from ingest.passages import Passage
from ingest.progress import Progress, silent
from ingest.truth import Truth

SNAPSHOT, CHROMA = "truth.db", index.CHROMA


@dataclass(frozen=True)
class Contents:
    """What a snapshot holds, read once for all the parts that are built from it."""

    snapshot: Truth

    @cached_property
    def reports(self) -> list[Report]:
        return self.snapshot.reports()

    @cached_property
    def rows(self) -> tuple[list[Passage], Vectors]:
        return self.snapshot.passages(self.reports)


def _build_chroma(folder: Path, contents: Contents) -> None:
    index.build_index(folder, contents.rows[1])


PARTS: dict[str, Callable[[Path, Contents], None]] = {CHROMA: _build_chroma}


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
        _build(generation, truth, mark, {name: current / name for name in sound} if current else {})
    except BaseException:
        shutil.rmtree(generation, ignore_errors=True)  # half a generation on a full disk leaves no room for the next
        raise
    library.point_to(generation)
    progress("Indexing", 1, 1)


def _build(folder: Path, truth: Truth, mark: str, sound: dict[str, Path]) -> None:
    truth.copy_to(folder / SNAPSHOT)
    contents = Contents(Truth(folder / SNAPSHOT))
    for name, build in PARTS.items():
        if name not in sound:
            build(folder, contents)
        elif sound[name].is_dir():
            shutil.copytree(sound[name], folder / name)
        else:
            shutil.copyfile(sound[name], folder / name)
    write_card(folder, {**truth.card(), "built_from": mark, "passages": str(len(contents.rows[0]))})


def see_of_one_kind(truth: Truth) -> None:
    """Vectors of two models are never indexed together."""
    if "changing" in truth.card():
        raise IndexOutOfDate(
            "The library was stopped half way to another model and cannot be indexed. "
            "Finish the change: probation-qa ingest with any of its files."
        )


def wanted_mark(truth: Truth) -> str:
    """What a generation must have been built from to belong to this truth: every seal, and the card."""
    card = {key: value for key, value in truth.card().items() if key != "shipped"}
    seals = [f"{name}:{seal}" for name, seal in sorted(truth.seals().items())]
    return hashlib.sha256("\n".join([json.dumps([LAYOUT, card], sort_keys=True), *seals]).encode()).hexdigest()


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
    if SNAPSHOT not in faults and CHROMA not in faults:
        looked = index.find_faults(generation, Contents(Truth(generation / SNAPSHOT)).rows[1])
        faults |= {CHROMA: looked[0]} if looked else {}
    return faults
