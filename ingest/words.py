"""Words as search compares them: lower-case stems, numbers as digits, percentages one way."""

import re
from functools import cache, lru_cache
from typing import Any

STOP = frozenset(
    """a about above after again all also am an and any are aren't as at be because been before being below between both but by can
    can't could did didn't do does doesn't doing don't down during each few for from further give had hadn't has hasn't have haven't
    having he her here hers him his how i if in into is isn't it its itself just know let me more most my no nor not of off on once
    only or other our out over own please said same say says shall she should show so some such tell than that the their theirs them
    then there these they thing things this those through to too under until up us very was wasn't we were weren't what when where
    which while who whom whose why will with won't would you your yours report reports inspector inspectors find found according
    many much stand stands mean means meant""".split()
)  # fmt: skip
NUMBER_WORDS = {
    word: str(n)
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90", "hundred": "100"}
# The stemmer makes one of an office and an officer, of a sentence and those who pass it.
APART = {form: word for word in ("officer", "sentencer") for form in (word, f"{word}s")}
COMPUTERS = re.compile(r"\bIT\b(?! [A-Z]{2})")  # information technology; among capitals it may be the pronoun
PLURAL = re.compile(r"\b([A-Z]{2,6})s\b")
WORD = re.compile(r"\d+(?:[.,]\d+)*%?|[a-z]+(?:['’][a-z]+)?")


@cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one lower-case word; numbers become digits without separators."""
    if word[0].isdigit():
        return word.replace(",", "").rstrip("%")
    bare = re.sub(r"['’]s?$", "", word)
    found: str = NUMBER_WORDS.get(bare) or APART.get(bare) or _stemmer().stemWord(bare)
    return found


def split_words(text: str) -> list[str]:
    """Every word of a text, lower-case, in order; the plural of an abbreviation is the abbreviation, and IT is no pronoun."""
    return WORD.findall(COMPUTERS.sub("ICT", PLURAL.sub(r"\1", text)).lower().replace("per cent", "%"))


def find_words(text: str) -> list[tuple[str, int]]:
    """The words of a text that carry meaning, lower-case, and where each begins."""
    return [(m[0], m.start()) for m in WORD.finditer(text.lower()) if (m[0] not in STOP and len(m[0]) > 1) or m[0].isdigit()]


def stems(text: str) -> list[str]:
    """The stems of the words that carry meaning, in order."""
    return [stem(word) for word in split_words(text) if (word not in STOP and len(word) > 1) or word.isdigit()]
