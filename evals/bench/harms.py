"""Harms: a library's files are damaged, its writes refused, its power cut; after each it must answer rightly or say so, and be mended.

python -m evals.bench.harms --harms 300 [--seed 0] [--folder DIR]

damage   one file changed in place: a bit, a part, its end, all of it
refusal  from a step of a writer on, each change of a file is refused: disk full, disk broken, disk read-only
power    a writer is killed at a step, and of what it wrote since, whatever was not yet made safe is gone or torn
"""

import errno
import os
import random
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import chromadb  # noqa: F401  (before the forks, so that a writer begins to write at once)

from corpus.errors import AssistantError
from corpus.library import Library
from evals.bench.forked import run_forked
from evals.bench.tally import Tally
from evals.bench.trial import (
    KNOWN_WORDS,
    SWITCH,
    Words,
    answer,
    begin,
    hold,
    look,
    rehearse,
    run_from_shell,
    see_goes_on,
    take_in,
    words_of,
    write_files,
)
from ingest.check import check

REFUSALS = (errno.ENOSPC, errno.EIO, errno.EROFS)
SAFE = ("truth.db", "truth.db-journal", "CURRENT")  # SQLite makes each commit safe by itself; the pointer is put back as a whole


def _flipped(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data)) if data else 0
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :] if data else b"?"


DAMAGES: dict[str, Callable[[bytes, random.Random], bytes | None]] = {
    "a bit": _flipped,
    "a block": lambda data, chance: data[: (at := chance.randrange(len(data) + 1))] + bytes(min(512, len(data) - at)) + data[at + 512 :],
    "its end": lambda data, chance: data[: chance.randrange(len(data) + 1)],
    "all of it": lambda data, chance: chance.randbytes(len(data)),
    "emptied": lambda data, chance: b"",
    "gone": lambda data, chance: None,
}


def run(harms: int, folder: Path, seed: int = 0, told: Callable[[str], None] = lambda _: None) -> Tally:
    """Do that many harms to one library, each kind in turn."""
    library, files = begin(folder)
    chance, tally = random.Random(seed), Tally()
    for n in range(harms):
        before = words_of(run_forked(partial(hold, library)))
        HARMS[n % len(HARMS)](n, library, files, before, chance, tally)
        see_goes_on(library, files, tally, f"harm {n}")
        told(f"{n + 1}/{harms}, problems: {len(tally.problems)}")
    return tally


def _damage(n: int, library: Library, files: Path, before: Words, chance: random.Random, tally: Tally) -> None:
    path = chance.choice([p for p in sorted(library.folder.rglob("*")) if p.is_file() and p.name != "LOCK"])
    how = chance.choice(list(DAMAGES))
    tally.kills[f"damage ({how})"] += 1
    data = DAMAGES[how](path.read_bytes(), chance)
    path.unlink() if data is None else path.write_bytes(data)
    what = f"{how} of {path.relative_to(library.folder)}"
    answered = run_forked(partial(_said, lambda: answer(library)))
    if answered.killed or answered.error:
        tally.unreadable.append(f"{what}: {answered.error or 'killed by its own reading'}")
    elif answered.told[0] == "done" and KNOWN_WORDS not in answered.told[1]:
        tally.wrong.append(f"{what}: {answered.told[1]}")
    mended = run_forked(partial(_said, lambda: check(library, repair=True)))
    tally.survived[f"{answered.told and answered.told[0]}, then repair {mended.told and mended.told[0]}"] += 1
    if mended.killed or mended.error:
        tally.stuck.append(f"{what}: {mended.error or 'killed by its own repair'}")
    look(library, before, before, tally, what)


def _refuse(n: int, library: Library, files: Path, before: Words, chance: random.Random, tally: Tally) -> None:
    write_files(files, n + 1)
    after, rehearsed = rehearse(take_in, library, files)
    why, step = chance.choice(REFUSALS), chance.randint(1, max(rehearsed.steps, 1))
    refused = run_forked(partial(_said, lambda: take_in(library, files)), step, refuse=why)
    tally.kills[f"refusal ({os.strerror(why)})"] += 1
    what = f"{os.strerror(why)} from step {step} of {rehearsed.steps}"
    if refused.error or refused.killed or "\n" in str(refused.told[1]):
        tally.stuck.append(f"{what}: {refused.error or refused.told}")
    tally.survived["refusal " + ("told" if refused.told and refused.told[0] == "told" else "not noticed")] += 1
    look(library, before, after, tally, what)


def _cut_power(n: int, library: Library, files: Path, before: Words, chance: random.Random, tally: Tally) -> None:
    write_files(files, n + 1)
    after, rehearsed = rehearse(take_in, library, files)
    first = max(rehearsed.steps - SWITCH, 1) if chance.random() < 0.5 else 1
    step, held = chance.randint(first, max(rehearsed.steps, 1)), {path: path.stat().st_mtime_ns for path in library.folder.rglob("*")}
    pointer = (library.folder / "CURRENT").read_bytes()
    with tempfile.TemporaryDirectory(dir=files.parent) as place:
        log = Path(place) / "made safe"
        log.touch()
        run_forked(partial(_noting, log, lambda: take_in(library, files)), step)
        safe = set(log.read_text(encoding="utf-8").splitlines())
    written = [path for path in library.folder.rglob("*") if path.is_file() and held.get(path) != path.stat().st_mtime_ns]
    torn = [path for path in sorted(written) if str(path) not in safe and path.name not in SAFE]
    for path in torn:
        whole = path.read_bytes()
        path.write_bytes(whole[: chance.choice([0, len(whole) // 2 // 512 * 512])])
    if str(library.folder) not in safe:  # a renaming was not yet on the disk
        (library.folder / "CURRENT").write_bytes(pointer)
    tally.kills["power"] += 1
    tally.survived["power cut, files torn" if torn else "power cut, nothing torn"] += 1
    look(library, before, after, tally, f"power cut at step {step} of {rehearsed.steps}, {len(torn)} files torn")


HARMS = (_damage, _refuse, _cut_power)


def _said(work: Callable[[], object]) -> tuple[str, object]:
    """What a work gave, or what it told in a sentence; anything else is raised."""
    try:
        given = work()
    except AssistantError as error:
        return "told", str(error)
    return "done", given


def _noting(log: Path, work: Callable[[], object]) -> None:
    """Do a work and write down each file and folder that it makes safe on the disk."""
    fsync = os.fsync

    def noted(handle: int) -> None:
        fsync(handle)
        with log.open("a", encoding="utf-8") as file:
            file.write(os.readlink(f"/proc/self/fd/{handle}") + "\n")

    os.fsync = noted  # type: ignore[assignment]
    work()


if __name__ == "__main__":
    run_from_shell(run, __doc__, "harms")
