"""Errand: long work apart from any visitor, so that turning to another page or closing it interrupts nothing."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar, cast

from ingest.progress import Progress, silent

Result = TypeVar("Result")


class Errand(threading.Thread, Generic[Result]):
    """Runs `work` once; tells how far it has come, and holds what came of it or the fault it ended with.

    `stopping` is set by whoever wants it to end early; the work looks at it where it can.
    """

    def __init__(self, work: Callable[[Progress], Result], first: str = "Beginning"):
        super().__init__(daemon=True)
        self.work = work
        self.told: tuple[str, int, int] = (first, 0, 0)
        self.result: Result | None = None
        self.fault: Exception | None = None
        self.stopping = threading.Event()

    def run(self) -> None:
        try:
            self.result = self.work(self.tell)
        except Exception as fault:  # raised again in the script of whoever waits
            self.fault = fault

    def tell(self, what: str, done: int, total: int) -> None:
        self.told = what, done, total

    def watch(self, progress: Progress = silent) -> Result:
        """Pass on how far the work has come until it is done; raises what it ended with."""
        while self.is_alive():
            progress(*self.told)
            self.join(0.4)
        if self.fault:
            raise self.fault
        return cast(Result, self.result)
