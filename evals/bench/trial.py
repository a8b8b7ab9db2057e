"""Trial: a small library that harm is done to, what its writer's work comes to, and how it is looked at afterwards."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from corpus.library import Library
from evals.bench.forked import Ended, run_forked
from evals.bench.stand_in import HashedStems
from evals.bench.tally import Tally
from ingest import index
from ingest.build import ingest
from ingest.check import check
from ingest.embedding import Vectors
from retrieval.assistant import Assistant
from retrieval.evidence import Question

REPORTS = 6
SWITCH = 25  # steps at the end of a writer's work in which the pointer is moved and the old is cleared away
KNOWN = "Who lent bicycles to officers in Southvale?"
KNOWN_WORDS = "The NPS in Southvale lent bicycles to its officers."
Words = set[tuple[str, str]]  # report and passage
Run = Callable[[int, Path, int, Callable[[str], None]], Tally]  # how many harms, where, by which seed, and who is told


def run_from_shell(run: Run, told: str | None, what: str) -> None:
    """Run a trial as it was asked for in the shell and print its tally; exit 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=(told or "").splitlines()[0])
    parser.add_argument(f"--{what}", dest="count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        tally = run(given.count, Path(folder), given.seed, lambda line: print(line, end="\r", file=sys.stderr))
    print(tally, *tally.problems, sep="\n")
    raise SystemExit(bool(tally.problems))


def begin(folder: Path) -> tuple[Library, Path]:
    """A library of the first files, and the folder they lie in."""
    index.find_faults = find_faults_forked
    library, files = Library(folder / "library"), folder / "files"
    write_files(files, 0)
    run_forked(partial(take_in, library, files))
    return library, files


def write_files(folder: Path, version: int) -> None:
    """A few short reports; all but the known one say another number in each version."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "southvale.md").write_text(f"# Probation in Southvale\n\n{KNOWN_WORDS}\n", encoding="utf-8")
    for n in range(REPORTS):
        lines = "\n\n".join(
            f"In office {k} the CRC in Northmoor {n} saw {version + k} people within {k + 2} days of their release." for k in range(9)
        )
        (folder / f"northmoor-{n}.txt").write_text(f"Probation in Northmoor {n}\n\n{lines}\n", encoding="utf-8")


def take_in(library: Library, files: Path) -> None:
    """The writer's work: bring the library up to its files."""
    ingest([files], library, HashedStems())


def hold(library: Library) -> list[tuple[str, str]]:
    """Every passage that the library answers from, with its report."""
    return [(p.report_id, p.text) for p in Assistant.open(library, HashedStems()).searcher.shelf.passages]


def answer(library: Library) -> str:
    """What the library says to the known question."""
    return Assistant.open(library, HashedStems()).ask(Question(KNOWN)).text


def find_faults_forked(folder: Path, vectors: Vectors) -> list[str]:
    """The same look in a process of its own, without the seconds that importing Chroma once more takes."""
    looked = run_forked(partial(index.look_through, folder, vectors))
    return ["the index files are damaged"] if looked.killed or looked.error else []


def rehearse(work: Callable[[Library, Path], object], library: Library, files: Path) -> tuple[Words, Ended]:
    """What the work comes to, and its steps and seconds, found out on a copy."""
    with tempfile.TemporaryDirectory(dir=files.parent) as place:
        copy = Library(Path(place) / "library")
        shutil.copytree(library.folder, copy.folder)
        rehearsed = run_forked(partial(work, copy, files))
        return words_of(run_forked(partial(hold, copy))), rehearsed


def look(library: Library, before: Words, after: Words, tally: Tally, what: str) -> None:
    """Open and ask what a kill left behind: all of the state before or all of the state after must be there."""
    held, answered = run_forked(partial(hold, library)), run_forked(partial(answer, library))
    if held.error or answered.error or answered.killed:
        tally.unreadable.append(f"{what}: {held.error or answered.error or 'killed by its own reading'}")
        return
    found = words_of(held)
    if not before <= found and not after <= found:
        tally.lost.append(f"{what}: {len(before - found)} of {len(before)}")
    if found not in (before, after) or KNOWN_WORDS not in answered.told:
        tally.wrong.append(f"{what}: {answered.told}")


def see_goes_on(library: Library, files: Path, tally: Tally, what: str) -> None:
    """The next ingest succeeds, and the library then holds just what its files say."""
    again = run_forked(partial(take_in, library, files))
    held, checked = run_forked(partial(hold, library)), run_forked(partial(check, library))
    problem = again.error or held.error or checked.error or "; ".join(checked.told or [])
    if problem or len({report for report, _ in words_of(held)}) != len(list(files.iterdir())):
        tally.stuck.append(f"{what}: {problem or 'the library holds other reports than its files'}")


def words_of(held: Ended) -> Words:
    """What a process held, to be compared."""
    return {(report, text) for report, text in held.told or []}
