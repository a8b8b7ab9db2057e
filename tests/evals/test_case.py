import pytest

from corpus.manifest import SHIPPED, read_manifest
from corpus.report import Facts, Report
from evals.case import CASES, GoldQuote, locate_gold
from evals.lines import read_cases
from evals.span import Span
from evals.wording import points_covered, traps_given
from ingest.read import read_file


def test_a_case_without_gold_should_be_declined(make_case):
    assert make_case().answerable and make_case().expected == "answered"
    assert not make_case(gold=()).answerable and make_case(gold=()).expected == "not_in_reports"
    assert not make_case(status="needs_clarification").answerable
    assert make_case(gold=(), status="partial").answerable


def test_gold_is_located_wherever_it_stands_and_white_space_may_differ(reports, make_case):
    text = reports["north"].text
    sought = (("north", "busy. The  NPS held"), ("north", "held"), ("north", "HELD"), ("x", "held"))
    runs_on, twice, other_case, nowhere = locate_gold(make_case(gold=tuple(GoldQuote(*words) for words in sought)), reports)
    assert [text[s.start : s.end] for s in runs_on] == ["busy.\n\nThe NPS held"]
    assert twice == tuple(Span("north", i, i + 4) for i in (text.index("held"), text.rindex("held")))
    assert other_case == nowhere == ()


@pytest.fixture(scope="module")
def shipped() -> dict[str, Report]:
    found = {}
    for file, facts in read_manifest(SHIPPED).items():
        path = SHIPPED.parent / file
        found[facts["report_id"]] = Report(facts["report_id"], file, "", Facts(facts["title"]), read_file(path, path.read_bytes()).text)
    return found


@pytest.fixture(scope="module")
def curated(shipped):
    return read_cases(sorted(CASES.glob("*.jsonl")), shipped)


def test_every_curated_gold_quote_stands_in_its_report(curated, shipped):
    cases, conversations = curated
    for case in [*cases, *(turn for conversation in conversations for turn in conversation.turns)]:
        assert all(locate_gold(case, shipped)), case.case_id


def test_curated_gold_says_the_points_and_gives_no_trap(curated):
    """Else a case could be failed by quoting exactly what it asks for."""
    cases, conversations = curated
    for case in [*cases, *(turn for conversation in conversations for turn in conversation.turns)]:
        words = "\n".join(gold.quote for gold in case.gold)
        if case.answerable and case.gold:
            assert case.points and all(points_covered(words, case.points)), case.case_id
            assert not traps_given(words, case.trap), case.case_id
