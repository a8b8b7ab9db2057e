"""Turn: a question and its answer as markup, the answer first and below it the words it rests on."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from urllib.parse import urlencode

from app.highlight import Highlight, show_stretch
from app.markup import NOTHING_SHOWN, Markup, is_web_address, joined, link, tag
from app.phrases import ENDINGS, limits_words, path_words, place_words, reach_words, source_words, unsettled, writer_words
from corpus.report import Report
from ingest.passages import Passage
from retrieval.answer import NOT_IN_REPORTS, OUT_OF_SCOPE, Answer, Citation, Claim
from retrieval.evidence import Evidence
from retrieval.kept import Lost

NEAREST = 3
FEW_AREAS = 8
BULLET = "• "
LONGEST_KEPT = 24  # a longer word may stand on a line without its marks
MARKS = re.compile(r"(?<!\s)\s*(?:\[\d+\])+")


def show_turn(asked: str, answer: Answer, name: str, lost: Sequence[Lost] = ()) -> Markup:
    """One turn of a conversation; `name` keeps its anchors apart, and what rests on `lost` is never shown as verified."""
    text = _text(answer, name, frozenset(each.marker for each in lost))
    parts = [_asked(asked), _searched_for(asked, answer), _status(answer, lost), text, _notice(answer), *_grounds(answer, name, lost)]
    return tag("article", *parts, class_="turn", id=name)


def show_question(asked: str, name: str) -> Markup:
    """A turn whose answer is still being looked for."""
    return tag("article", _asked(asked), class_="turn", id=name)


def _asked(asked: str) -> Markup:
    return tag("h2", asked, class_="asked")


def _searched_for(asked: str, answer: Answer) -> Markup:
    """What was searched for, where earlier questions completed what was asked."""
    if answer.question.text.strip() == asked.strip():
        return NOTHING_SHOWN
    return tag("p", "Read with your earlier questions as: ", tag("q", answer.question.text), class_="quiet")


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
        paragraphs.append(_claim(claim, name, gone))
    return tag("div", *paragraphs, *_plain(rest), class_="answer")


def _plain(text: str) -> list[Markup]:
    return [tag("p", paragraph.strip()) for paragraph in text.split("\n\n") if paragraph.strip()]


def _claim(claim: Claim, name: str, gone: frozenset[int]) -> Markup:
    """A claim's lines, those with a bullet as a list; its marks stand at its end."""
    lines = [line for line in claim.text.splitlines() if line.strip()] or [""]
    endings = [*[NOTHING_SHOWN] * (len(lines) - 1), joined(*(_mark(marker, name, marker in gone) for marker in claim.markers))]
    shown = [(line.startswith(BULLET), _line(line.removeprefix(BULLET), ending)) for line, ending in zip(lines, endings, strict=True)]
    groups = groupby(shown, key=itemgetter(0))
    return tag("div", *(_grouped(bulleted, [words for _, words in group]) for bulleted, group in groups), class_="claim")


def _line(line: str, marks: Markup) -> Markup:
    """A line's words; marks are kept beside the last of them."""
    text, space, word = line.rpartition(" ")
    end = tag("span", word, " ", marks, class_="kept" if len(word) <= LONGEST_KEPT else "") if marks else word
    return joined(text, space, end)


def _grouped(bulleted: bool, lines: list[Markup]) -> Markup:
    return tag("ul", *(tag("li", line) for line in lines)) if bulleted else joined(*(tag("p", line) for line in lines))


def _mark(marker: int, name: str, gone: bool) -> Markup:
    words = f"Source {marker}: not verified now" if gone else f"Source {marker}: show its words"
    shown = f"{marker} ?" if gone else str(marker)
    return tag("a", shown, href=f"#{_anchor(name, marker)}", class_="cite lost" if gone else "cite", aria_label=words)


def _anchor(name: str, marker: int) -> str:
    return f"{name}-source-{marker}"


def _grounds(answer: Answer, name: str, lost: Sequence[Lost]) -> Iterator[Markup]:
    """What stands below an answer: its sources, or the nearest passages, and how far the search looked."""
    if answer.status == OUT_OF_SCOPE:
        return
    if answer.citations:
        yield _sources(answer, name)
    if lost:
        yield _lost_sources(lost, name)
    if answer.status == NOT_IN_REPORTS:
        yield _nearest(answer)
    yield _searched(answer, lost)
    if answer.evidence:
        yield _evidence(answer)


def _sources(answer: Answer, name: str) -> Markup:
    entries = (tag("li", _source(citation, name)) for citation in answer.citations)
    return tag("section", tag("h3", "Sources"), tag("ol", *entries, class_="sources"))


