"""Terminal: what is printed cannot steer the terminal it is printed on.

Titles, passages, questions and file names were written by others and may hold escape sequences that move the
cursor, rename the window or hide words.
"""

import builtins
import json
import re
from typing import Any, TextIO

# Control signs but tab and line feed, halves of characters, signs that turn what follows, and letters that are not seen.
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]")


def print(text: object = "", file: TextIO | None = None) -> None:
    """Print a text with every sign that steers a terminal replaced by a visible one."""
    builtins.print(STEERING.sub("\N{REPLACEMENT CHARACTER}", str(text)), file=file)


def json_text(value: Any, indent: int | None = None) -> str:
    """JSON that a person can read and a terminal does not obey; read back, it is the same value."""
    return STEERING.sub(lambda sign: json.dumps(sign[0])[1:-1], json.dumps(value, ensure_ascii=False, indent=indent))
