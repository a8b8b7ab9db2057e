"""Examples: questions to begin with, about what the library holds."""

from collections import Counter
from collections.abc import Sequence

from corpus.report import Report

SHOWN = 4
NATIONAL = {"England and Wales", "England", "Wales"}
KNOWN = (
    ("West Mercia", "What did inspectors recommend to the CRC in West Mercia?"),
    ("West Mercia", "Do offenders who miss appointments go back to court?"),
    ("Gwent", "How did the CRC and the NPS compare in Gwent?"),
    ("Warwickshire and West Mercia", "How was the Warwickshire and West Mercia CRC rated?"),
)
IN_AREA = ("What did inspectors find in {area}?", "What was recommended in {area}?")
ANYWHERE = ("What did the inspectors recommend?", "What did the inspectors find about protecting the public?")


def find_examples(reports: Sequence[Report]) -> list[str]:
    """A few questions; each is about an area that some report covers."""
    held = Counter(area for r in reports for area in r.facts.area)
    known = [question for area, question in KNOWN if area in held]
    local = [area for area, _ in held.most_common() if area not in NATIONAL]
    made = [template.format(area=area) for area in local[:2] for template in IN_AREA]
    return [*known, *made, *ANYWHERE][:SHOWN]
