"""Holdings: what the library holds, said to somebody who asks about the library and not about what its reports found."""

from collections import Counter
from collections.abc import Iterable

from corpus.report import Report

NAMED = 5  # areas


def tell_holdings(reports: Iterable[Report]) -> str:
    """How many reports there are, on which areas most of them are, and what to ask instead."""
    held = list(reports)
    areas = [area for area, _ in Counter(area for r in held for area in r.facts.local_areas).most_common()]
    years = sorted({r.facts.year for r in held if r.facts.year})
    span = f" from {years[0]} to {years[-1]}" if len(years) > 1 else f" from {years[0]}" if years else ""
    more = [f"{len(areas) - NAMED} more areas"] if len(areas) > NAMED + 1 else areas[NAMED:]
    on = f", among them on {_listed([*areas[:NAMED], *more])}" if areas else ""
    instead = f"What were the main findings in {areas[0]}?" if areas else "What was recommended?"
    return (
        f"The library holds {len(held)} {'report' if len(held) == 1 else 'reports'}{span}{on}. Ask what they found, for example: {instead}"
    )


def _listed(names: list[str]) -> str:
    """Names in a row; parted by semicolons where one of them holds a comma ("Kent, Surrey and Sussex")."""
    apart = "; " if any("," in name for name in names) else ", "
    return " and ".join(part for part in (apart.join(names[:-1]), names[-1]) if part)
