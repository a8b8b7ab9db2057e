import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library import Library, LibraryError
from retrieval.assistant import Assistant
from retrieval.evidence import Filters, Question

WORDS = st.sampled_from(
    [
        "home",
        "visits",
        "CRC",
        "NPS",
        "Northmoor",
        "Southvale",
        "buses",
        "how many",
        "officers",
        "2018",
        "recommendations",
        "rating",
        "helicopters",
        "compare",
    ]
)


def places(evidence):
    return [(e.passage.report_id, e.passage.start, e.passage.end) for e in evidence]


@given(st.lists(WORDS, max_size=6).map(" ".join), st.integers(1, 40))
def test_evidence_is_ranked_without_repeats_and_the_same_twice(assistant, question, count):
    evidence = assistant.searcher.search(Question(question), count)
    assert len(evidence) <= count
    assert [e.score for e in evidence] == sorted((e.score for e in evidence), reverse=True)
    assert len({" ".join(e.passage.text.split()).lower() for e in evidence}) == len(evidence)
    assert places(evidence) == places(assistant.searcher.search(Question(question), count))
    assert all(e.report.text[e.passage.start : e.passage.end] == e.passage.text for e in evidence)
    assert all(e.lexical_rank or e.dense_rank for e in evidence), "each was found by one of the searches at least"


@given(st.lists(WORDS, max_size=4).map(" ".join))
def test_furniture_is_never_searched(assistant, question):
    assert not [e for e in assistant.searcher.search(Question(question), 40) if e.passage.kind == "furniture"]


@pytest.mark.parametrize(
    ("filters", "reports"),
    [
        (Filters(), {"northmoor-2018", "northmoor-commentary", "southvale-2019"}),
        (Filters(report_ids=frozenset({"southvale-2019"})), {"southvale-2019"}),
        (Filters(areas=frozenset({"Northmoor"})), {"northmoor-2018", "northmoor-commentary"}),
        (Filters(areas=frozenset({"Northmoor"}), kinds=frozenset({"commentary"})), {"northmoor-commentary"}),
        (Filters(years=frozenset({2019})), {"southvale-2019"}),
        (Filters(bodies=frozenset({"NPS"})), {"northmoor-2018"}),
        (Filters(report_ids=frozenset({"gone"})), set()),
    ],
)
def test_a_limited_question_is_searched_within_its_limits_only(assistant, filters, reports):
    question = Question("home visits of the CRC", filters)
    assert {e.passage.report_id for e in assistant.searcher.search(question, 40)} == reports
    answer = assistant.ask(question)
    assert (answer.coverage.reports_searched, answer.coverage.reports_total) == (len(reports), 3)
    assert {c.report.report_id for c in answer.citations} <= reports


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("In what share of cases did the CRC in Northmoor visit homes?", "31 per cent"),
        ("In what share of cases did the NPS in Northmoor visit homes?", "58 per cent"),
        ("In what share of cases were homes visited in Southvale?", "72 per cent"),
        ("How long were waiting times for the thinking skills programme?", "11 weeks"),
        ("What were the barriers to finding work?", "few buses"),
    ],
)
def test_the_right_body_and_the_right_area_come_first(assistant, question, words):
    assert words in assistant.searcher.search(Question(question), 1)[0].passage.text


def test_words_that_stand_in_two_reports_are_put_forward_once(assistant):
    words = "The CRC ran a painting workshop for 24 people."
    assert sum(p.text == words for p in assistant.searcher.shelf.passages) == 2
    assert [e.passage.text for e in assistant.searcher.search(Question("painting workshop"), 40)].count(words) == 1


def test_what_was_matched_is_shown(assistant):
    (best,) = assistant.searcher.search(Question("painting workshop"), 1)
    assert set(best.matched) == {"paint", "workshop"} and best.lexical_rank == 1


def test_a_library_without_an_index_is_told_in_a_sentence(tmp_path, embedder):
    with pytest.raises(LibraryError, match=r"has no finished index\. Add reports: probation-qa ingest FILES --library"):
        Assistant.open(Library(tmp_path), embedder)
    assert not list(tmp_path.iterdir())
