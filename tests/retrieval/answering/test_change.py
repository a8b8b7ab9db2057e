import pytest
from fake_embedder import FakeEmbedder

from corpus.library import Library
from ingest.build import ingest
from retrieval.answering.change import find_change, tells_change
from retrieval.assistant import Assistant
from retrieval.evidence import Filters, Question

EARLIER = """\
# An inspection of probation services in Eastbeck

This is a digest of an inspection by HM Inspectorate of Probation, published on 3 May 2017.

## Caseload

The CRC in Eastbeck supervised 1,210 people. Its vans were old.

## Court reports

Reports written on the day of sentence had risen from 41 per cent to 66 per cent in a year.

## Kitchens

The kitchens of the hostels were painted green.
"""
LATER = """\
# An inspection of probation services in Eastbeck

This is a digest of an inspection by HM Inspectorate of Probation, published on 9 July 2019.

## Caseload

The CRC in Eastbeck supervised 1,480 people. Its gardens won a prize.

## Meals

Meals were cooked by 7 volunteers.
"""


@pytest.fixture(scope="module")
def eastbeck(tmp_path_factory):
    folder = tmp_path_factory.mktemp("eastbeck")
    (folder / "eastbeck-2017.md").write_text(EARLIER, encoding="utf-8")
    (folder / "eastbeck-2019.md").write_text(LATER, encoding="utf-8")
    library = Library(tmp_path_factory.mktemp("library"))
    ingest([folder], library, FakeEmbedder())
    return Assistant.open(library, FakeEmbedder())


def change(assistant, text, filters=None):
    question = Question(text, filters or Filters())
    understood = assistant.searcher.understand(question)
    return find_change(assistant.searcher, question, understood, assistant.searcher.search(question, 20, understood))


@pytest.mark.parametrize(
    "text",
    [
        "How did the number of people supervised by the CRC in Eastbeck change between 2017 and 2019?",
        "Did the CRC in Eastbeck have more or fewer people in 2019 than in 2017?",
        "How many people did the CRC in Eastbeck supervise in 2017, and two years later?",
        "Has the number of people supervised by the CRC in Eastbeck grown?",
    ],
)
def test_each_date_has_its_own_value_from_the_report_of_its_time(eastbeck, text):
    answer = eastbeck.ask(Question(text))
    assert answer.status == "answered"
    assert [c.text.split(":")[0] for c in answer.claims] == ["2017", "2019"]
    assert ["1,210" in answer.claims[0].text, "1,480" in answer.claims[1].text] == [True, True]
    assert [c.report.facts.year for c in answer.citations] == [2017, 2019]


def test_a_date_that_no_report_tells_of_is_named_as_missing(eastbeck):
    answer = eastbeck.ask(Question("How did the number of people supervised by the CRC in Eastbeck change between 2014 and 2019?"))
    assert answer.status == "partial" and "2014: not found in these reports." in answer.text and "1,480" in answer.text


def test_a_report_of_the_year_after_tells_of_a_year_under_its_own_date(eastbeck):
    answer = eastbeck.ask(Question("How did the number of people supervised by the CRC in Eastbeck change between 2016 and 2019?"))
    assert answer.claims[0].text.startswith("Inspection report, 2017") or "2017-05-03" in answer.claims[0].text
    assert "1,210" in answer.claims[0].text


def test_one_sentence_that_tells_the_change_is_enough(eastbeck):
    answer = eastbeck.ask(Question("How did reports written on the day of sentence in Eastbeck change?"))
    assert len(answer.claims) == 1 and "41 per cent to 66 per cent" in answer.claims[0].text


def test_what_was_said_at_one_date_only_is_no_change(eastbeck):
    assert change(eastbeck, "What colour were the kitchens in Eastbeck in 2017?") == []


def test_limits_hold_for_every_date(eastbeck):
    limits = Filters(years=frozenset({2019}))
    held = change(eastbeck, "How did the number of people supervised by the CRC in Eastbeck change between 2017 and 2019?", limits)
    assert all(side.choice is None or side.choice.evidence.report.facts.year == 2019 for side in held)


@pytest.mark.parametrize(
    ("words", "dates", "so"),
    [
        ("Eastbeck climbed from the lowest grade in 2018 to a better one.", (2018, 2020), True),
        ("The grade was low in 2018 and better in 2020.", (2018, 2020), True),
        ("Eastbeck climbed from the lowest grade in 2018.", (2016, 2018), False),
        ("Caseloads had grown by 9% in a year.", (), True),
    ],
)
def test_words_tell_a_change_if_they_hold_both_its_dates(evidence_of, words, dates, so):
    from ingest.units import split_units
    from retrieval.words.choice import Choice, Signs

    evidence = evidence_of(words, published_on="2020-03")
    assert tells_change(Choice(evidence, split_units(evidence.passage)[0], 1.0, Signs(0, 0, 0, 0, 0, 0)), dates) is so
