"""Counting: how many items a list holds, where a question asks for their number and no sentence gives it."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.units import LIST_KINDS
from ingest.words import NUMBER_WORDS, stems
from retrieval.checks.citations import Draft, count_items
from retrieval.checks.units import text_over
from retrieval.evidence import Evidence
from retrieval.question.understanding import Understanding
from retrieval.search.shelf import Shelf, bodies_named_over
from retrieval.words.drafting import draft_whole
from retrieval.words.need import thing_counted

READ_LISTS = 3  # passages among which the list must stand
WORDS = {int(figure): word for word, figure in NUMBER_WORDS.items()}


def count_list(shelf: Shelf, understood: Understanding, evidence: Sequence[Evidence]) -> Draft | None:
    """The number of items with the list itself; of recommendations to nobody in particular all that the report makes.

    None where the best passages hold no list of what is counted.
    """
    thing = thing_counted(understood.asked)
    first = next((e for e in evidence[:READ_LISTS] if _lists(e, thing, understood)), None)
    if first is None:
        return None
    return _counted(_all_recommendations(shelf, first) if not understood.bodies else [first], understood, thing)


def _all_recommendations(shelf: Shelf, first: Evidence) -> list[Evidence]:
    """Every list of recommendations of the report, whether or not the search brought it forward; another list counts alone."""
    if first.passage.kind != "recommendation":
        return [first]
    return [Evidence(p, first.report, 0.0) for p in shelf.passages if p.report_id == first.report.report_id and p.kind == "recommendation"]


def _lists(evidence: Evidence, thing: str, understood: Understanding) -> bool:
    """Whether a passage is a list of what is counted, and of the bodies asked about where it names any."""
    passage = evidence.passage
    named = bodies_named_over(passage)
    over = set(stems(" ".join((passage.kind, *passage.headings[-1:], passage.context, text_over(passage)))))
    about = not understood.bodies or not named or set(named) == set(understood.bodies)
    things = set(stems(thing)) - set(understood.names)  # "how many of the Gwent CRC cases" counts no list on the Gwent CRC
    return passage.kind in LIST_KINDS and about and bool(things & over)


def _counted(lists: Sequence[Evidence], understood: Understanding, thing: str) -> Draft:
    wholes = [draft_whole(e, understood) for e in lists]
    draft = Draft("", tuple(quote for whole in wholes for quote in whole.quotes))
    count = count_items(draft)
    number = f"{WORDS.get(count, str(count)).capitalize()} {thing.removesuffix('s') if count == 1 else thing}"
    to = "\n".join(f"• {whole.text.splitlines()[0].rstrip(':').removesuffix(' should')}" for whole in wholes)
    return replace(draft, text=f"{number}.\n{wholes[0].text}" if len(wholes) == 1 else f"{number}, made to:\n{to}", counted=count)
