"""Runner: asks every case and writes down what happened, one line each, as it goes.

Asking and scoring are separate: outcomes are kept, so a new measure needs no new answer.
"""

import hashlib
import json
import os
import platform
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from importlib import metadata
from pathlib import Path
from typing import Any

from corpus.library import CARD
from corpus.lock import take
from corpus.report import Report
from evals.case import Case, Conversation
from evals.outcome import Outcome, OutcomeError, read_outcomes, to_lines
from ingest.progress import Progress, silent
from retrieval.answer import Answer, to_json

Ask = Callable[[list[str]], list[Answer]]  # the turns of a conversation in, one answer a turn out
Odds = Callable[[Answer], float | None]  # log-odds that the evidence of an answer carries one
Settings = Mapping[str, Any]  # whatever the answers depend on besides cases and reports; plain JSON values
ROOT = Path(__file__).parents[1]
# Whatever answers depend on, words for other words included; how they are scored may change.
ANSWERING = (
    *("corpus/*.py", "ingest/**/*.py", "ingest/*.txt", "retrieval/**/*.py", "retrieval/*.txt"),
    *("evals/system.py", "evals/baseline.py"),
)
SAID_ELSEWHERE = ("asked_on", "ids")  # may differ when a run goes on: another day, and ids are part of the cases
LIBRARIES = ("bm25s", "chromadb", "langchain-core", "langchain-text-splitters", "numpy", "sentence-transformers", "torch")


def no_odds(answer: Answer) -> float | None:
    """For a system that does not weigh whether to answer."""
    return None


def run(
    ask: Ask, cases: Sequence[Case], conversations: Sequence[Conversation], reports: Mapping[str, Report], out: Path,
    *, settings: Settings | None = None, index: str = "", seed: int = 0, progress: Progress = silent, odds: Odds = no_odds,
) -> list[Outcome]:  # fmt: skip
    """Ask whatever `out` does not hold yet and append it there, an outcome a line, with a run card beside it.

    `index` is the hash of the index that answers; `odds` weighs each answer, to be kept beside it. A run that was
    cut off goes on where it stopped; one whose card differs is refused, since half of its answers would come from
    something else.
    """
    jobs = [(case,) for case in cases] + [conversation.turns for conversation in conversations]
    if not jobs:
        raise OutcomeError("There is no case to ask. Add cases: probation-qa evals add FILE")
    with _alone(out):
        _match_card(out, make_card(cases, conversations, reports, settings or {}, index, seed))
        asked = _keep_whole(out, jobs)
        with out.open("a", encoding="utf-8", newline="\n") as file:
            for n, turns in enumerate(jobs):
                progress("Asking", n, len(jobs))
                if turns[0].case_id not in asked:
                    file.write(to_lines(_ask_turns(ask, odds, turns)))
                    file.flush()
        progress("Asking", len(jobs), len(jobs))
        return read_outcomes(out)


def card_path(out: Path) -> Path:
    """Where the run card of a file of outcomes lies."""
    return out.with_suffix(".card.json")


