"""File: a briefing, a comparison or a conversation written as the ending of the file's name asks."""

import json
import os
import tempfile
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path

from app.export.imprint import Imprint
from app.export.layout import lay_out
from corpus.errors import AssistantError
from retrieval import answer, comparison
from retrieval.answer import Answer
from retrieval.briefing import briefing
from retrieval.briefing.briefing import Briefing
from retrieval.comparison import Comparison

Work = Briefing | Comparison | Sequence[Answer]
ENDINGS = (".md", ".docx", ".pptx", ".json")
CONVERSATION_ENDINGS = (".md", ".docx", ".json")


class ExportError(AssistantError):
    """A file that cannot be written, or a kind of file that does not suit the work."""


def save(work: Work, path: Path, imprint: Imprint | None = None) -> None:
    """Write the work; a file that was there stays whole until the new one is complete. Raises ExportError."""
    check_target(path, endings_for(work))
    data = to_bytes(work, path.suffix, imprint)
    try:
        _put(data, Path(os.path.realpath(path)))
    except OSError as error:
        raise ExportError(f"{path} could not be written ({error.strerror}). Nothing was changed; choose another place.") from error


def to_bytes(work: Work, ending: str, imprint: Imprint | None = None) -> bytes:
    """The whole file that the ending (with its dot) names. Raises ExportError for one that does not suit the work."""
    ending = ending.lower()
    _check_ending(ending, endings_for(work))
    if not isinstance(work, Briefing | Comparison) and not work:
        raise ExportError("There is no answer to export yet. Ask a question first.")
    if ending == ".json":
        return (json.dumps(_json(work), ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")
    handout = lay_out(work, imprint or Imprint())
    # Each library is loaded by who needs it: the page offers four buttons and most people press none.
    if ending == ".docx":
        from app.export.word.document import write_word

        return write_word(handout)
    if ending == ".pptx":
        from app.export.slides.deck import write_slides

        return write_slides(handout)
    from app.export.markdown import write_markdown

    return write_markdown(handout).encode("utf-8")


def endings_for(work: Work) -> tuple[str, ...]:
    """The endings that suit the work: a conversation has no slides."""
    return ENDINGS if isinstance(work, Briefing | Comparison) else CONVERSATION_ENDINGS


def check_target(path: Path, endings: Collection[str] = ENDINGS) -> None:
    """Raise ExportError now for a file that could not be written after the work."""
    _check_ending(path.suffix.lower(), endings)
    folder = Path(os.path.realpath(path)).parent
    if path.is_dir():
        raise ExportError(f"{path} is a folder. Give the name of a file in it.")
    if not folder.is_dir():
        raise ExportError(f"The folder {folder} is not there. Make it first, or choose another.")
    if not os.access(folder, os.W_OK | os.X_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise ExportError(f"{path} cannot be written: writing is not allowed there. Choose another place.")


def _check_ending(ending: str, endings: Collection[str]) -> None:
    if ending in endings:
        return
    if ending in ENDINGS:
        raise ExportError(f"PowerPoint is for briefings and comparisons. Save a conversation as {_named(endings)}.")
    raise ExportError(f"A file ending in {ending or 'nothing'} cannot be written. Choose a name that ends in {_named(endings)}.")


def _named(endings: Collection[str]) -> str:
    *first, last = endings
    return f"{', '.join(first)} or {last}"


def _json(work: Work) -> object:
    if isinstance(work, Briefing):
        return briefing.to_json(work)
    return comparison.to_json(work) if isinstance(work, Comparison) else {"answers": [answer.to_json(turn) for turn in work]}


def _put(data: bytes, path: Path) -> None:
    """Write aside in the same folder, then move into place in one step."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.suffix)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise
