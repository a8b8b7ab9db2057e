"""Imprint: when a handout was made, and from which state of the library."""

from dataclasses import dataclass, field
from datetime import date

from app.phrases import date_words
from retrieval.search.shelf import Shelf


def _today() -> str:
    return date.today().isoformat()


@dataclass(frozen=True, slots=True)
class Imprint:
    """`date` is ISO; `library` names the state of the library and may be empty."""

    date: str = field(default_factory=_today)
    library: str = ""

    @property
    def words(self) -> str:
        return " · ".join(x for x in (date_words(self.date), f"Library version {self.library}" if self.library else "") if x)


def imprint_of(shelf: Shelf) -> Imprint:
    """Today, and the first figures of what the index card says the index was built from."""
    return Imprint(library=shelf.card.get("built_from", "")[:8] or shelf.folder.name)
