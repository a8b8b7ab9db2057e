"""Every pattern of the program, and texts made to make it slow: run as a process, it prints the patterns that grow too fast.

A pattern's own letters are what makes it slow, so each is fed with long runs of the signs it names, of every class
of sign, and of pairs of them.
"""

import ast
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = ("corpus", "ingest", "retrieval", "app", "evals")
CALLS = {"compile", "search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split"}
SIGNS = ["a", "A", "1", " ", "\n", "\t", ".", ",", "-", "(", ")", "[", "<", "&", ":", "/", "•", "“", "%", "_", "é", "|", "#", "="]
WORDS = [
    "a ",
    "a1",
    "1,",
    "1.",
    "(a",
    "a.",
    "a-",
    " \n",
    "\n\n",
    "A ",
    "Aa ",
    "1 per cent ",
    "and ",
    "a, ",
    "the a ",
    "<a",
    "&a",
    "[1]",
    "a:",
]


def patterns() -> Iterator[tuple[str, str, int]]:
    """Path and line, pattern, flags of each pattern written down as a text."""
    for path in sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "training" not in path.parts):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        module = path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
        yield from ((f"{path.relative_to(ROOT)}:{line}", text, flags) for line, text, flags in _written(tree))
        yield from ((f"{path.relative_to(ROOT)}:{name}", text, flags) for name, text, flags in _compiled(module, tree))


def _written(tree: ast.Module) -> Iterator[tuple[int, str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {f"re.{call}" for call in CALLS} and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str | bytes):
                text = first.value.decode("latin-1") if isinstance(first.value, bytes) else first.value
                yield node.lineno, text, _flags(node)


def _flags(node: ast.Call) -> int:
    names = [ast.unparse(keyword.value) for keyword in node.keywords if keyword.arg == "flags"] + [ast.unparse(a) for a in node.args[1:2]]
    return sum(getattr(re, part.strip()[3:]) for name in names for part in name.split("|") if re.fullmatch(r"re\.[A-Z]+", part.strip()))


def _compiled(module: str, tree: ast.Module) -> Iterator[tuple[str, str, int]]:
    """Patterns put together from parts, as the module holds them once it is imported."""
    if not any(isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile" for node in ast.walk(tree)):
        return
    __import__(module)
    for name, value in vars(sys.modules[module]).items():
        if isinstance(value, re.Pattern):
            text = value.pattern.decode("latin-1") if isinstance(value.pattern, bytes) else value.pattern
            yield name, text, value.flags & ~re.UNICODE


def attacks(pattern: str, length: int) -> Iterator[str]:
    """Texts of this length, each ending in a sign that lets a match fail late."""
    letters = {sign for sign in pattern if not sign.isalnum()} & set("-–—•“”‘’'\"()[]{}<>&:;,./%|#=*_ \n\t")
    words = [word for word in re.findall(r"[A-Za-z]{3,}", pattern)[:8]]
    for unit in [*SIGNS, *WORDS, *sorted(letters), *words, *(f"{word} " for word in words)]:
        yield (unit * (length // len(unit) + 1))[:length] + "\x01"


def seconds(compiled: re.Pattern[str], text: str) -> float:
    """Seconds of the processor, so that a busy machine does not count."""
    begun = time.process_time()
    for _ in compiled.finditer(text):
        pass
    return time.process_time() - begun


def slow(pattern: str, flags: int, length: int, allowed: float) -> str:
    """The attack that makes the pattern slow at this length; empty where none does. Lengths grow, so none runs away."""
    compiled = re.compile(pattern, flags)
    for text in attacks(pattern, length):
        for part in (24, 200, length // 64, length // 16, length // 4, length):
            took = seconds(compiled, text[:part] + "\x01")
            if took * (length / part) ** 2 < allowed / 4:
                break
            if took > allowed * (part / length) and took > 0.02 and took < allowed:  # once more: the clock is coarse
                took = min(took, seconds(compiled, text[:part] + "\x01"))
            if took > allowed * (part / length) and took > 0.02:
                return f"{text[:12]!r} * {part} took {took:.2f} s"
    return ""


if __name__ == "__main__":
    sys.path[0] = str(ROOT)
    length, allowed = int(sys.argv[1]), float(sys.argv[2])
    seen: set[tuple[str, int]] = set()
    count = 0
    for where, pattern, flags in patterns():
        if (pattern, flags) not in seen:
            seen.add((pattern, flags))
            count += 1
            if told := slow(pattern, flags, length, allowed):
                print(f"{where}: {told}: {pattern[:90]!r}", flush=True)
    print(f"{count} patterns looked at", file=sys.stderr)
