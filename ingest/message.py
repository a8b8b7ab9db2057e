"""Message: bytes from one process to another through a pipe, each with its length before it."""

from typing import IO

LARGEST = 200_000_000


def send(pipe: IO[bytes], data: bytes) -> None:
    """Write one message and see it off."""
    pipe.write(len(data).to_bytes(8, "big") + data)
    pipe.flush()


def receive(pipe: IO[bytes], largest: int) -> bytes:
    """The next message; raises EOFError where it ends too soon, ValueError where it is too large."""
    head = pipe.read(8)
    size = int.from_bytes(head, "big")
    if len(head) < 8 or size > largest:
        raise EOFError("no more messages") if len(head) < 8 else ValueError("too large")
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError("a message cut short")
    return data
