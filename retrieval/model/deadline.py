"""The deadline of a call, which no provider can overrun: it is waited for from another thread and left behind when its time is up."""

import queue
import threading
import time
from collections.abc import Callable, Iterator

from retrieval.calls import ModelFailure, Piece, Stopped

TICK = 0.05  # seconds between looks at the clock and at whether the reader stopped


def pieces_until(start: Callable[[], Iterator[Piece]], until: float, stopped: Stopped) -> Iterator[Piece]:
    """The pieces as they come, until the deadline or the reader's stop; what is still under way is left to end by itself."""
    if stopped():  # before anything leaves this machine
        raise ModelFailure("stopped")
    arrived: queue.Queue[Piece | ModelFailure | None] = queue.Queue()
    left = threading.Event()
    threading.Thread(target=_pump, args=(start, arrived, left), daemon=True).start()
    try:
        while True:
            if stopped():
                raise ModelFailure("stopped")
            if time.monotonic() >= until:
                raise ModelFailure("slow")
            try:
                item = arrived.get(timeout=TICK)
            except queue.Empty:
                continue
            if item is None:
                return
            if isinstance(item, ModelFailure):
                raise item
            yield item
    finally:
        left.set()


def _pump(start: Callable[[], Iterator[Piece]], arrived: "queue.Queue[Piece | ModelFailure | None]", left: threading.Event) -> None:
    try:
        for piece in start():
            if left.is_set():
                return
            arrived.put(piece)
        arrived.put(None)
    except ModelFailure as failure:
        arrived.put(failure)


def pause(seconds: float, stopped: Stopped) -> None:
    """Wait so many seconds; raises ModelFailure as soon as the reader stops."""
    end = time.monotonic() + seconds
    while (rest := end - time.monotonic()) > 0:
        if stopped():
            raise ModelFailure("stopped")
        time.sleep(min(TICK, rest))
