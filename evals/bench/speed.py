"""Speed: ours beside the plain LangChain + Chroma pipeline, run in turn on the same invented reports.

    python -m evals.bench.speed [--sizes 1000,10000,100000] [--pairs 5] [--questions 40] [--out evals/speed.md]

Up to 1,000 passages both embed with the real model; beyond that both store vectors drawn at random, since embedding
100,000 passages takes an hour on two processors, and both still embed each question.
"""

import argparse
import itertools
import os
import platform
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from evals.bench.cost import Cost, run, spread
from evals.bench.invented import questions, write_reports
from evals.bench.table import Line, table
from ingest.truth import Truth

REAL = 1000  # passages up to which the model embeds for real
WORK, PLAIN = ["-m", "evals.bench.work"], ["-m", "evals.bench.plain"]


def main() -> None:
    """Measure, and write the table after each size, so that a run that is stopped has written what it came to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--questions", type=int, default=40)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "speed.md")
    given = parser.parse_args()
    run(["-c", "from ingest.embedding import SentenceTransformerEmbedder as E; E().embed(['once'] * 100)"])  # the exported copy is made
    lines: list[Line] = []
    for size in map(int, given.sizes.split(",")):
        with tempfile.TemporaryDirectory(prefix="bench-") as place:
            lines += measure(Path(place), size, given.pairs, given.questions)
        given.out.write_text(table([*lines, *growth(lines)], _machine(given.pairs)), encoding="utf-8")
    print(given.out.read_text(encoding="utf-8"))


def measure(place: Path, size: int, pairs: int, count: int) -> Iterator[Line]:
    """All figures of one size of library."""
    folder, library, store = place / "files", place / "ours", place / "plain"
    chars = sum(path.stat().st_size for path in write_reports(folder, size))
    yield from _ingest(size, chars, folder, library, store)
    yield from _cold(size, library, store, pairs)
    told = run([*WORK, "warm", str(library), str(store), str(count)]).told
    for name in ("search", "ask"):
        yield Line(f"warm {name}", size, "ms", told[f"{name} ours"], told[f"{name} plain"])
    yield Line("disk", size, "MB", [_disk(library)], [_disk(store)])


def growth(lines: Sequence[Line]) -> Iterator[Line]:
    """How much longer a warm search takes in a larger library."""
    searches = [line for line in lines if line.what == "warm search"]
    for smaller, larger in itertools.pairwise(searches):
        times = spread(larger.ours)[0] / spread(smaller.ours)[0]
        yield Line(f"warm search, {larger.passages:,} passages over {smaller.passages:,}", larger.passages, "times", [times])


def _ingest(size: int, chars: int, folder: Path, library: Path, store: Path) -> Iterator[Line]:
    if size <= REAL:
        kind, words, beside = "real model", _ours("ingest", str(folder), library=library), [*PLAIN, "ingest", str(folder), str(store)]
    else:
        kind, words = "random vectors", [*WORK, "ingest_ours", str(folder), str(library)]
        beside = [*WORK, "ingest_plain", str(folder), str(store)]
    ours, plain, again = run(words), run(beside), run(words)
    held = len(Truth(library / "truth.db").passages(Truth(library / "truth.db").reports())[0])
    yield Line(f"ingest, {kind}: passages per second", size, "1/s", [held / ours.wall], [plain.told / plain.wall])
    yield Line(f"ingest, {kind}: passages per processor second", size, "1/s", [held / ours.cpu], [plain.told / plain.cpu])
    yield Line(f"ingest, {kind}: characters per processor second", size, "1/s", [chars / ours.cpu], [chars / plain.cpu])
    yield Line("ingest, largest memory", size, "MB", [ours.memory], [plain.memory])
    yield Line("unchanged re-ingest over the first", size, "times", [again.wall / ours.wall])


def _cold(size: int, library: Path, store: Path, pairs: int) -> Iterator[Line]:
    question = questions(1)[0]
    commands = {"ask": _ours("ask", question, library=library)}
    if size <= REAL:
        commands |= {name: _ours(name, library=library) for name in ("reports", "check")}
        commands |= {"search": _ours("search", question, library=library), "--help": _ours("--help")}
    costs: dict[str, list[Cost]] = {name: [] for name in (*commands, "plain")}
    for _ in range(pairs):
        for name, words in commands.items():
            costs[name].append(run(words))
        costs["plain"].append(run([*PLAIN, "ask", question, str(store)]))
    for name in commands:
        beside = costs["plain"] if name in ("search", "ask") else []
        yield Line(f"cold {name}", size, "s", [c.wall for c in costs[name]], [c.wall for c in beside])
        yield Line(f"cold {name}, processor", size, "s", [c.cpu for c in costs[name]], [c.cpu for c in beside])
    yield Line("cold ask, largest memory", size, "MB", [c.memory for c in costs["ask"]], [c.memory for c in costs["plain"]])


def _ours(*words: str, library: Path | None = None) -> list[str]:
    return ["-m", "app", *words, *(["--library", str(library)] if library else [])]


def _disk(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def _machine(pairs: int) -> str:
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    processors = f"{os.cpu_count()} processors ({platform.machine()}), Python {platform.python_version()}"
    return f"{processors}, load at the end {load}, {date.today()}; {pairs} interleaved pairs of each cold command"


if __name__ == "__main__":
    main()
