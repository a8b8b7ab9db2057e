"""Kills: writers are killed at random moments, at counted steps and in the switch; after each the library must be whole and answer.

python -m evals.bench.kills --kills 300 [--seed 0] [--folder DIR]
"""

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import chromadb  # noqa: F401  (before the forks, so that a writer begins to write at once)

from corpus.library import Library
from evals.bench.forked import Ended, run_forked
from evals.bench.tally import Tally
from evals.bench.trial import SWITCH, begin, hold, look, rehearse, run_from_shell, see_goes_on, take_in, words_of, write_files
from ingest.build import remove
from ingest.check import check


def _remove(library: Library, files: Path) -> None:
    remove("northmoor-1", library)


def _repair(library: Library, files: Path) -> list[str]:
    return check(library, repair=True)


WORKS: dict[str, Callable[[Library, Path], Any]] = {"ingest": take_in, "remove": _remove, "repair": _repair}


def run(kills: int, folder: Path, seed: int = 0, told: Callable[[str], None] = lambda _: None) -> Tally:
    """Kill that many writers over one library, each at a moment or step of its own."""
    library, files = begin(folder)
    chance, tally = random.Random(seed), Tally()
    version = 0
    while tally.kills.total() < kills:
        what = chance.choices(list(WORKS), (6, 2, 2))[0]
        version += 1
        _kill_one(what, version, library, files, chance, tally)
        see_goes_on(library, files, tally, what)
        told(f"{tally.kills.total()}/{kills}, problems: {len(tally.problems)}")
    return tally


def _kill_one(what: str, version: int, library: Library, files: Path, chance: random.Random, tally: Tally) -> None:
    before = words_of(run_forked(partial(hold, library)))
    if what == "ingest":
        write_files(files, version)
    if what == "repair":
        _harm(library, chance)
    after, rehearsed = rehearse(WORKS[what], library, files)
    moment = chance.choice(["moment", "step", "switch"])
    if not _strike(moment, partial(WORKS[what], library, files), rehearsed, chance).killed:
        tally.finished += 1
        return
    tally.kills[f"{what} ({moment})"] += 1
    checked = run_forked(partial(check, library))
    tally.survived["; ".join(checked.told or []) or checked.error or "whole"] += 1
    if what == "repair":  # before, the index said that it was damaged; a half-done repair must leave it mendable
        run_forked(partial(_repair, library, files))
    look(library, before, after, tally, what)


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


if __name__ == "__main__":
    run_from_shell(run, __doc__, "kills")
