"""Journal: one JSON line for each request, with an id, how it ended, how long it took and how much it found.

What was asked is personal and is written only where PROBATION_QA_LOG_QUESTIONS is 1. No text of a report, no address
of a visitor and no message of an error is written: an error is told by its kind.
"""

import json
import logging
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol
from uuid import uuid4

from corpus.errors import AssistantError

LOG_VARIABLE = "PROBATION_QA_LOG"
QUESTIONS_VARIABLE = "PROBATION_QA_LOG_QUESTIONS"
LOGGER = logging.getLogger("probation_qa.requests")


class Answered(Protocol):
    """What is written of an answer."""

    @property
    def status(self) -> str: ...
    @property
    def model(self) -> str: ...
    @property
    def claims(self) -> Sequence[Any]: ...
    @property
    def citations(self) -> Sequence[Any]: ...
    @property
    def evidence(self) -> Sequence[Any]: ...
    @property
    def dropped(self) -> dict[str, int]: ...
    @property
    def seconds(self) -> dict[str, float]: ...


@dataclass
class Entry:
    """One request while it is being served; `told` holds what the line will say."""

    kind: str
    request_id: str = field(default_factory=lambda: uuid4().hex[:16])
    told: dict[str, Any] = field(default_factory=dict)

    def answered(self, answer: Answered) -> None:
        """Note how an answer ended and what it counts."""
        counts = {"claims": len(answer.claims), "citations": len(answer.citations), "evidence": len(answer.evidence)}
        self.told |= {"status": answer.status, "model": answer.model, **counts, "dropped": sum(answer.dropped.values())}
        self.told |= {f"{part}_seconds": seconds for part, seconds in answer.seconds.items()}


Listener = Callable[[Entry, float], None]
LISTENERS: list[Listener] = []  # called with each finished entry and its seconds, whether or not a line is written


@contextmanager
def request(kind: str, question: str = "") -> Iterator[Entry]:
    """Serve one request; its line is written at the end, also when it fails."""
    entry, begun = Entry(kind), time.perf_counter()
    if question:
        entry.told["characters"] = len(question)
        if os.environ.get(QUESTIONS_VARIABLE) == "1":
            entry.told["question"] = question
    try:
        yield entry
    except BaseException as error:
        entry.told |= {"status": _ending(error), "error": type(error).__name__}
        raise
    finally:
        seconds = time.perf_counter() - begun
        _write(entry, seconds)
        for listener in LISTENERS:
            listener(entry, seconds)


def switch_on(default: str = "off") -> None:
    """Write to standard error where PROBATION_QA_LOG is json; anything but json and off is refused."""
    wanted = os.environ.get(LOG_VARIABLE, default)
    if wanted not in ("json", "off"):
        raise AssistantError(f"{LOG_VARIABLE} is {wanted!r}. Set it to json or off.")
    LOGGER.propagate = False
    LOGGER.setLevel(logging.INFO if wanted == "json" else logging.CRITICAL + 1)
    if not LOGGER.handlers:
        LOGGER.addHandler(logging.StreamHandler(sys.stderr))


def _ending(error: BaseException) -> str:
    if isinstance(error, AssistantError):
        return "refused"
    return "failed" if isinstance(error, Exception) else "stopped"  # the page was closed or drawn anew


def _write(entry: Entry, seconds: float) -> None:
    if LOGGER.isEnabledFor(logging.INFO):
        line = {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "request": entry.request_id, "kind": entry.kind}
        LOGGER.info("%s", json.dumps({**line, **entry.told, "seconds": round(seconds, 4)}))
