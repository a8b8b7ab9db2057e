"""Layout: which chapter of a briefing each finding goes to; every finding stands in one chapter only."""

from collections.abc import Callable, Iterable

from retrieval.briefing.facet import contrasts, figure, helps, hinders, share
from retrieval.briefing.finding import Finding
from retrieval.briefing.gather import Gathered
from retrieval.briefing.leaning import leaning
from retrieval.briefing.likeness import merge_alike
from retrieval.briefing.theme import theme
from retrieval.question.understanding import BODY_WORDS

MOST = {
    "findings": 18, "figures": 8, "worked": 8, "not_worked": 8, "examples": 4, "barriers": 7, "enablers": 7, "recommendations": 8,
    "differences": 8,
}  # fmt: skip
A_THEME = 7  # findings
EACH_BODY = 2  # lines in the chapter on differences; an area gets one
SAME_REPORT = 0.12  # of relevance, taken from a finding for each one of its report that the chapter already has
JUDGED = 0.4  # of relevance, given to a finding that praises or faults, and to a figure that is a share or an amount
NATIONAL = frozenset({"England and Wales", "England", "United Kingdom"})
Laid = dict[str, list[Finding]]
Suits = Callable[[Finding], bool]


def lay_out(gathered: Gathered) -> Laid:
    """The findings by kind of chapter: first those whose place in a report says what they are, then by what the words say."""
    left = merge_alike(gathered.findings)
    laid: Laid = {kind: _take(left, kind, _is_filed_under(kind)) for kind in ("recommendations", "examples", "barriers", "enablers")}
    left = [f for f in left if f.facet in ("", "figures")]
    laid["figures"] = _take(left, "figures", lambda f: f.facet == "figures" or bool(figure(f.text, gathered.topical)))
    left = [f for f in left if not f.facet]
    laid["findings"] = _key_findings(left, gathered)
    laid["differences"] = _differences(left)
    for kind, suits in (("barriers", hinders), ("enablers", helps), ("worked", _praises), ("not_worked", _faults)):
        laid[kind] = laid.get(kind, []) + _take(left, kind, lambda f, suits=suits: suits(f.text), len(laid.get(kind, [])))  # type: ignore[misc]
    laid["findings"] += choose(left, MOST["findings"] - len(laid["findings"]))  # to the point, and of no other sort
    return laid


def choose(findings: Iterable[Finding], most: int) -> list[Finding]:
    """The most relevant, a little less of those from reports that have had their say."""
    left, chosen = list(findings), list[Finding]()
    while left and len(chosen) < most:
        had = [f.report.report_id for f in chosen]
        best = max(left, key=lambda f: _worth(f) - SAME_REPORT * had.count(f.report.report_id))
        chosen.append(best)
        left.remove(best)
    return chosen


def side(finding: Finding) -> str:
    """Whose work a finding is about: its body where it is one of several in its report, else its area."""
    facts = finding.report.facts
    return finding.bodies[0] if len(finding.bodies) == 1 and len(facts.bodies) > 1 else " and ".join(facts.area)


def _worth(finding: Finding) -> float:
    return finding.relevance + (JUDGED if leaning(finding.text) or share(finding.text) else 0.0)


def _is_filed_under(kind: str) -> Suits:
    return lambda finding: finding.facet == kind


def _praises(words: str) -> bool:
    return leaning(words) > 0


def _faults(words: str) -> bool:
    return leaning(words) < 0


def _take(left: list[Finding], kind: str, suits: Suits, already: int = 0) -> list[Finding]:
    """What a chapter gets of what is left, which loses it."""
    chosen = choose([f for f in left if suits(f)], MOST[kind] - already)
    left[:] = [f for f in left if f not in chosen]
    return chosen


def _key_findings(left: list[Finding], gathered: Gathered) -> list[Finding]:
    """The best of every theme; of few findings in all only a third, so that the other chapters have something to say."""
    themes: dict[str, list[Finding]] = {}
    for finding in choose(left, len(left)):
        themes.setdefault(theme(finding, gathered.topical), []).append(finding)
    best = [f for group in themes.values() for f in group[:A_THEME]]
    chosen = choose(best, min(MOST["findings"], max(4, len(left) // 3)))
    left[:] = [f for f in left if f not in chosen]
    return chosen


def _differences(left: list[Finding]) -> list[Finding]:
    """Sentences that compare, then judgements of each body and area in turn; none unless there are two sides."""
    chosen = choose([f for f in left if contrasts(f.text)], MOST["differences"] // 2)
    judged = [f for f in left if f not in chosen and (leaning(f.text) or share(f.text)) and side(f) not in NATIONAL]
    for finding in judged:
        sides = [side(f) for f in chosen]
        if len(chosen) < MOST["differences"] and sides.count(side(finding)) < (EACH_BODY if side(finding) in BODY_WORDS else 1):
            chosen.append(finding)
    if len({side(f) for f in chosen}) < 2:
        return []
    left[:] = [f for f in left if f not in chosen]
    return sorted(chosen, key=lambda f: (side(f) not in BODY_WORDS, side(f)))
