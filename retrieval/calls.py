"""Calls: what is said to a language model and what comes back of it, in records of our own; nothing here calls one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Message = tuple[str, str]  # who speaks ("system", "human" or "ai"), and the words
Schema = dict[str, Any]  # JSON Schema of the reply
Stopped = Callable[[], bool]  # whether the reader has asked to stop
NOTICES = {
    "slow": "The language model did not answer in time.",
    "down": "The language model could not be reached.",
    "key": "The language model refused the key: check {told}.",
    "quota": "The language model’s quota is used up for now.",
    "fault": "The language model reported a fault of its own.",
    "request": "The language model did not accept the request: check its name and address.",
    "cut": "The language model’s reply broke off.",
    "empty": "The language model replied with nothing.",
    "unreadable": "The language model’s reply could not be read.",
    "declined": "The language model declined to write.",
    "checks": "Nothing that the language model wrote passed the checks.",
    "budget": "The budget of tokens for the language model is used up.",
    "resting": "The language model failed several times and is left alone for a minute.",
    "stopped": "The language model was stopped.",
    "unrecorded": "This request to the language model was never recorded.",
}
OFFLINE_INSTEAD = "This is the offline answer."


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a reply; `finish` is why the model ended, on the last piece; `tokens` are those used, where the model says so."""

    text: str = ""
    finish: str = ""
    tokens: int = 0
    refusal: str = ""


class ModelFailure(Exception):
    """A call that gave no reply; `kind` is one of NOTICES, `wait` the seconds the model asked to be left alone."""

    def __init__(self, kind: str, told: str = "", wait: float | None = None):
        super().__init__(kind)
        self.kind, self.told, self.wait = kind, told, wait

    @property
    def notice(self) -> str:
        return NOTICES[self.kind].format(told=self.told)


class Caller(Protocol):
    """Someone who can be spoken to: a model, or the recording of one."""

    @property
    def name(self) -> str: ...

    def stream(self, messages: Sequence[Message], schema: Schema, until: float, stopped: Stopped) -> Iterator[Piece]:
        """The reply piece by piece; `until` is a reading of time.monotonic. Raises ModelFailure."""
        ...


def never() -> bool:
    """Nobody asks to stop."""
    return False
