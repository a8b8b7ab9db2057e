"""Wording: whether a text says something, however it spells figures, dashes and quotation marks."""

import re
from collections.abc import Sequence

from ingest.words import NUMBER_WORDS

# "[5]" after a claim is a citation's mark: left in, it would be taken for the figure 5.
MARK = re.compile(r"\[\d+(?:\s*[,–-]\s*\d+)*\]")
NOTE = re.compile(r"[¹²³⁰⁴-⁹\u00ad\u200b]")
SPELLINGS = str.maketrans({**dict.fromkeys("‘’‚′", "'"), **dict.fromkeys("“”„″", '"'), **dict.fromkeys("-‐‑‒–—−", " "), "&": " and "})
THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[,\u2009\u202f]\d{3})+(?!\d)")
CELL = re.compile(r"[|]|:(?!\d)|(?<!\d):")  # what parts the cells of a table row once it is shown in a line; 10:30 stays
PER_CENT = re.compile(r"(?<!\s)\s*(?<![a-z])per\s*cent\b|(?<=\d)\s+%")
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?%?")
SHORT_WORD = 3  # "no" is not said by "not", nor "CRC" by "crude"; longer words may run on: "improve" is said by "improvement"


def normalise(text: str) -> str:
    """Lower case, single spaces, straight quotation marks, no hyphens or cell marks, "&" as and, "33 per cent" as 33%, 16,876 as 16876."""
    plain = NOTE.sub("", MARK.sub(" ", text)).lower().translate(SPELLINGS)
    plain = THOUSANDS.sub(lambda match: re.sub(r"\D", "", match.group()), plain)
    return " ".join(PER_CENT.sub("%", CELL.sub(" ", plain)).split())


def points_covered(text: str, points: Sequence[Sequence[str]]) -> tuple[bool, ...]:
    """For each point, whether the text says one of its alternatives."""
    plain = normalise(text)
    return tuple(any(_says(plain, wording) for wording in point) for point in points)


def traps_given(text: str, traps: Sequence[str]) -> tuple[str, ...]:
    """The wrong answers that the text gives."""
    plain = normalise(text)
    return tuple(trap for trap in traps if _says(plain, trap))


def find_numbers(text: str) -> list[str]:
    """Every number of a text in order, as "33%", "1505" or "0.5"; 09 is 9, and the 4 of G4S is no number."""
    return [number.lstrip("0") if re.match(r"0+[1-9]", number) else number for number in NUMBER.findall(normalise(text))]


def numbers_guarded(claim: str, sources: Sequence[str]) -> bool:
    """Whether every number of a claim stands in its sources: the cited quotes, their headings, the reports' facts.

    "43%" is guarded by "33, 43 and 74 per cent", and 4 by "four"; a percentage is never guarded by a bare number alone.
    """
    return not unguarded_numbers(claim, sources)


def unguarded_numbers(claim: str, sources: Sequence[str]) -> list[str]:
    """The numbers of a claim that its sources do not hold."""
    plain = normalise("\n".join(sources))
    held = set(find_numbers(plain)) | {NUMBER_WORDS[word] for word in re.findall(r"[a-z]+", plain) if word in NUMBER_WORDS}
    bare = {number.rstrip("%") for number in held}
    return [n for n in find_numbers(claim) if n not in held and not (n.rstrip("%") in bare and (not n.endswith("%") or "%" in plain))]


def _says(plain: str, wording: str) -> bool:
    """Whole numbers only ("5" is not in "50" nor in "0.5"), and words from their beginning ("adequate" is not in "inadequate")."""
    words = normalise(wording)
    return bool(words) and re.search(rf"(?<!\w)(?<!\d[.,]){re.escape(words)}{_ending(words)}", plain) is not None


def _ending(words: str) -> str:
    if words[-1].isdigit():
        return r"(?!\d|[.,]\d)"
    last = re.search(r"(?<!\w)\w*$", words)
    return r"(?:'?s)?(?!\w)" if last and 0 < len(last.group()) <= SHORT_WORD else ""
