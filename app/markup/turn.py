"""Turn: a question and its answer as markup, the answer first and below it the words it rests on."""

import re
from collections.abc import Iterator, Sequence

from app.markup.cited import anchor_of, show_claim, show_heading, show_source, show_way_in
from app.markup.highlight import show_stretch
from app.markup.markup import NOTHING_SHOWN, Markup, joined, tag
from app.phrases import ENDINGS, limits_words, path_words, place_words, reach_words, unsettled, with_dates, writer_words
from retrieval.answer import NOT_IN_REPORTS, OUT_OF_SCOPE, Answer
from retrieval.evidence import Evidence
from retrieval.kept import Lost

NEAREST = 3
FEW_AREAS = 8
MARKS = re.compile(r"(?<!\s)\s*(?:\[\d+\])+")


def show_turn(asked: str, answer: Answer, name: str, lost: Sequence[Lost] = (), chips: bool = True) -> Markup:
    """One turn of a conversation; `name` keeps its anchors apart, and what rests on `lost` is never shown as verified.

    chips: whether what was understood is told here, rather than beside it where it can be taken away.
    """
    text = _text(with_dates(answer), name, frozenset(each.marker for each in lost))
    parts = [_asked(asked), _searched_for(asked, answer), _status(answer, lost), text, _notice(answer)]
    return tag("article", *parts, *_grounds(answer, name, lost, chips), class_="turn", id=name)


def show_question(asked: str, name: str) -> Markup:
    """A turn whose answer is still being looked for."""
    return tag("article", _asked(asked), class_="turn", id=name)


def _asked(asked: str) -> Markup:
    return tag("h2", asked, class_="asked")


def _searched_for(asked: str, answer: Answer) -> Markup:
    """What was searched for, where earlier questions completed what was asked or something was not to be read into it."""
    text, without = answer.question.text, answer.question.without
    completed = tag("p", "Read with your earlier questions as: ", tag("q", text), class_="quiet") if text.strip() != asked.strip() else ""
    left = tag("p", "Asked again without: ", "; ".join(sorted(without)), ".", class_="quiet") if without else ""
    return joined(completed, left)


def _status(answer: Answer, lost: Sequence[Lost]) -> Markup:
    ending = unsettled(answer.status, len(lost)) if lost else ENDINGS[answer.status]
    shape = tag("span", ending.shape, class_="shape", aria_hidden="true")
    return tag("p", shape, tag("span", ending.label), class_=f"status {ending.tone}")


def _notice(answer: Answer) -> Markup:
    return tag("p", answer.notice, class_="notice") if answer.notice else NOTHING_SHOWN


def _text(answer: Answer, name: str, gone: frozenset[int]) -> Markup:
    """The claims with their marks, and whatever the answer says between and after them."""
    paragraphs: list[Markup] = []
    rest = answer.text
    for claim in answer.claims:
        before, found, after = rest.partition(claim.text)
        if found:
            paragraphs += _plain(before)
            rest = MARKS.sub("", after, count=1) if MARKS.match(after) else after
        paragraphs.append(show_claim(claim, name, gone))
    return tag("div", *paragraphs, *_plain(rest), class_="answer")


def _plain(text: str) -> list[Markup]:
    return [tag("p", paragraph.strip()) for paragraph in text.split("\n\n") if paragraph.strip()]


def _grounds(answer: Answer, name: str, lost: Sequence[Lost], chips: bool) -> Iterator[Markup]:
    """What stands below an answer: its sources, or the nearest passages, and how far the search looked."""
    if answer.status == OUT_OF_SCOPE:
        return
    if answer.citations:
        yield _sources(answer, name)
    if lost:
        yield _lost_sources(lost, name)
    if answer.status == NOT_IN_REPORTS:
        yield _nearest(answer)
    yield _searched(answer, lost, chips)
    if answer.evidence:
        yield _evidence(answer)


