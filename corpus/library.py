"""Library: the folder that holds the reports' truth and the index derived from it.

LIBRARY/
  truth.db         facts, texts, passages and vectors (SQLite): the only copy that matters
  index/<name>/    one generation of the search index, never written again once it is pointed to
  CURRENT          the name of the generation that answers
  LOCK             who is writing

Whoever answers from a generation holds its card open under a shared lock, and a writer clears away only what nobody
holds. Both locks are the system's own and go with the process, so a killed one leaves none behind.
"""

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from corpus.errors import AssistantError
from corpus.lock import take

LIBRARY_VARIABLE = "PROBATION_QA_LIBRARY"
CARD = "card.json"  # the last file of a generation to be written, and the one its readers hold
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


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
        for path in [*generation.rglob("*"), generation, generation.parent]:
            _write_out(path)  # the pointer must never reach the disk before what it points to
        draft = self.folder / "CURRENT.new"
        with draft.open("w", encoding="utf-8") as file:
            file.write(generation.name)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.folder / "CURRENT")
        _write_out(self.folder)
        self.clear_away(*([before] if before else []))

    def clear_away(self, *kept: Path) -> None:
        """Remove every generation that neither answers nor is kept nor held by a reader; only a writer may."""
        current = self.generation
        for old in (self.folder / "index").glob("*"):
            if old != current and old not in kept and not _is_held(old):
                shutil.rmtree(old, ignore_errors=True)

    def hold_generation(self) -> tuple[Path, IO[bytes]] | None:
        """The generation that answers, and the open file that keeps it from being cleared away until it is closed."""
        while (folder := self.generation) is not None:
            try:
                hold = (folder / CARD).open("rb")
            except OSError as error:
                if self.generation != folder:  # a writer was quicker: take the next one
                    continue
                raise LibraryError(f"The index in {folder} is not whole. Rebuild it: probation-qa check --repair") from error
            with suppress(OSError):  # a file system without locks: the generation before the current one is kept anyway
                fcntl.flock(hold, fcntl.LOCK_SH)
            if self.generation == folder:
                return folder, hold
            hold.close()
        return None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the writer's lock; a second writer is told who has it, and a full or read-only disk is told in a sentence."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / "LOCK").open("a+", encoding="utf-8") as lock:
                holder = take(lock)
                if holder:
                    raise LibraryError(f"The library {self.folder} is being written by {holder}. Wait for it to finish and try again.")
                yield
        except OSError as error:
            if error.errno is None:  # not the system's word about a file
                raise
            raise cannot_write(self.folder, error) from error


def cannot_write(folder: Path, error: OSError) -> LibraryError:
    """What to do about a library that the system will not let us write."""
    if error.errno in NO_ROOM:
        return LibraryError(
            f"There is no room for the library {folder} ({error.strerror}). "
            "What it held before is untouched: make room and run the command again."
        )
    return LibraryError(f"The library {folder} cannot be written ({error.strerror}). Choose another folder with --library.")


def _write_out(path: Path) -> None:
    """See a file or folder safely on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _is_held(generation: Path) -> bool:
    """Whether a reader holds it; one without a card was never finished, and nobody reads it."""
    try:
        with (generation / CARD).open("rb") as card:
            fcntl.flock(card, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def default_library() -> Library:
    """Where the shipped library is kept: $PROBATION_QA_LIBRARY, else a folder in the person's cache."""
    named = os.environ.get(LIBRARY_VARIABLE)
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    return Library(Path(named) if named else cache / "probation-qa" / "shipped")
