"""Kills: writers are killed at random moments, at counted steps and in the switch; after each the library must be whole and answer.

python -m evals.bench.kills --kills 300 [--seed 0] [--folder DIR]
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import chromadb  # noqa: F401  (before the forks, so that a writer begins to write at once)

from corpus.library import Library
from evals.bench.forked import Ended, run_forked
from evals.bench.stand_in import HashedStems
from evals.bench.tally import Tally
from ingest import index
from ingest.build import ingest, remove
from ingest.check import check
from ingest.embedding import Vectors
from retrieval.assistant import Assistant
from retrieval.evidence import Question

REPORTS = 6
SWITCH = 25  # steps at the end of a writer's work in which the pointer is moved and the old is cleared away
KNOWN = "Who lent bicycles to officers in Southvale?"
KNOWN_WORDS = "The NPS in Southvale lent bicycles to its officers."
Words = set[tuple[str, str]]  # report and passage


def write_files(folder: Path, version: int) -> None:
    """A few short reports; all but the known one say another number in each version."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "southvale.md").write_text(f"# Probation in Southvale\n\n{KNOWN_WORDS}\n", encoding="utf-8")
    for n in range(REPORTS):
        lines = "\n\n".join(
            f"In office {k} the CRC in Northmoor {n} saw {version + k} people within {k + 2} days of their release." for k in range(9)
        )
        (folder / f"northmoor-{n}.txt").write_text(f"Probation in Northmoor {n}\n\n{lines}\n", encoding="utf-8")


def _ingest(library: Library, files: Path) -> None:
    ingest([files], library, HashedStems())


def _remove(library: Library, files: Path) -> None:
    remove("northmoor-1", library)


def _repair(library: Library, files: Path) -> list[str]:
    return check(library, repair=True)


def _held(library: Library) -> list[tuple[str, str]]:
    return [(p.report_id, p.text) for p in Assistant.open(library, HashedStems()).searcher.shelf.passages]


def _answer(library: Library) -> str:
    return Assistant.open(library, HashedStems()).ask(Question(KNOWN)).text


WORKS: dict[str, Callable[[Library, Path], Any]] = {"ingest": _ingest, "remove": _remove, "repair": _repair}


def run(kills: int, folder: Path, seed: int = 0, told: Callable[[str], None] = lambda _: None) -> Tally:
    """Kill that many writers over one library, each at a moment or step of its own."""
    index.find_faults = _find_faults_forked
    chance, tally = random.Random(seed), Tally()
    library, files = Library(folder / "library"), folder / "files"
    write_files(files, 0)
    run_forked(partial(_ingest, library, files))
    version = 0
    while tally.kills.total() < kills:
        what = chance.choices(list(WORKS), (6, 2, 2))[0]
        version += 1
        _kill_one(what, version, library, files, chance, tally)
        _see_goes_on(library, files, tally, what)
        told(f"{tally.kills.total()}/{kills}, problems: {len(tally.problems)}")
    return tally


def _find_faults_forked(folder: Path, vectors: Vectors) -> list[str]:
    """The same look in a process of its own, without the seconds that importing Chroma once more takes."""
    looked = run_forked(partial(index.look_through, folder, vectors))
    return ["the index files are damaged"] if looked.killed or looked.error else []


def _kill_one(what: str, version: int, library: Library, files: Path, chance: random.Random, tally: Tally) -> None:
    before = _words(run_forked(partial(_held, library)))
    if what == "ingest":
        write_files(files, version)
    if what == "repair":
        _harm(library, chance)
    after, rehearsed = _rehearse(what, library, files)
    moment = chance.choice(["moment", "step", "switch"])
    if not _strike(moment, partial(WORKS[what], library, files), rehearsed, chance).killed:
        tally.finished += 1
        return
    tally.kills[f"{what} ({moment})"] += 1
    checked = run_forked(partial(check, library))
    tally.survived["; ".join(checked.told or []) or checked.error or "whole"] += 1
    if what == "repair":  # before, the index said that it was damaged; a half-done repair must leave it mendable
        run_forked(partial(_repair, library, files))
    _look(library, before, after, tally, what)


def _strike(moment: str, work: Callable[[], Any], rehearsed: Ended, chance: random.Random) -> Ended:
    if moment == "moment":
        return run_forked(work, wait=chance.uniform(0, rehearsed.seconds))
    first = max(rehearsed.steps - SWITCH, 1) if moment == "switch" else 1
    return run_forked(work, step=chance.randint(first, max(rehearsed.steps, 1)))


def _harm(library: Library, chance: random.Random) -> None:
    """Something for a repair to do."""
    if library.generation:
        path = chance.choice([p for p in sorted(library.generation.rglob("*")) if p.is_file() and p.name not in ("truth.db", "card.json")])
        path.write_bytes(path.read_bytes()[: chance.choice([0, 40])])


def _rehearse(what: str, library: Library, files: Path) -> tuple[Words, Ended]:
    """What the work comes to, and its steps and seconds, found out on a copy."""
    with tempfile.TemporaryDirectory(dir=files.parent) as place:
        copy = Library(Path(place) / "library")
        shutil.copytree(library.folder, copy.folder)
        rehearsed = run_forked(partial(WORKS[what], copy, files))
        return _words(run_forked(partial(_held, copy))), rehearsed


def _look(library: Library, before: Words, after: Words, tally: Tally, what: str) -> None:
    """Open and ask what a kill left behind: all of the state before or all of the state after must be there."""
    held, answered = run_forked(partial(_held, library)), run_forked(partial(_answer, library))
    if held.error or answered.error or answered.killed:
        tally.unreadable.append(f"{what}: {held.error or answered.error or 'killed by its own reading'}")
        return
    found = _words(held)
    if not before <= found and not after <= found:
        tally.lost.append(f"{what}: {len(before - found)} of {len(before)}")
    if found not in (before, after) or KNOWN_WORDS not in answered.told:
        tally.wrong.append(f"{what}: {answered.told}")


def _see_goes_on(library: Library, files: Path, tally: Tally, what: str) -> None:
    """The next ingest succeeds, and the library then holds just what its files say."""
    again = run_forked(partial(_ingest, library, files))
    held, checked = run_forked(partial(_held, library)), run_forked(partial(check, library))
    problem = again.error or held.error or checked.error or "; ".join(checked.told or [])
    if problem or len({report for report, _ in _words(held)}) != len(list(files.iterdir())):
        tally.stuck.append(f"{what}: {problem or 'the library holds other reports than its files'}")


def _words(held: Ended) -> Words:
    return {(report, text) for report, text in held.told or []}


def main() -> None:
    """Run and print the tally; exit 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        tally = run(given.kills, Path(folder), given.seed, lambda line: print(line, end="\r", file=sys.stderr))
    print(tally, *tally.problems, sep="\n")
    raise SystemExit(bool(tally.problems))


if __name__ == "__main__":
    main()
