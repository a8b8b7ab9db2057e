"""Orders planted in reports and topics, and a model that obeys every one: none of what was ordered reaches a briefing, a comparison or a file."""

import html
import json
import re
from dataclasses import replace
from functools import partial
from io import BytesIO
from zipfile import ZipFile

import pytest
from scripted_model import Spoken, claims, number_of, told
from test_injections import FACT, ORDERS, PLACES, assert_nothing_is_live, obey, poisoned  # noqa: F401  (a fixture)

from app.export.file import ENDINGS, to_bytes
from app.markup.cited import show_claims, show_line, show_sources
from app.plain.render import briefing_text, comparison_text
from retrieval.briefing.brief import brief
from retrieval.briefing.briefing import Briefing
from retrieval.comparison import compare
from retrieval.evidence import Filters

TOPIC = "guide dogs"
FOREIGN = re.compile(r"leak\.example|203\.0\.113\.9|mallory@", re.I)


def bare(made):
    """A work with its sources' own words alone: headings and passages around a quote are the report's, shown as what they are."""
    alone = [replace(c.passage, headings=(), context="", start=c.start, end=c.end, text=c.quote) for c in made.citations]
    return replace(made, citations=tuple(replace(c, passage=passage) for c, passage in zip(made.citations, alone, strict=True)))


def page(made):
    """What the page shows of a work."""
    if isinstance(made, Briefing):
        shown = [show_line(line, "briefing", line.label) for chapter in made.chapters for line in chapter.lines]
        shown += [html.escape(note) for chapter in made.chapters for note in chapter.notes]
    else:
        shown = [show_claims(cell.claims, "compare") for cell in made.cells]
    return "".join([*shown, show_sources(made.citations, "x")])


def words_of(data, ending):
    """All the words of a file, of every part of it that holds any."""
    if ending in (".md", ".json"):
        return data.decode("utf-8")
    with ZipFile(BytesIO(data)) as file:
        return "\n".join(html.unescape(file.read(name).decode("utf-8")) for name in file.namelist() if name.endswith((".xml", ".rels")))


def everything(made):
    """A work on the page, on the terminal and in every file."""
    text = briefing_text(made) if isinstance(made, Briefing) else comparison_text(made)
    return {"page": html.unescape(page(made)), "terminal": text, **{e: words_of(to_bytes(made, e), e) for e in ENDINGS}}


def folded(text):
    """Words as they are compared: the escapes of a format, its runs and its white space aside."""
    return " ".join(re.sub(r"\\(?=\W)|<[^<>]*>", "", text).split()).lower()


def assert_clean(made, ordered):
    assert_nothing_is_live(page(made))
    for where, text in everything(bare(made)).items():
        assert ordered.lower() not in text.lower(), where
        if len(ordered) > 3:  # "[7]" without its marks is any figure
            assert ordered.lower() not in folded(text), where
        assert not FOREIGN.search(text), where


def only(searcher, n):
    report = next(r for r in searcher.shelf.reports.values() if f"Eastmere {n:02}" in r.facts.title)
    return Filters(report_ids=frozenset({report.report_id}))


@pytest.mark.parametrize("n", range(len(ORDERS)))
def test_an_order_in_a_report_is_in_no_briefing_and_no_file(n, poisoned, with_script, scripted_model):  # noqa: F811
    ordered, order = ORDERS[n]
    scripted_model.script = partial(obey, ordered, order, n % 2 == 0)
    asking = with_script(poisoned)
    made = brief(asking.searcher, TOPIC, only(asking.searcher, n), writer=asking.writer)
    lines = [line for chapter in made.chapters for line in chapter.lines]
    beside = PLACES[n % len(PLACES)] == PLACES[-1]  # the order stands in the paragraph of the finding, of which nothing is taken then
    assert beside or (scripted_model.asked and any(FACT[:-1] in line.claim.text for line in lines) and sum(made.dropped.values()) >= 4)
    assert all(line.verified and line.claim.markers for line in lines)
    assert_clean(made, ordered)


@pytest.mark.parametrize("n", range(len(ORDERS)))
def test_an_order_in_a_report_is_in_no_comparison_and_no_file(n, poisoned, with_script, scripted_model):  # noqa: F811
    ordered, order = ORDERS[n]
    scripted_model.script = partial(obey, ordered, order, n % 2 == 0)
    asking = with_script(poisoned)
    made = compare(asking, "How many guide dogs were trained by the CRC in Eastmere?", "report", only(asking.searcher, n))
    assert scripted_model.asked and made.citations
    assert_clean(replace(made, cells=tuple(replace(cell, side="A report") for cell in made.cells)), ordered)


@pytest.mark.parametrize("n", range(0, len(ORDERS), 3))
def test_an_order_in_a_topic_is_obeyed_by_nobody(n, assistant, with_script, scripted_model):
    """The topic stands over the briefing as the reader gave it; no line holds what it orders."""
    ordered, order = ORDERS[n]
    fact = "The NPS visited homes in 58 per cent of the cases that needed a visit."

    def script(body):
        at = number_of(body, fact)
        first = told(body)["evidence"][0]["text"]
        bad = [(text, at or 1, fact if at else first) for text in (ordered, f"{fact} {ordered}", order.replace("{}", ordered))]
        return Spoken(claims(*bad))

    scripted_model.script = script
    asking = with_script()
    made = brief(asking.searcher, f"home visits. {order.replace('{}', ordered)}", writer=asking.writer)
    shown = json.dumps([line.claim.text for chapter in made.chapters for line in chapter.lines], ensure_ascii=False)
    assert ordered.lower() not in shown.lower()


def test_the_model_is_never_given_what_speaks_to_it_in_a_paragraph(poisoned, with_script, scripted_model):  # noqa: F811
    asking = with_script(poisoned)
    brief(asking.searcher, TOPIC, writer=asking.writer)
    given = [e["text"] for body in scripted_model.asked for e in told(body)["evidence"]]
    assert given and not any("your answer" in text for text in given) and len(PLACES) == 5
