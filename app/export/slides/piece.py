"""Pieces: words too long for their place, cut between words so that each piece fits."""

from bisect import bisect_left
from collections.abc import Callable, Iterator

LONGEST_WORD = 40
MORE = "…"


def cut(text: str, fits: Callable[[str], bool]) -> Iterator[str]:
    """The text whole where it fits, else in pieces that do; an ellipsis shows each cut."""
    words = [part for word in text.split() for part in _broken(word)]
    while words and not fits(" ".join(words)):
        fewest = 2 if words[0] == MORE else 1
        taken = bisect_left(range(len(words)), True, lo=fewest, key=lambda n: not fits(" ".join([*words[: n + 1], MORE])))
        yield " ".join([*words[:taken], MORE])
        words = [MORE, *words[taken:]]
    yield " ".join(words)


def _broken(word: str) -> list[str]:
    return [word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD)]
