"""Reply: what a model said, read claim by claim while it comes, whatever stands around its JSON."""

import json
import re
from dataclasses import dataclass
from typing import Any

from retrieval.calls import Piece

CLAIMS = re.compile(r'"claims"\s*:\s*\[')
BARE_CLAIMS = re.compile(r"\[(?=\s*\{)")
IN_REPORTS = re.compile(r'"in_reports"\s*:\s*(true|false)')
MARK = re.compile(r"\d+")
DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Said:
    """One claim as the model gave it: its words, and for each quote the number of the evidence and the words quoted."""

    text: str
    quotes: tuple[tuple[int, str], ...]


class ReplyReader:
    """Reads a reply as it comes in; code fences, prose around the JSON and a bare list of claims are all the same to it."""

    def __init__(self) -> None:
        self.text, self.refusal, self.finish = "", "", ""
        self.claims: list[Said] = []
        self.closed = False  # the list of claims came to its end
        self._at: int | None = None

    def feed(self, piece: Piece) -> list[Said]:
        """The claims that are whole since the last piece."""
        self.text += piece.text
        self.refusal, self.finish = self.refusal or piece.refusal, piece.finish or self.finish
        if self._at is None and (found := CLAIMS.search(self.text)):
            self._at = found.end()
        return self._whole_claims()

    def end(self) -> list[Said]:
        """The claims of a reply that is a bare list of them; all others are out already."""
        if self._at is None and (found := BARE_CLAIMS.search(self.text)):
            self._at = found.end()
            return self._whole_claims()
        return []

    @property
    def in_reports(self) -> bool | None:
        """Whether the model says that the evidence answers; None where it did not say."""
        found = IN_REPORTS.search(self.text[: self._at])
        return found[1] == "true" if found else None

    @property
    def readable(self) -> bool:
        return (self._at is not None and (self.closed or bool(self.claims))) or self.in_reports is False

    def _whole_claims(self) -> list[Said]:
        """Claims decoded from where reading stopped; what cannot be decoded yet is waited for."""
        new: list[Said] = []
        while self._at is not None and not self.closed:
            at = self._at + len(self.text[self._at :]) - len(self.text[self._at :].lstrip(" \t\r\n,"))
            if self.text[at : at + 1] == "]":
                self.closed = True
            elif self.text[at : at + 1] != "{":
                break
            else:
                try:
                    value, self._at = DECODER.raw_decode(self.text, at)
                except ValueError:
                    break
                new.append(_said(value))
        self.claims += new
        return new


def read_rewriting(text: str) -> str:
    """The question of a reply; empty where there is none to read."""
    start = text.find("{")
    try:
        value = DECODER.raw_decode(text, start)[0] if start >= 0 else {}
    except ValueError:
        return ""
    question = value.get("question") if isinstance(value, dict) else ""
    return " ".join(question.split()) if isinstance(question, str) else ""


def _said(value: dict[str, Any]) -> Said:
    text, quotes = value.get("text"), value.get("quotes")
    given = quotes if isinstance(quotes, list) else []
    return Said(text if isinstance(text, str) else "", tuple(_quote(quote) for quote in given))


def _quote(value: Any) -> tuple[int, str]:
    """Number and words; 0 is no evidence, so whatever cannot be read points nowhere."""
    if not isinstance(value, dict):
        return 0, ""
    number = MARK.search(str(value.get("evidence", "")))
    words = value.get("words", value.get("quote"))
    return int(number[0][:6]) if number else 0, words if isinstance(words, str) else ""
