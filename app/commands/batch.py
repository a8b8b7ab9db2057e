"""A batch of questions: one JSON line in, one JSON line out."""

import json
from pathlib import Path
from typing import Any

from app.plain.terminal import json_text
from app.service.journal import request
from app.service.quota import LONGEST_QUESTION, TooMuch, clean_question
from corpus.errors import AssistantError
from ingest.progress import Progress, silent
from retrieval.answer import to_json
from retrieval.assistant import Assistant
from retrieval.evidence import Filters


class BatchError(AssistantError):
    """A batch file with faults; the message names every bad line."""


def check_batch(path: Path) -> list[tuple[Any, list[str]]]:
    """The id and the turns of each line; every fault is named at once."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BatchError(f"The batch {path} cannot be read ({error}). Check its name and that it is UTF-8 text.") from error
    faults: list[str] = []
    batch = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        turns = _turns(line)
        if turns is None:
            faults.append(str(number))
        else:
            batch.append(turns)
    if faults:
        raise BatchError(
            f'Lines {", ".join(faults)} of {path} are not {{"id", "question"}} or {{"id", "turns": [...]}} '
            f"with questions of at most {LONGEST_QUESTION:,} characters. Correct them and try again."
        )
    return batch


def answer_batch(
    assistant: Assistant,
    batch: list[tuple[Any, list[str]]],
    out: Path,
    report_ids: frozenset[str] = frozenset(),
    progress: Progress = silent,
) -> None:
    """Write the answers of each line as soon as they are there."""
    try:
        file = out.open("w", encoding="utf-8")
    except OSError as error:
        raise BatchError(f"The answers cannot be written to {out} ({error.strerror}). Choose another --out.") from error
    with file:
        for n, (line_id, turns) in enumerate(batch):
            progress("Answering", n, len(batch))
            with request("batch", turns[-1]) as entry:
                answers = assistant.converse(turns, Filters(report_ids=report_ids))
                entry.answered(answers[-1])
            file.write(json_text({"id": line_id, "answers": [to_json(a) for a in answers]}) + "\n")
            file.flush()
        progress("Answering", len(batch), len(batch))


def _turns(line: str) -> tuple[Any, list[str]] | None:
    try:
        value = json.loads(line)
        turns = value["turns"] if "turns" in value else [value["question"]]
        return (value["id"], [clean_question(t) for t in turns]) if turns and all(isinstance(t, str) for t in turns) else None
    except (ValueError, KeyError, TypeError, RecursionError, TooMuch):  # ValueError: no JSON, or a number of thousands of digits
        return None
