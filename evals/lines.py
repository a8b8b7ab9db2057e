"""Lines: sets of cases as files, a JSON object a line.

A line is a case

    {"id", "question", "kind", "audience", "split", "points": [[alternative, ...], ...],
     "gold": [{"report_id", "quote"}], "trap": [wrong answer, ...], "status"?, "note"?}

or a conversation, {"id", "audience", "split", "turns": [case without id, audience and split, ...], "note"?}.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from corpus.report import Report
from evals.case import Case, CaseError, Conversation, Curated, GoldQuote
from evals.fault import find_faults_of, find_lost_gold, find_repeats


def read_cases(paths: Iterable[Path], reports: Mapping[str, Report] | None = None) -> Curated:
    """The cases and conversations of these files; with `reports` by id, each gold quote is looked up too."""
    lines, unread = read_lines(paths)
    curated, faults = check_lines(lines, reports)
    if unread or faults:
        raise CaseError([*unread, *faults])
    return curated


def check_lines(lines: Iterable[tuple[str, str]], reports: Mapping[str, Report] | None = None) -> tuple[Curated, list[str]]:
    """What lines hold, each given with where it stands, and every fault there is in them, also in those that hold no case."""
    faults: list[str] = []
    read: list[dict[str, Any]] = []
    found: list[Case | Conversation] = []
    for where, line in lines:
        fields, why = read_object(line)
        if not why:
            read.append(fields)
            why = find_faults_of(fields)
            found += [] if why else [_read_fields(fields)]
        faults += [f"{where}: {fault}" for fault in why]
    faults += find_repeats(read) + [fault for fields in read for fault in find_lost_gold(fields, reports)]
    cases = tuple(each for each in found if isinstance(each, Case))
    return (cases, tuple(each for each in found if isinstance(each, Conversation))), faults


def read_lines(paths: Iterable[Path]) -> tuple[list[tuple[str, str]], list[str]]:
    """Every line of these files with where it stands, and a fault for each file that cannot be read."""
    lines: list[tuple[str, str]] = []
    faults = []
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            faults.append(f"{path} cannot be read ({error}); check the file's name and its encoding (UTF-8)")
            continue
        # Not splitlines: that would also break a line at the odd separators that a quote may hold.
        lines += [(f"{path.name} line {n}", line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    return lines, faults


def read_object(line: str) -> tuple[dict[str, Any], list[str]]:
    """The fields of a line, or why it has none."""
    try:
        fields = json.loads(line)
        json.dumps(fields, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return {}, ["it holds half a character, which no file can keep"]
    except ValueError as error:
        return {}, [f"not JSON ({error})"]
    except RecursionError:
        return {}, ["not JSON that can be read: it is nested too deep"]
    return (fields, []) if isinstance(fields, dict) else ({}, ["not a JSON object"])


def _read_fields(fields: dict[str, Any]) -> Case | Conversation:
    """A case or a conversation from fields without a fault."""
    if "turns" not in fields:
        return _case(fields)
    shared = {"audience": fields["audience"], "split": fields["split"]}
    turns = tuple(_case({**shared, **turn, "id": f"{fields['id']}/{n}"}) for n, turn in enumerate(fields["turns"], 1))
    return Conversation(fields["id"], fields["audience"], fields["split"], turns)


def _case(fields: dict[str, Any]) -> Case:
    return Case(
        case_id=fields["id"],
        question=fields["question"],
        kind=fields["kind"],
        audience=fields["audience"],
        split=fields["split"],
        points=tuple(tuple(point) for point in fields.get("points", [])),
        gold=tuple(GoldQuote(quote["report_id"], quote["quote"]) for quote in fields.get("gold", [])),
        trap=tuple(fields.get("trap", [])),
        status=fields.get("status"),
        note=fields.get("note", ""),
    )
