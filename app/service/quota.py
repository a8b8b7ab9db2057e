"""Quota: how long a question may be, and how often one person may ask."""

import re
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from corpus.errors import AssistantError

LONGEST_QUESTION = 2_000  # the longest curated question has 151 characters
PER_MINUTE = 30
MOST_PEOPLE = 10_000  # remembered at a time; the one longest silent is forgotten first
# No question holds these: halves of characters (which no file can store), and signs that steer a terminal.
UNASKABLE = re.compile("[\ud800-\udfff\x00-\x08\x0b-\x1f\x7f-\x9f]")


class TooMuch(AssistantError):
    """A question that is too long, or one too many."""


def clean_question(text: str) -> str:
    """The words of a question without signs that no question holds; one longer than 2,000 characters raises TooMuch."""
    if len(text) > LONGEST_QUESTION:
        raise TooMuch(f"The question has {len(text):,} characters; ask it in at most {LONGEST_QUESTION:,}.")
    return UNASKABLE.sub(" ", text)


@dataclass(frozen=True)
class Quota:
    """Counts each person's questions of the last minute; safe to share between threads."""

    per_minute: int = PER_MINUTE
    clock: Callable[[], float] = time.monotonic
    asked: "OrderedDict[str, deque[float]]" = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, person: str) -> None:
        """Count one question of a person; the one that is too many raises TooMuch and says when to ask again."""
        with self.lock:
            now = self.clock()
            times = self.asked.setdefault(person, deque())
            self.asked.move_to_end(person)
            while times and now - times[0] >= 60:
                times.popleft()
            if len(times) >= self.per_minute:
                wait = int(60 - (now - times[0])) + 1
                raise TooMuch(f"More than {self.per_minute} questions in a minute; ask again in {wait} seconds.")
            times.append(now)
            while len(self.asked) > MOST_PEOPLE:
                self.asked.popitem(last=False)
