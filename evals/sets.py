"""Sets: which curated cases a run asks, and how a new one joins them."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count, zip_longest
from pathlib import Path
from typing import Any

from corpus.lock import wait_for
from corpus.report import Report
from evals.case import SPLITS, CaseError, Curated
from evals.lines import check_lines, read_lines, read_object
from evals.topic import check_topics, is_topic

SMALL = Path(__file__).with_name("small.txt")  # what the quick gate asks: an id a line, never changed by a new case
ALL = "all"
OWN = "own"  # what the ids of people's own cases begin with


def find_faults(paths: Iterable[Path], reports: Mapping[str, Report] | None = None) -> list[str]:
    """Every fault of these files of cases and topics, an unreadable one included; with `reports` by id, gold is looked up too."""
    lines, unread = read_lines(paths)
    return [*unread, *_faults_of(lines, reports)]


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


def pick_sample(curated: Curated, size: int) -> Curated:
    """At most `size` cases and conversations, every kind in turn; the same ones each time, by a hash of their ids."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for case in sorted(curated[0], key=lambda c: _digest(c.case_id)):
        by_kind[case.kind].append(case.case_id)
    by_kind["conversation"] = sorted((c.id for c in curated[1]), key=_digest)
    in_turn = [name for row in zip_longest(*(by_kind[kind] for kind in sorted(by_kind))) for name in row if name]
    return keep_ids(curated, set(in_turn[:size]))


def read_entries(path: Path) -> list[dict[str, Any]]:
    """The objects of a file, one a line or one over all lines."""
    lines, faults = read_lines([path])
    whole, why = read_object("\n".join(line for _, line in lines))
    if not why:
        return [whole]
    read = [(where, *read_object(line)) for where, line in lines]
    faults += [f"{where}: {fault}" for where, _, why in read for fault in why]
    if faults:
        raise CaseError(faults)
    return [fields for _, fields, _ in read]


def add_entries(entries: Sequence[Mapping[str, Any]], path: Path, others: Sequence[Path], reports: Mapping[str, Report]) -> list[str]:
    """Append cases, conversations or topics to `path`, checked beside all `others`: all of them, or none where there is a fault.

    Gives their ids; one that has none gets the next free one. Others who add at the same time wait.
    """
    with appending(path) as append:
        held, unread = read_lines([*(other for other in others if other != path), path])
        named = _with_ids(entries, [line for _, line in held])
        wheres = [f"new line {n}" for n in range(1, len(named) + 1)] if len(named) > 1 else ["the new case"]
        lines = [json.dumps(entry, ensure_ascii=False) for entry in named]
        before = _faults_of(held, reports)
        new = [fault for fault in _faults_of([*held, *zip(wheres, lines, strict=False)], reports) if fault not in before]
        if unread or new or not lines:
            raise CaseError([*unread, *new] or ["there is nothing to add"])
        append(lines)
    return [str(entry["id"]) for entry in named]


@contextmanager
def appending(path: Path) -> Iterator[Callable[[Sequence[str]], None]]:
    """Hold a file of lines alone, waiting for others; gives what appends lines to it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+", encoding="utf-8", newline="\n") as file:
            wait_for(file)
            held = path.read_bytes()
            gap = "" if not held or held.endswith(b"\n") else "\n"
            yield lambda lines: print(gap, *(f"{line}\n" for line in lines), sep="", end="", file=file)
    except OSError as error:
        raise CaseError([f"{path} cannot be written ({error.strerror})"]) from error


def _with_ids(entries: Sequence[Mapping[str, Any]], held: Sequence[str]) -> list[dict[str, Any]]:
    """Entries that have no id get the next free one of the form own-001."""
    taken = {str(fields.get("id")) for fields in [*entries, *(read_object(line)[0] for line in held)]}
    free = (name for n in count(1) if (name := f"{OWN}-{n:03}") not in taken)
    return [dict(entry) if "id" in entry else {"id": next(free), **entry} for entry in entries]


def _faults_of(lines: Sequence[tuple[str, str]], reports: Mapping[str, Report] | None) -> list[str]:
    """Of lines of every form."""
    topics = [(where, line) for where, line in lines if is_topic(line)]
    cases = [(where, line) for where, line in lines if not is_topic(line)]
    return [*check_lines(cases, reports)[1], *check_topics(topics, reports)[1]]


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
