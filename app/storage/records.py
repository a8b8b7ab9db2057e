"""Records of what is kept; everything outside this package speaks of them and never of tables or rows.

`filters`, `answer` and `content` are JSON as `retrieval.answer.to_json` and its like write it. Moments are in UTC.
An id cannot be guessed, so that it may stand in a link.
"""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

RIGHT = "right"
PARTLY = "partly"
WRONG = "wrong"
WRONG_SOURCE = "wrong source"
VERDICTS = (RIGHT, PARTLY, WRONG, WRONG_SOURCE)
SENTENCE = "sentence"
CITATION = "citation"
POINTS = {SENTENCE: (100, 80, 0), CITATION: (25, 20, 0)}
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Turn:
    """What was asked, the question as it stands alone, the limits set, and the answer it got."""

    id: str
    asked: str
    standalone: str
    filters: Json
    answer: Json
    created: datetime


@dataclass(frozen=True, slots=True)
class Conversation:
    """A named run of turns over one library."""

    id: str
    name: str
    library: str
    created: datetime
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A conversation as a list shows it, without its turns; `changed` is when it was last added to or renamed."""

    id: str
    name: str
    library: str
    changed: datetime
    turns: int


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a person said of an answer; a person says one thing of each, and the last counts."""

    turn_id: str
    verdict: str  # one of VERDICTS
    note: str
    person: str
    created: datetime

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise ValueError(f"{self.verdict!r} is not one of {', '.join(VERDICTS)}.")


@dataclass(frozen=True, slots=True)
class Remark:
    """Feedback with the turn it is about and the library that was asked."""

    feedback: Feedback
    turn: Turn
    library: str


@dataclass(frozen=True, slots=True)
class SavedBriefing:
    """A briefing as it was made, and what a person changed in it since; a shared one opens for whoever has its link."""

    id: str
    topic: str
    filters: Json
    content: Json
    person: str
    created: datetime
    edits: Json = field(default_factory=dict)
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A briefing as a list shows it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Score:
    """An expert's points for one sentence (100, 80 or 0) or one citation (25, 20 or 0) of the answer to a case.

    `number` counts sentences and citations from 1. Source of the scale: the evaluation method of Canada.ca's AI Answers.
    """

    case_id: str
    run: str
    person: str
    part: str  # SENTENCE or CITATION
    number: int
    points: int
    reason: str
    created: datetime

    def __post_init__(self) -> None:
        if self.points not in POINTS.get(self.part, ()):
            raise ValueError(f"A {self.part} cannot be given {self.points} points.")


def as_json(record: Any) -> Json:
    """A record as JSON, its moments in ISO form."""
    return {name: _plain(value) for name, value in asdict(record).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value
