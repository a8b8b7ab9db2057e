"""Library: the folder that holds the reports' truth and the index derived from it.

LIBRARY/
  truth.db         facts, texts, passages and vectors (SQLite): the only copy that matters
  index/<name>/    one generation of the search index, never written again once it is pointed to
  CURRENT          the name of the generation that answers
  LOCK             who is writing
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import AssistantError

LIBRARY_VARIABLE = "PROBATION_QA_LIBRARY"


class LibraryError(AssistantError):
    """A library that is not there, cannot be written, or is being written by somebody else."""


@dataclass(frozen=True, slots=True)
class Library:
    """A folder of reports. Opening one touches nothing; writing takes the lock."""

    folder: Path

    @property
    def truth_path(self) -> Path:
        return self.folder / "truth.db"

    @property
    def exists(self) -> bool:
        return self.truth_path.is_file()

    @property
    def generation(self) -> Path | None:
        """The folder of the generation that answers, if one was ever finished."""
        try:
            name = (self.folder / "CURRENT").read_text(encoding="utf-8", errors="replace").strip()
        except OSError:
            return None
        folder = self.folder / "index" / name
        return folder if name.isdigit() and folder.is_dir() else None

    def new_generation(self) -> Path:
        """An empty folder to build the next generation in."""
        index = self.folder / "index"
        index.mkdir(parents=True, exist_ok=True)
        taken = [int(path.name) for path in index.iterdir() if path.name.isdigit()]
        folder = index / f"{max(taken, default=0) + 1:06d}"
        folder.mkdir()
        return folder

    def point_to(self, generation: Path) -> None:
        """Let this generation answer from now on (one rename), and clear away all others but the one before it."""
        before = self.generation
        draft = self.folder / "CURRENT.new"
        with draft.open("w", encoding="utf-8") as file:
            file.write(generation.name)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.folder / "CURRENT")
        for old in (self.folder / "index").iterdir():
            # A reader that opened the generation before this one may still be answering from it.
            if old not in (generation, before):
                shutil.rmtree(old, ignore_errors=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writer's lock; a second writer is told who has it."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = (self.folder / "LOCK").open("a+", encoding="utf-8")
        except OSError as error:
            raise LibraryError(
                f"The library {self.folder} cannot be written ({error.strerror}). Choose another folder with --library."
            ) from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                lock.seek(0)
                holder = lock.read().strip() or "another process"
                raise LibraryError(
                    f"The library {self.folder} is being written by {holder}. Wait for it to finish and try again."
                ) from error
            lock.truncate(0)
            lock.write(f"process {os.getpid()}")
            lock.flush()
            yield


def default_library() -> Library:
    """Where the shipped library is kept: $PROBATION_QA_LIBRARY, else a folder in the person's cache."""
    named = os.environ.get(LIBRARY_VARIABLE)
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    return Library(Path(named) if named else cache / "probation-qa" / "shipped")
