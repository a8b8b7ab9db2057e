"""An embedder that worker processes can import, and a folder with everything that makes the order of files matter."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "app"))

from tiny import BagOfWords


def make() -> BagOfWords:
    return BagOfWords()


class Other(BagOfWords):
    fingerprint = "other@1"


def make_other() -> BagOfWords:
    return Other()


def die() -> BagOfWords:
    os._exit(9)


def write_folder(folder: Path) -> Path:
    """Same names in two folders, twins, a file that cannot be read, and enough others to be spread."""
    (folder / "2019").mkdir(parents=True)
    for n in range(12):
        words = " ".join(f"In district {n} officers kept {n + k} diaries and {k} boats." for k in range(20))
        (folder / f"r{n:02d}.txt").write_text(f"Probation in District {n}\n\n{words}\n", encoding="utf-8")
    (folder / "2019" / "r03.txt").write_text("Probation in Arden\n\nStaff were trained in knots.\n", encoding="utf-8")
    (folder / "twin.txt").write_bytes((folder / "r05.txt").read_bytes())
    (folder / "broken.txt").write_bytes(b"\x00\x01\x02" * 99)
    return folder
