"""Leftover: what Chroma's vector files hold behind their last vector.

Chroma writes its whole room out, and the part that no vector filled is memory of this process as it happened to lie there: it can hold
the vectors of a report that was removed. Its header says where the vectors end (hnswlib, `saveIndex`).
"""

import struct
from pathlib import Path

HEADER = struct.Struct("<i4Q")  # version, first offset, most elements, elements, bytes of an element
VERSION = 1
LENGTH_BYTES = 4


def clear_leftover(folder: Path) -> None:
    """Overwrite it with nothing, in each index below the folder."""
    for header in folder.rglob("header.bin"):
        version, _, _, count, size = HEADER.unpack_from(header.read_bytes())
        if version == VERSION:
            _blank(header.with_name("data_level0.bin"), count * size)
            _blank(header.with_name("length.bin"), count * LENGTH_BYTES)


def _blank(path: Path, start: int) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(bytes(max(0, path.stat().st_size - start)))
