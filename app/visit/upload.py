"""Upload: files that a person gave the page, kept for as long as it takes to read them, under names that are safe."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from ingest.intake import slug

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Upload:
    """A name as the browser told it, and the bytes."""

    name: str
    data: bytes

    @property
    def given(self) -> str:
        """The last part of the name, as the person knows it."""
        return PurePosixPath(PureWindowsPath(self.name).name).name or "report"


def put_down(uploads: Iterable[Upload], folder: Path) -> list[Path]:
    """Each upload as a file of its own in the folder; a name that is taken is counted up."""
    paths: list[Path] = []
    for upload in uploads:
        path = folder / safe_name(upload.name)
        for n in range(2, len(paths) + 3):
            if path not in paths:
                break
            path = folder / f"{Path(safe_name(upload.name)).stem}-{n}{path.suffix}"
        path.write_bytes(upload.data)
        paths.append(path)
    return paths


def safe_name(name: str) -> str:
    """The last part of a name in small letters, figures and hyphens, with its ending."""
    last = PurePosixPath(PureWindowsPath(name).name).name
    stem, dot, ending = last.rpartition(".")
    return f"{slug(stem if dot else last)[:LONGEST_NAME]}.{slug(ending)[:10]}" if dot and ending else slug(last)[:LONGEST_NAME]
