"""Glyphs: single printed characters, and how they are spelled into words."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ingest.readers.printed.sheet import Area, Word

LIGATURES = {chr(0xFB00 + n): letters for n, letters in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))}
# Bullets of symbol fonts come as private characters; pdfium says U+0002 for a hyphen at the end of a line.
BULLETS = dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf076▪●■", "•")
SAME = {**LIGATURES, **BULLETS, "\x02": "-", "\ufffe": "-", "\xad": "-"}
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
MARK = re.compile(r"^\d{1,3}(?:,\d{1,3})*$")
LABEL = re.compile(r"^\(?\d{1,2}[.)]$")
SMALL = 0.92  # type below this share of its neighbour's is raised or lowered, not of the same line


@dataclass(frozen=True, slots=True)
class Style:
    """How the characters of one drawn piece of text look; `turn` counts quarter turns against the clock."""

    size: float
    bold: bool
    turn: int | None
    hidden: bool
    white: bool


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character with its origin and its box, in the PDF's own coordinates (y grows upwards)."""

    text: str
    x: float
    y: float
    left: float
    bottom: float
    right: float
    top: float
    style: Style


def turned(x: float, y: float, box: Area, turn: int) -> tuple[float, float]:
    """A point of a PDF page as seen from the corner where its text begins. box: left, bottom, right, top."""
    if turn == 0:
        return x - box[0], box[3] - y
    if turn == 1:
        return y - box[1], x - box[0]
    if turn == 2:
        return box[2] - x, y - box[1]
    return box[3] - y, box[2] - x


def turned_back(x: float, y: float, box: Area, turn: int) -> tuple[float, float]:
    """The opposite of `turned`."""
    if turn == 0:
        return x + box[0], box[3] - y
    if turn == 1:
        return y + box[0], x + box[1]
    if turn == 2:
        return box[2] - x, y + box[1]
    return box[2] - y, box[3] - x


def spell(glyphs: Iterable[Glyph], box: Area, turn: int) -> list[Word]:
    """The words of a page that run in one direction, in the order in which they were drawn."""
    runs: list[list[Word]] = []
    spaced = True
    for glyph in glyphs:
        if glyph.text.isspace():
            spaced = True
        elif glyph.style.turn == turn and (text := _plain(glyph.text)):
            last = runs[-1][-1] if runs and not spaced else None
            letter = _letter(glyph, text, box, turn)
            if last and _is_next(last, letter) and not _is_labelled(runs[-1], letter):
                runs[-1].append(letter)
            else:
                glued = last is not None and _touches(last, letter) and not _is_labelled(runs[-1], letter)
                runs.append([replace(letter, glued=glued)])
            spaced = False
    return _level_marks([_word(run) for run in runs])


def _word(letters: list[Word]) -> Word:
    return replace(letters[0], text="".join(w.text for w in letters), right=max(w.right for w in letters))


def spell_sideways(glyphs: list[Glyph], box: Area, page_turn: int) -> list[Word]:
    """Phrases at right angles to the text, as areas of the page."""
    phrases: list[Word] = []
    for turn in ((page_turn + 1) % 4, (page_turn + 3) % 4):
        line: list[Word] = []
        for word in [*spell(glyphs, box, turn), None]:
            if line and (word is None or abs(word.base - line[0].base) > 1):
                phrases.append(_laid_down(line, box, turn, page_turn))
                line = []
            if word is not None:
                line.append(word)
    return phrases


def _laid_down(line: list[Word], box: Area, turn: int, page_turn: int) -> Word:
    first, last = line[0], line[-1]
    corners = [turned_back(x, y, box, turn) for x, y in ((first.left, first.base - first.size), (last.right, first.base))]
    (x0, y0), (x1, y1) = (turned(x, y, box, page_turn) for x, y in corners)
    text = "".join(("" if n == 0 or w.glued else " ") + w.text for n, w in enumerate(line))
    return Word(text, min(x0, x1), max(x0, x1), max(y0, y1), first.size, first.bold)


def _plain(char: str) -> str:
    """The character without what only a typesetter needs; nothing for control and private characters."""
    char = SAME.get(char, char)
    return "" if len(char) == 1 and unicodedata.category(char) in ("Cc", "Cf", "Co", "Cn", "Cs") else char


def _letter(glyph: Glyph, text: str, box: Area, turn: int) -> Word:
    left, base = turned(glyph.left, glyph.y, box, turn) if turn % 2 == 0 else turned(glyph.x, glyph.bottom, box, turn)
    right = turned(glyph.right, glyph.top, box, turn)[0]
    return Word(text, min(left, right), max(left, right), base, glyph.style.size, glyph.style.bold)


def _is_labelled(run: list[Word], letter: Word) -> bool:
    """Whether a letter begins a paragraph whose number, with little room behind it, stands before it."""
    return letter.text.isalpha() and len(run) < 5 and bool(LABEL.match("".join(w.text for w in run)))


def _is_next(word: Word, letter: Word) -> bool:
    if (word.left, word.right, word.base) == (letter.left, letter.right, letter.base):
        return True  # the letters of a ligature share its place
    size = max(word.size, letter.size)
    same = abs(word.base - letter.base) < 0.1 * size and min(word.size, letter.size) > SMALL * size
    return same and -size < letter.left - word.right < 0.4 * size


def _touches(word: Word, letter: Word) -> bool:
    size = max(word.size, letter.size)
    return abs(word.base - letter.base) < 0.8 * size and -0.5 * size < letter.left - word.right < 0.3 * size


def _level_marks(words: list[Word]) -> list[Word]:
    """Raised and lowered words are set on their line; raised numbers become superscripts, so that 33² is not 332."""
    for i, word in enumerate(words):
        if i and word.size < SMALL * words[i - 1].size and (word.glued or _closes(words[i - 1], word)):
            words[i] = _levelled(word, words[i - 1])
        elif i + 1 < len(words) and _opens(word, words[i + 1]):
            words[i] = replace(_levelled(word, words[i + 1]), glued=False)
    return words


def _closes(word: Word, mark: Word) -> bool:
    """Whether a raised number stands close behind a word."""
    raised = 0.1 * word.size < word.base - mark.base < 0.7 * word.size
    return bool(MARK.match(mark.text)) and raised and -0.2 * word.size < mark.left - word.right < 0.3 * word.size


def _opens(mark: Word, word: Word) -> bool:
    """Whether a raised number begins the line of the next word, as in a footnote."""
    raised = 0.1 * word.size < word.base - mark.base < 0.7 * word.size
    return bool(MARK.match(mark.text)) and mark.size < SMALL * word.size and raised and 0 <= word.left - mark.right < 0.9 * word.size


def _levelled(mark: Word, beside: Word) -> Word:
    raised = beside.base - mark.base > 0.1 * beside.size
    text = mark.text.translate(SUPERSCRIPTS) if raised and MARK.match(mark.text) else mark.text
    return replace(mark, text=text, base=beside.base, size=beside.size, bold=beside.bold, glued=True)