def _lost_sources(lost: Sequence[Lost], name: str) -> Markup:
    """What the answer rested on when it was given and rests on no longer."""
    entries = (tag("li", _lost_source(each), id=_anchor(name, each.marker)) for each in lost)
    return tag("section", tag("h3", "Sources that could not be verified again"), tag("ol", *entries, class_="near"))


def _lost_source(lost: Lost) -> Markup:
    number = tag("span", f"{lost.marker} ?", class_="number")
    head = tag("p", number, " ", tag("span", lost.title, class_="title"))
    return joined(
        head, tag("p", lost.why, class_="quiet"), tag("p", "It was cited for: ", tag("q", " ".join(lost.quote.split())), class_="quiet")
    )


def _source(citation: Citation, name: str) -> Markup:
    """A citation: closed, where it stands; open, its words marked within their passage."""
    highlight = Highlight(citation.start, citation.end, _anchor(name, citation.marker))
    passage = citation.passage
    start, end = min(passage.start, citation.start), max(passage.end, citation.end)
    return tag(
        "details",
        tag("summary", tag("span", str(citation.marker), class_="number"), _heading(citation.report, path_words(passage, citation.page))),
        _context(passage),
        tag("blockquote", show_stretch(citation.report, start, end, highlight)),
        _digest_note(citation.report),
        _ways_on(citation.report, citation.start, citation.end),
    )


def _heading(report: Report, path: str) -> Markup:
    title = tag("span", report.facts.title, class_="title")
    where = tag("span", path, class_="path") if path else NOTHING_SHOWN
    return tag("span", title, tag("span", source_words(report.facts), class_="facts"), where, class_="heading")


def _context(passage: Passage) -> Markup:
    """The lead-in or column heads that a later part of a list or table stands under."""
    return tag("p", "Under: ", passage.context, class_="quiet") if passage.context else NOTHING_SHOWN


def _digest_note(report: Report) -> Markup:
    if not report.facts.digest:
        return NOTHING_SHOWN
    return tag("p", "A digest is our own summary of a published text. The words marked are the digest’s.", class_="quiet")


def _ways_on(report: Report, start: int, end: int) -> Markup:
    """On to the words in the full text, and to the page where the report was published."""
    ways = [_way_in(report, start, end)]
    if report.facts.address and is_web_address(report.facts.address):
        ways.append(link(report.facts.address, "Where it was published: ", _short(report.facts.address)))
    return tag("p", *(tag("span", way) for way in ways), class_="ways")


def _way_in(report: Report, start: int, end: int) -> Markup:
    """To the full text, in a tab of its own: this one holds the conversation."""
    query = urlencode({"report": report.report_id, "start": start, "end": end})
    return tag("a", "Read on in the full text", href=f"library?{query}", target="_blank")


def _short(address: str) -> str:
    bare = re.sub(r"^https?://(?:www\.)?", "", address).rstrip("/")
    return bare if len(bare) <= 60 else bare[:57] + "…"


def _nearest(answer: Answer) -> Markup:
    """The passages that came nearest to a question that the reports do not answer, and the areas they hold."""
    entries = (tag("li", _near(e)) for e in answer.evidence[:NEAREST])
    nearest = tag("section", tag("h3", "Nearest passages"), tag("ol", *entries, class_="near")) if answer.evidence else NOTHING_SHOWN
    return joined(nearest, _areas(answer.coverage.areas))


def _near(evidence: Evidence) -> Markup:
    report, passage = evidence.report, evidence.passage
    shown = tag("blockquote", show_stretch(report, passage.start, passage.end))
    onward = tag("p", _way_in(report, passage.start, passage.end), class_="ways")
    return joined(_heading(report, path_words(passage, report.page_at(passage.start))), shown, onward)


def _areas(areas: tuple[str, ...]) -> Markup:
    """The areas that the reports searched are about."""
    if not areas:
        return NOTHING_SHOWN
    if len(areas) <= FEW_AREAS:
        return tag("p", "Areas these reports cover: ", "; ".join(areas), ".", class_="quiet")
    return tag("details", tag("summary", f"The {len(areas)} areas these reports cover"), tag("p", "; ".join(areas), "."), class_="fold")


def _searched(answer: Answer, lost: Sequence[Lost]) -> Markup:
    """How far the search looked, what it understood, and who wrote the answer."""
    limits = limits_words(answer.coverage.filters)
    lines = [reach_words(answer, {each.report_id for each in lost}), *([f"Limited to {limits}."] if limits else []), writer_words(answer)]
    chips = tag("ul", *(tag("li", chip) for chip in answer.understood), class_="chips", aria_label="What was understood")
    return tag("div", tag("p", " ".join(lines)), chips if answer.understood else NOTHING_SHOWN, class_="searched")


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
