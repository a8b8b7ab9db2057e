"""The table of what was measured: a line a figure, ours, the plain pipeline's, and the ratio pair by pair."""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.bench.cost import spread


@dataclass(frozen=True, slots=True)
class Line:
    """One figure at one size of library, measured once or in pairs; `plain` is empty where there is nothing to stand beside."""

    what: str
    passages: int
    unit: str
    ours: Sequence[float]
    plain: Sequence[float] = ()

    @property
    def ratios(self) -> list[float]:
        """Ours over the plain pipeline's, pair by pair: the machine is never quiet, but equally busy for two that follow each other."""
        return [a / b for a, b in zip(self.ours, self.plain, strict=True)] if self.plain else []


def table(lines: Sequence[Line], machine: str) -> str:
    """Medians in Markdown, with the middle half where there is more than one."""
    told = [
        "# Speed and size, ours beside the plain pipeline",
        "",
        f"Rebuilt by `make bench`. {machine}.",
        "Up to 1,000 passages are embedded by the real model; beyond, stored vectors are drawn at random on both sides and each question",
        "is embedded for real. The plain pipeline is LangChain's splitter, HuggingFaceEmbeddings and Chroma; the ratio is ours over its.",
        "",
        "| what | passages | ours | plain | ratio |",
        "|---|---:|---:|---:|---:|",
    ]
    for line in lines:
        cells = (_cell(line.ours, line.unit), _cell(line.plain, line.unit), _cell(line.ratios, ""))
        told.append(f"| {line.what} | {line.passages:,} | {' | '.join(cells)} |")
    return "\n".join(told) + "\n"


def _cell(values: Sequence[float], unit: str) -> str:
    if not values:
        return ""
    middle, low, high = (f"{value:,.0f}" if value >= 100 else f"{value:.3g}" for value in spread(values))
    unit = f" {unit}" if unit not in ("", "times") else ""
    return f"{middle}{unit}" if len(values) == 1 else f"{middle}{unit} ({low} to {high})"
