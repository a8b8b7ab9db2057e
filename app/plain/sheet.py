"""Sheet: an answer with its sources as plain text, to be pasted into a document."""

from collections.abc import Sequence

from app.phrases import ENDINGS, date_words, kind_words, limits_words, path_words, place_words, reach_words, unsettled, with_dates
from retrieval.answer import NOT_IN_REPORTS, OUT_OF_SCOPE, Answer, Citation
from retrieval.kept import Lost


def sheet_text(asked: str, answer: Answer, lost: Sequence[Lost] = ()) -> str:
    """Question, status, answer, sources with their exact words, and how far the search looked; what is lost is said to be."""
    answer = with_dates(answer)
    searched = [f"Searched for: {answer.question.text}"] if answer.question.text.strip() != asked.strip() else []
    ending = unsettled(answer.status, len(lost)) if lost else ENDINGS[answer.status]
    parts = ["\n".join([f"Question: {asked}", *searched]), f"{ending.label}.\n\n{answer.text}"]
    if answer.citations:
        parts.append("Sources\n" + "\n\n".join(_source(c) for c in answer.citations))
    if lost:
        parts.append("Sources that could not be verified again\n" + "\n\n".join(_lost_source(each) for each in lost))
    if answer.status == NOT_IN_REPORTS and answer.evidence:
        parts.append("Nearest passages\n" + "\n".join(f"- {place_words(e.report, e.passage)}" for e in answer.evidence[:3]))
    if answer.status != OUT_OF_SCOPE:
        limits = limits_words(answer.coverage.filters)
        parts.append(reach_words(answer, {each.report_id for each in lost}) + (f" Limited to {limits}." if limits else ""))
    return "\n\n".join(parts)


def _lost_source(lost: Lost) -> str:
    return f"[{lost.marker}] {lost.title}. {lost.why}\n    It was cited for: “{' '.join(lost.quote.split())}”"


def _source(citation: Citation) -> str:
    facts = citation.report.facts
    known = ", ".join(x for x in (facts.publisher, kind_words(facts), date_words(facts.published_on)) if x)
    quote = " ".join(citation.quote.split())
    below = [path_words(citation.passage, citation.page), f"“{quote}”", facts.address or ""]
    return "\n".join([f"[{citation.marker}] {facts.title}. {known}.", *(f"    {line}" for line in below if line)])
