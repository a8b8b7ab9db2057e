"""Long work apart from any visitor: how far it has come is passed on, and its result or its fault is kept for those who wait."""

import threading

import pytest

from app.visit.errand import Errand
from corpus.errors import AssistantError
from ingest.progress import Progress


def test_progress_is_passed_on_until_the_result_is_there() -> None:
    seen, going_on = [], threading.Event()

    def work(progress: Progress) -> int:
        progress("Reading", 3, 4)
        going_on.wait(5)
        return 7

    def watch(what: str, done: int, total: int) -> None:
        seen.append((what, done, total))
        going_on.set()

    errand = Errand(work, "Opening")
    assert errand.told == ("Opening", 0, 0)
    errand.start()
    assert errand.watch(watch) == 7 == errand.watch()
    assert seen[-1] == ("Reading", 3, 4)


def test_a_fault_is_raised_for_everyone_who_waits() -> None:
    def work(_: Progress) -> None:
        raise AssistantError("The library is being written. Wait and try again.")

    errand = Errand(work)
    errand.start()
    for _ in range(2):
        with pytest.raises(AssistantError, match="being written"):
            errand.watch()


def test_work_without_a_result_ends_without_one() -> None:
    errand = Errand(lambda progress: progress("Reading", 1, 1))
    errand.start()
    assert errand.watch() is None  # type: ignore[func-returns-value]
