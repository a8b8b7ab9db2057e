"""Tally: how many faults were put in, and what came of them."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """What was done to the library and what came of it."""

    kills: Counter[str] = field(default_factory=Counter)  # by what was being done
    finished: int = 0  # the writer was done before its moment came
    survived: Counter[str] = field(default_factory=Counter)  # what check said after a kill
    unreadable: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[str]:
        """Whatever must not happen."""
        return [*self.unreadable, *self.wrong, *self.lost, *self.stuck]

    def __str__(self) -> str:
        done = ", ".join(f"{count} during {what}" for what, count in sorted(self.kills.items()))
        told = ", ".join(f"{count} x {what}" for what, count in self.survived.most_common())
        return (
            f"{self.kills.total()} kills ({done}; {self.finished} writers were done first): "
            f"{len(self.unreadable)} unreadable libraries, {len(self.wrong)} wrong answers, {len(self.lost)} times passages lost, "
            f"{len(self.stuck)} times the next ingest failed.\nWhat check said: {told}"
        )
