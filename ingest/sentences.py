"""Sentences with their offsets; the only file that knows pysbd."""

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

Span = tuple[int, int]
# "... in November 2022.3 Under ...": a note number, not a decimal, hides the sentence's end.
NOTED_END = re.compile(r"(?<=[a-z)”\"’'])[.!?]\d{1,2}\s+(?=[A-Z“‘\"])|(?<=\b(?:19|20)\d\d)[.!?]\d{1,2}\s+(?=[A-Z“‘\"])")
PATTERNS = 8192  # compiled at a time


@cache
def _segmenter() -> Any:
    import pysbd

    # pysbd writes a pattern for each abbreviation that it meets. Python keeps 512 compiled, fewer than one search meets,
    # so more than half of them were compiled again each time.
    re._MAXCACHE = max(re._MAXCACHE, PATTERNS)  # type: ignore[attr-defined]
    segmenter = pysbd.Segmenter(language="en", clean=False)
    segmenter.language_module = _passing_over_abbreviations(segmenter.language_module)
    return segmenter


def _passing_over_abbreviations(english: Any) -> Any:
    """English that looks for abbreviations only in lines where one stands before a full stop: pysbd tries each of 200 on every line."""
    known = "|".join(re.escape(word.strip()) for word in english.Abbreviation.ABBREVIATIONS)
    shortened = re.compile(rf"(?:^|\s)(?:{known})\.", re.I)

    class Replacer(english.AbbreviationReplacer):  # type: ignore[misc]
        def search_for_abbreviations_in_string(self, text: str) -> Any:
            return super().search_for_abbreviations_in_string(text) if shortened.search(text) else text

    return type("English", (english,), {"AbbreviationReplacer": Replacer})


@lru_cache(maxsize=4096)
def split_sentences(text: str) -> tuple[Span, ...]:
    """Start and end of each sentence of one paragraph, white space left out; nothing else is lost.

    Lines are split first: pysbd takes quadratic time in the length of what it is given.
    """
    spans: list[Span] = []
    offset = 0
    for line in re.split(r"(?<=\n)\s*", text):
        start = text.index(line, offset)
        offset = start + len(line)
        spans += [(start + a, start + b) for a, b in _line_sentences(line)]
    return tuple(spans)


def _line_sentences(line: str) -> list[Span]:
    if not line.strip():
        return []
    ends = _ends(line) if len(line) < 5000 else [m.end() for m in re.finditer(r"[.!?]\s", line)]
    noted = [match.end() for match in NOTED_END.finditer(line)]
    bounds = [0, *sorted({e for e in (*ends, *noted) if 0 < e < len(line)}), len(line)]
    spans = [_trimmed(line, a, b) for a, b in pairwise(bounds)]
    return _mended(line, [span for span in spans if span[0] < span[1]])


def _ends(line: str) -> list[int]:
    """Where pysbd ends each sentence, with the white space after it.

    Its own spans are the same, but it compiles a pattern for each sentence to find it again, half of the time that it takes.
    """
    ends = [0]
    for sentence in filter(None, _segmenter().processor(line).process()):
        at = line.find(sentence)
        while at >= 0:
            end = len(line) - len(line[at + len(sentence) :].lstrip())
            if end > ends[-1]:
                ends.append(end)
                break
            at = line.find(sentence, end)
    return ends[1:]


def _trimmed(line: str, start: int, end: int) -> Span:
    piece = line[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def _mended(line: str, spans: list[Span]) -> list[Span]:
    """Join what was split wrongly: after "para.", before a lower-case word, or a piece without any word."""
    mended: list[Span] = []
    for start, end in spans:
        piece = line[start:end]
        wrong = piece[0].islower() or piece[0] in ")]”" or not re.search(r"\w{2}", piece)
        if mended and (wrong or re.search(r"\b(?:para|No|Fig|cf|e\.g|i\.e)\.$", line[max(0, mended[-1][1] - 10) : mended[-1][1]])):
            mended[-1] = (mended[-1][0], end)
        else:
            mended.append((start, end))
    return mended
