"""Plain words: a text from outside once nothing in it can break a file, hide, or turn other words around."""

import re
from urllib.parse import quote

from app.markup.markup import UNSEEN, is_web_address

UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")  # XML refuses most, Word the rest
LONGEST_ADDRESS = 2000  # Word and PowerPoint call a file damaged over a longer one
IN_ADDRESSES = "%/:=&?~#+!$,;'@()*"


def plain(text: str | None) -> str:
    """The words of any text on one line; the same words in the same order, and nothing that is not seen."""
    return " ".join(UNFIT.sub(" ", UNSEEN.sub("", text or "")).split())


def shortened(text: str, longest: int) -> str:
    """At most `longest` characters, cut between words where there are any."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    return (cut[: cut.rfind(" ")] if " " in cut[longest // 2 :] else cut).rstrip(" ,;:") + "…"


def web_address(address: str | None) -> str:
    """An address of the web with every odd character encoded; empty for any other address."""
    words = plain(address)
    fit = quote(words, safe=IN_ADDRESSES)
    return fit if is_web_address(words) and len(fit) <= LONGEST_ADDRESS else ""
