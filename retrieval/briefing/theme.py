"""Theme: what part of the work a finding is about, told from the headings over it and its own words."""

from collections.abc import Iterable, Sequence, Set

from ingest.words import stems
from retrieval.briefing.finding import Finding

OTHER = "in general"
FEWEST = 2  # findings; a theme of its own needs as many
THEMES = {
    "keeping people safe": "harm risk safe safety danger protection victim safeguarding abuse violence children MAPPA",
    "rehabilitation and services": "reoffending intervention programme service provider rehabilitation treatment accommodation housing employment education health resettlement release",
    "sentences, contact and enforcement": "sentence order licence requirement compliance enforcement breach recall absence contact appointment engagement hours placement",
    "courts and working with others": "court sentencer magistrate report listing police partner partnership information agency commissioner",
    "leadership, staff and workloads": "staff leader leadership manager management workload caseload training supervision sickness vacancy morale recruitment oversight officer",
}  # fmt: skip
STEMS = {theme: frozenset(stems(words)) for theme, words in THEMES.items()}


def by_theme(findings: Sequence[Finding], topical: Set[str]) -> dict[str, list[Finding]]:
    """The findings under their themes, the theme with the most relevant one first; what stands alone in a theme goes with what has none."""
    theme_of = [theme(finding, topical) for finding in findings]
    grouped = {name: [f for f, theme in zip(findings, theme_of, strict=True) if theme == name] for name in THEMES}
    whole = {name: group for name, group in grouped.items() if len(group) >= FEWEST}
    rest = [f for f in findings if not any(f in group for group in whole.values())]
    parts = {**whole, OTHER: rest} if rest else whole
    return dict(sorted(parts.items(), key=lambda part: -max(f.relevance for f in part[1])))


def theme(finding: Finding, topical: Set[str]) -> str:
    """The theme most of whose words are used; headings count twice, and words of the topic, which all findings share, not at all."""
    own = _known(stems(finding.text), topical)
    over = _known((s for heading in finding.evidence.passage.headings[-3:] for s in stems(heading)), topical)
    counts = {name: len(own & known) + 2 * len(over & known) for name, known in STEMS.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else OTHER


def _known(words: Iterable[str], topical: Set[str]) -> frozenset[str]:
    return frozenset(words) - frozenset(topical)