def read_card(out: Path) -> dict[str, Any]:
    """The run card of a file of outcomes; empty when it has none that can be read."""
    try:
        card = json.loads(card_path(out).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return card if isinstance(card, dict) else {}


def make_card(
    cases: Sequence[Case], conversations: Sequence[Conversation], reports: Mapping[str, Report], settings: Settings, index: str, seed: int
) -> dict[str, Any]:
    """What a run rests on: what it asks, hashes of cases, reports and code, index, settings, seed, versions, the day."""
    return {
        "ids": [*(case.case_id for case in cases), *(conversation.id for conversation in conversations)],
        **hash_cases(cases, conversations),
        "reports": _hash([[r.report_id, r.text] for _, r in sorted(reports.items())]),
        "code": hash_code(),
        "index": index,
        "settings": dict(settings),
        "seed": seed,
        "versions": dict(_versions()),
        "asked_on": date.today().isoformat(),
    }


def hash_cases(cases: Sequence[Case], conversations: Sequence[Conversation]) -> dict[str, str]:
    """Hashes of what is asked and wanted, as a card holds them; a note is for people, and changes neither."""
    talks = [{**asdict(talk), "turns": [_wanted(turn) for turn in talk.turns]} for talk in conversations]
    return {"cases": _hash([_wanted(case) for case in cases]), "conversations": _hash(talks)}


def _wanted(case: Case) -> dict[str, Any]:
    return {name: value for name, value in asdict(case).items() if name != "note"}


def hash_code(root: Path = ROOT) -> str:
    """A hash of every source that answers depend on."""
    paths = sorted(path for pattern in ANSWERING for path in root.glob(pattern))
    return _hash([[path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")] for path in paths])


def hash_index(folder: Path) -> str:
    """A hash of one generation of an index: of its card, which holds the hash of each of its files."""
    return hashlib.sha256((folder / CARD).read_bytes()).hexdigest()[:16]


def _ask_turns(ask: Ask, odds: Odds, turns: Sequence[Case]) -> list[Outcome]:
    start = time.perf_counter()
    answers: list[Answer] = []
    weighed: list[float | None] = []
    error = None
    try:
        answers = ask([turn.question for turn in turns])
        weighed = [odds(answer) for answer in answers]
    except Exception as problem:  # one broken case must not end a run of hundreds: it is kept, and scores 0
        error = f"{type(problem).__name__}: {problem}"
    if error is None and len(answers) != len(turns):
        error = f"{len(answers)} answers came for {len(turns)} turns"
    share = (time.perf_counter() - start) / len(turns)
    if error:
        return [Outcome(case.case_id, n, round(share, 4), error, None) for n, case in enumerate(turns, 1)]
    return [_outcome(case, n, share, answers[n - 1], weighed[n - 1]) for n, case in enumerate(turns, 1)]


def _outcome(case: Case, turn: int, share: float, answer: Answer, odds: float | None) -> Outcome:
    """A turn takes what its answer says it took, else an even share of the whole conversation."""
    seconds = round(answer.seconds.get("total", share), 4)
    return Outcome(case.case_id, turn, seconds, None, to_json(answer), None if odds is None else round(odds, 4))


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Keep others from asking the same run at the same time: their outcomes would mix."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.with_suffix(".lock").open("a+", encoding="utf-8") as lock:
        holder = take(lock)
        if holder:
            raise OutcomeError(f"The run {out.stem} is being asked by {holder}. Wait until it is done, or name another run.")
        yield


def _match_card(out: Path, card: dict[str, Any]) -> None:
    if out.exists() and out.stat().st_size:
        before = read_card(out)
        if not before:
            raise OutcomeError(
                f"{out} has no run card that can be read, so nobody knows what was asked. Name another run, or remove this one."
            )
        differing = [name for name in card if name not in SAID_ELSEWHERE and before.get(name) != json.loads(json.dumps(card[name]))]
        if differing:
            raise OutcomeError(
                f"{out} was asked with other {', '.join(differing)} and cannot be gone on with. Name another run, or remove this one."
            )
        return
    _write_whole(card_path(out), json.dumps(card, indent=1, ensure_ascii=False) + "\n")


def _keep_whole(out: Path, jobs: Sequence[Sequence[Case]]) -> set[str]:
    """Drop what a kill left half written, and name the cases that need not be asked again."""
    if not out.exists():
        return set()
    outcomes = {outcome.case_id: outcome for outcome in read_outcomes(out)}
    whole = [turns for turns in jobs if all(turn.case_id in outcomes for turn in turns)]
    kept = [turn.case_id for turns in whole for turn in turns]
    _write_whole(out, to_lines(outcomes[case_id] for case_id in kept))
    return set(kept)


def _write_whole(path: Path, text: str) -> None:
    """All of it or none: a kill leaves the file that was there before."""
    draft = path.with_name(path.name + ".new")
    with draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _versions() -> Iterator[tuple[str, str]]:
    yield "python", platform.python_version()
    for library in LIBRARIES:
        try:
            yield library, metadata.version(library)
        except metadata.PackageNotFoundError:
            continue


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]
