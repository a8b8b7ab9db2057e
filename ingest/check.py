"""Check: is a library whole, does its index match its texts; and the repair of just what is wrong."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import AssistantError
from corpus.library import Library, LibraryError
from ingest.card import IndexOutOfDate, find_changed
from ingest.generation import PARTS, SNAPSHOT, can_answer, faulty_parts, mark_of, rebuild_index, wanted_mark
from ingest.passages import RULE
from ingest.truth import FORMAT, DamagedTruth, Truth

ASIDE = "truth.damaged.db"


def check(library: Library, repair: bool = False, model: str | None = None) -> list[str]:
    """What is wrong with a library, each fault a phrase; with `repair` it is first mended, and nothing is embedded.

    `model` is the fingerprint of the embedder that is set: vectors of another one are no fault of the library, but it
    cannot be asked with this one, and that is raised as IndexOutOfDate.
    """
    if not library.exists and library.generation is None and not list(_generations(library)):
        Truth(library.truth_path).reports()  # tells in a sentence that there is no library
    faults = _find_faults(library)
    if faults and repair:
        with library.writing():
            _mend(library)
        faults = _find_faults(library)
    if not faults:
        _match_version(Truth(library.truth_path), model)
    return faults


def _find_faults(library: Library) -> list[str]:
    truth = Truth(library.truth_path)
    faults = truth.find_faults()
    if faults:
        if _whole_snapshot(library) is None:
            raise DamagedTruth(_lost_for_good(library, faults))
        return [*faults, "the copy beside its index is whole"]
    generation = library.generation
    if generation is None:
        return ["the library has no finished index"]
    mark = mark_of(generation)
    if mark is None:
        return ["the card of the index is damaged"]
    if not can_answer(generation):
        return ["the index was made by another version"]
    if mark != wanted_mark(truth):
        return ["the index was built from other texts than the library holds now"]
    return list(faulty_parts(generation).values())


def _lost_for_good(library: Library, faults: list[str]) -> str:
    return (
        f"In the library {library.folder}, {'; '.join(faults)}, and no whole copy of it is left. "
        "Ingest the reports again into a new folder: probation-qa ingest FILES --library NEW_FOLDER"
    )


def _mend(library: Library) -> None:
    """Put right what is wrong and leave the rest; the truth first, since all else is derived from it."""
    truth = Truth(library.truth_path)
    newer = _restore(library, truth) if truth.find_faults() else []
    truth.seal_all()
    mark = wanted_mark(truth)
    current = library.generation
    faulty: dict[Path, dict[str, str]] = {}
    for generation in dict.fromkeys(([current] if current else []) + list(_generations(library))):
        if mark_of(generation) == mark:
            faulty[generation] = faulty_parts(generation)
    whole = next((generation for generation, faults in faulty.items() if not faults), None)
    if whole is None:
        # The parts of a generation of these very texts that are as they were built are kept.
        sound = [name for name in PARTS if name not in faulty[current]] if current in faulty else []
        rebuild_index(library, truth, sound=sound, anew=True)
    elif whole != current:
        library.point_to(whole)
    if newer:
        raise AssistantError(
            f"The library {library.folder} was restored from the copy of its last index, and answers. "
            f"Newer than that copy, and to be ingested again: {', '.join(newer)}. Give their files to probation-qa ingest."
        )


def _restore(library: Library, truth: Truth) -> list[str]:
    """Put the newest whole snapshot in the truth's place; the reports that only the damaged file named."""
    snapshot = _whole_snapshot(library)
    if snapshot is None:
        raise DamagedTruth(_lost_for_good(library, truth.find_faults()))
    try:
        before = truth.digests()
    except LibraryError:
        before = {}
    draft = library.folder / "truth.new.db"
    shutil.copyfile(snapshot.path, draft)
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    if truth.path.is_file():
        os.replace(truth.path, library.folder / ASIDE)
    # SQLite would play a journal left by the damaged file into the one that takes its place.
    Path(f"{truth.path}-journal").unlink(missing_ok=True)
    os.replace(draft, truth.path)
    held = truth.digests()
    return [name for name, digest in before.items() if held.get(name) != digest]


def _whole_snapshot(library: Library) -> Truth | None:
    """The snapshot of the generation that answers, else of the newest that holds one as it was written."""
    for generation in (library.generation, *_generations(library)):
        if generation is not None and not _snapshot_faults(generation):
            return Truth(generation / SNAPSHOT)
    return None


def _snapshot_faults(generation: Path) -> list[str]:
    try:
        changed = list(find_changed(generation, [SNAPSHOT]))
    except IndexOutOfDate:  # without its card the snapshot must prove itself
        changed = []
    snapshot = Truth(generation / SNAPSHOT)
    return changed or snapshot.find_faults() or ([] if snapshot.seals() or not snapshot.digests() else ["it has no seals"])


def _generations(library: Library) -> Iterator[Path]:
    index = library.folder / "index"
    yield from sorted((path for path in index.glob("*") if path.name.isdigit()), reverse=True)


def _match_version(truth: Truth, model: str | None) -> None:
    """Name what the library was made with where this program makes it otherwise."""
    card = truth.card()
    wanted = {"embedding model": ("model", model), "rule of cutting": ("rule", RULE), "format": ("format", FORMAT)}
    other = [f"its {name} is {card[key]}, not {now}" for name, (key, now) in wanted.items() if now and card.get(key, now) != now]
    if other or "changing" in card:
        raise IndexOutOfDate(
            f"The library is whole but was made by another version or setting ({'; '.join(other) or 'it is half made anew'}). "
            "Have all of it made anew from its own texts: probation-qa ingest with any of its files."
        )
