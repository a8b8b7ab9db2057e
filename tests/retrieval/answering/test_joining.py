from retrieval.answer import ANSWERED, NEEDS_CLARIFICATION, NOT_IN_REPORTS, PARTIAL, Answer, Citation, Claim, Coverage
from retrieval.answering.joining import join, tells_both
from retrieval.evidence import Filters, Question


def _answer(evidence_of, question, words="", status=ANSWERED):
    evidence = evidence_of(words or "Nothing of the sort.")
    span = evidence.passage.start, evidence.passage.end
    claims, citations = ((Claim(words, (1,)),), (Citation(1, evidence.report, evidence.passage, *span),)) if words else ((), ())
    return Answer(Question(question), status, words, claims, citations, (evidence,), Coverage(1, 1, Filters()), "m", seconds={"total": 0.5})


def test_the_claims_of_both_parts_are_told_with_marks_that_count_on(evidence_of):
    parts = [_answer(evidence_of, "What is it?", "It is a hub."), _answer(evidence_of, "Who runs it?", "The council runs it.")]
    joined = join(Question("What is it and who runs it?"), parts)
    assert joined.status == ANSWERED
    assert joined.text == "It is a hub. [1]\n\nThe council runs it. [2]"
    assert [c.quote for c in joined.citations] == ["It is a hub.", "The council runs it."]
    assert joined.question.text == "What is it and who runs it?" and joined.seconds == {"total": 1.0}


def test_a_part_that_is_not_found_is_named(evidence_of):
    parts = [_answer(evidence_of, "What is it?", "It is a hub."), _answer(evidence_of, "Who runs it?", status=NOT_IN_REPORTS)]
    joined = join(Question("?"), parts)
    assert joined.status == PARTIAL
    assert joined.text.endswith("Not found in these reports: who runs it?")


def test_what_both_parts_say_is_told_once(evidence_of):
    part = _answer(evidence_of, "?", "It is a hub.")
    assert join(Question("?"), [part, part]).text == "It is a hub. [1]"


def test_nothing_is_joined_where_no_part_is_found_or_one_cannot_be_asked(evidence_of):
    missing, unclear = _answer(evidence_of, "?", status=NOT_IN_REPORTS), _answer(evidence_of, "?", status=NEEDS_CLARIFICATION)
    assert join(Question("?"), [missing, missing]) is None
    assert join(Question("?"), [_answer(evidence_of, "?", "It is a hub."), unclear]) is None
    assert join(Question("?"), []) is None


def test_an_answer_that_holds_the_words_of_both_parts_stands(assistant, evidence_of):
    whole = _answer(evidence_of, "?", "Nine visits were planned and four visits were missed.")
    assert tells_both(assistant.searcher, whole, ["How many visits were planned?", "How many visits were missed?"])
    assert not tells_both(assistant.searcher, whole, ["How many visits were planned?", "How many mentors were trained?"])
    assert not tells_both(assistant.searcher, whole, ["How many visits were planned?", "Why?"])
