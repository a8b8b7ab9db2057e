"""Progress on a terminal, and quiet when piped."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ingest.progress import Progress, silent


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """A progress bar on a terminal, nothing when piped."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    with Bars(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    ) as bars:
        tasks: dict[str, Any] = {}

        def progress(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)

        yield progress
