"""Sets: which curated cases a run asks, and how a new one joins them."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from corpus.report import Report
from evals.case import SPLITS, Case, CaseError, Conversation, Curated, check_lines, read_lines

SMALL = Path(__file__).with_name("small.txt")  # what the quick gate asks: an id a line, never changed by a new case
ALL = "all"


def find_faults(paths: Iterable[Path], reports: Mapping[str, Report] | None = None) -> list[str]:
    """Every fault of these files, an unreadable one included; with `reports` by id, gold is looked up too."""
    lines, unread = read_lines(paths)
    return [*unread, *check_lines(lines, reports)[1]]


def keep_split(curated: Curated, split: str) -> Curated:
    """The cases of one split, or of all."""
    if split not in (*SPLITS, ALL):
        raise CaseError([f"there is no split {split}: it is one of {', '.join((*SPLITS, ALL))}"])
    cases, conversations = curated
    return tuple(c for c in cases if split in (ALL, c.split)), tuple(c for c in conversations if split in (ALL, c.split))


def keep_ids(curated: Curated, ids: Collection[str]) -> Curated:
    """The cases and whole conversations with these ids; one that is there no more is a fault, since it would drop out of every mean."""
    cases, conversations = curated
    gone = sorted(set(ids) - {c.case_id for c in cases} - {c.id for c in conversations})
    if gone:
        raise CaseError([f"the set no longer holds {name}" for name in gone])
    return tuple(c for c in cases if c.case_id in ids), tuple(c for c in conversations if c.id in ids)


def find_asked(curated: Curated, card: Mapping[str, Any]) -> Curated:
    """What a run set out to ask by its card; all there is where the card does not say."""
    return keep_ids(curated, card["ids"]) if "ids" in card else curated


def read_small(path: Path = SMALL) -> list[str]:
    """The ids of the small fixed set."""
    return path.read_text(encoding="utf-8").split()


def pick_sample(curated: Curated, count: int) -> Curated:
    """At most `count` cases and conversations, every kind in turn; the same ones each time, by a hash of their ids."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for case in sorted(curated[0], key=lambda c: _digest(c.case_id)):
        by_kind[case.kind].append(case.case_id)
    by_kind["conversation"] = sorted((c.id for c in curated[1]), key=_digest)
    in_turn = [name for row in zip_longest(*(by_kind[kind] for kind in sorted(by_kind))) for name in row if name]
    return keep_ids(curated, set(in_turn[:count]))


def add_case(fields: Mapping[str, Any], path: Path, others: Sequence[Path], reports: Mapping[str, Report]) -> Case | Conversation:
    """Append a case or conversation to `path` after checking it beside all `others`; its faults are told and nothing is written."""
    lines, unread = read_lines([*(other for other in others if other != path), *([path] if path.exists() else [])])
    before = check_lines(lines, reports)[1]
    line = json.dumps(dict(fields), ensure_ascii=False)
    curated, faults = check_lines([*lines, ("the new case", line)], reports)
    new = [fault for fault in faults if fault not in before]
    if unread or new:
        raise CaseError([*unread, *new])
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(line + "\n")
    return curated[1][-1] if "turns" in fields else curated[0][-1]


def suggest_id(curated: Curated, prefix: str = "own") -> str:
    """The next free id of the form own-001."""
    taken = {c.case_id for c in curated[0]} | {c.id for c in curated[1]}
    return next(name for n in range(1, len(taken) + 2) if (name := f"{prefix}-{n:03}") not in taken)


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