def _sources(answer: Answer, name: str) -> Markup:
    entries = (tag("li", show_source(citation, name)) for citation in answer.citations)
    return tag("section", tag("h3", "Sources"), tag("ol", *entries, class_="sources"))


def _lost_sources(lost: Sequence[Lost], name: str) -> Markup:
    """What the answer rested on when it was given and rests on no longer."""
    entries = (tag("li", _lost_source(each), id=anchor_of(name, each.marker)) for each in lost)
    return tag("section", tag("h3", "Sources that could not be verified again"), tag("ol", *entries, class_="near"))


def _lost_source(lost: Lost) -> Markup:
    number = tag("span", f"{lost.marker} ?", class_="number")
    head = tag("p", number, " ", tag("span", lost.title, class_="title"))
    return joined(
        head, tag("p", lost.why, class_="quiet"), tag("p", "It was cited for: ", tag("q", " ".join(lost.quote.split())), class_="quiet")
    )


def _nearest(answer: Answer) -> Markup:
    """The passages that came nearest to a question that the reports do not answer, and the areas they hold."""
    entries = (tag("li", _near(e)) for e in answer.evidence[:NEAREST])
    nearest = tag("section", tag("h3", "Nearest passages"), tag("ol", *entries, class_="near")) if answer.evidence else NOTHING_SHOWN
    return joined(nearest, _areas(answer.coverage.areas))


def _near(evidence: Evidence) -> Markup:
    report, passage = evidence.report, evidence.passage
    shown = tag("blockquote", show_stretch(report, passage.start, passage.end))
    onward = tag("p", show_way_in(report, passage.start, passage.end), class_="ways")
    return joined(show_heading(report, path_words(passage, report.page_at(passage.start))), shown, onward)


def _areas(areas: tuple[str, ...]) -> Markup:
    """The areas that the reports searched are about."""
    if not areas:
        return NOTHING_SHOWN
    if len(areas) <= FEW_AREAS:
        return tag("p", "Areas these reports cover: ", "; ".join(areas), ".", class_="quiet")
    return tag("details", tag("summary", f"The {len(areas)} areas these reports cover"), tag("p", "; ".join(areas), "."), class_="fold")


def _searched(answer: Answer, lost: Sequence[Lost], chips: bool) -> Markup:
    """How far the search looked, what it understood, and who wrote the answer."""
    limits = limits_words(answer.coverage.filters)
    lines = [reach_words(answer, {each.report_id for each in lost}), *([f"Limited to {limits}."] if limits else []), writer_words(answer)]
    understood = tag("ul", *(tag("li", chip) for chip in answer.understood), class_="chips", aria_label="What was understood")
    return tag(
        "div", tag("p", " ".join(filter(None, lines))), understood if chips and answer.understood else NOTHING_SHOWN, class_="searched"
    )


def _evidence(answer: Answer) -> Markup:
    entries = (tag("li", _ranked(e)) for e in answer.evidence)
    count = len(answer.evidence)
    told = f"Evidence: the {count} passages put forward, best first" if count > 1 else "Evidence: the one passage put forward"
    return tag("details", tag("summary", told), tag("ol", *entries, class_="evidence"), class_="fold")


def _ranked(evidence: Evidence) -> Markup:
    why = tag("span", _why(evidence), class_="facts")
    place = tag("span", place_words(evidence.report, evidence.passage), class_="path")
    shown = show_stretch(evidence.report, evidence.passage.start, evidence.passage.end)
    return tag("details", tag("summary", tag("span", place, why, class_="heading")), tag("blockquote", shown))


def _why(evidence: Evidence) -> str:
    """Why search put a passage forward."""
    ranks = {"by words": evidence.lexical_rank, "by meaning": evidence.dense_rank}
    parts = [f"{rank} {name}" for name, rank in ranks.items() if rank]
    return "Rank " + ", ".join(parts) if parts else ""
