"""What a freely written claim may say of its quote, and what it may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.checks.citations import Quote
from retrieval.checks.quoting import lead_in, locate
from retrieval.checks.support import find_link, find_unsupported

VISITS = "The CRC visited homes in 31 per cent of the cases that needed a visit, and the NPS in 58 per cent."
PLENTIFUL = frozenset({"receiv", "work"})


def fault(claim, *quotes):
    return find_unsupported(claim, quotes, lambda stem: stem in PLENTIFUL)


def whole(evidence):
    return Quote(evidence, evidence.passage.start, evidence.passage.end)


@pytest.mark.parametrize(
    "claim",
    [
        VISITS,
        "In the CRC, 31% of the cases that needed a visit received one.",
        "The NPS visited homes in 58% of cases needing a visit, the CRC in 31%.",
        "Inspectors found that the National Probation Service visited homes in 58 per cent of the cases.",
        "Homes were visited in 31 per cent (CRC) and 58 per cent (NPS) of the cases that needed a visit.",
    ],
)
def test_a_finding_may_be_told_in_other_words(evidence_of, claim):
    assert fault(claim, whole(evidence_of(VISITS, ("Home visits",)))) is None


@pytest.mark.parametrize(
    ("claim", "amiss"),
    [
        ("The NPS visited homes in 31 per cent of the cases.", "body"),
        ("The CRC visited homes in 58 per cent of the cases.", "body"),
        ("The CRC did not visit homes in 31 per cent of the cases.", "negation"),
        ("The CRC visited homes in only 31 per cent of the cases.", "content"),
        ("The CRC visited more homes than the NPS.", "content"),
        ("The CRC visited homes in Southvale in 31 per cent of the cases.", "name"),
        ("Southvale visited homes in 31 per cent of the cases.", "name"),
        ("The youth justice service visited homes in 31 per cent of the cases.", "name"),
        ("The CRC visited homes in 31 per cent of the cases banana.", "content"),
        ("The CRC visited homes in 31 per cent of the cases. Officers feared dismissal.", "name"),
        ("The CRC visited homes in 31 per cent of the cases, which you should not have to put up with.", "content"),
        ("The CRC visited homes (see leak.example) in 31 per cent of the cases.", "link"),
        ("The CRC visited <b>homes</b> in 31 per cent of the cases.", "link"),
        ("The CRC visited h\u200bomes in 31 per cent of the cases.", "link"),
        ("The CRC visited hоmes in 31 per cent of the cases.", "content"),  # a Cyrillic o
        ("It.", "content"),
        ("", None),
        ("The CRC visited homes. " * 30, "length"),
    ],
)
def test_what_the_quote_does_not_say_is_refused(evidence_of, claim, amiss):
    assert fault(claim, whole(evidence_of(VISITS, ("Home visits",)))) == amiss


def test_a_column_of_a_table_belongs_to_its_head(evidence_of):
    table = "Measure\tCRC\tNPS\nPeople supervised\t2,140\t865\nStaff in post\t96\t71"
    quote = locate("People supervised\t2,140\t865", evidence_of(table, kind="table"))
    assert fault("The CRC supervised 2,140 people.", quote) is None
    assert fault("The NPS supervised 2,140 people.", quote) == "body"


def test_a_no_in_the_lead_in_belongs_to_every_item(evidence_of):
    evidence = evidence_of("The CRC did not:\n• record cancelled appointments\n• review plans", kind="list")
    quote = locate("record cancelled appointments", evidence)
    assert lead_in(quote) == "The CRC did not:"
    assert fault("The CRC did not record cancelled appointments.", quote) is None
    assert fault("The CRC did record cancelled appointments.", quote) == "negation"


@pytest.mark.parametrize("words", ["available to the NPS", "“available to the NPS”", "were not  available\nto the NPS"])
def test_a_quote_becomes_the_whole_sentence_so_that_its_no_is_not_cut_off(evidence_of, words):
    text = "Programmes were not available to the NPS. Staff’s views differed."
    quote = locate(words, evidence_of(text))
    assert quote.words == "Programmes were not available to the NPS."
    assert fault("Programmes were available to the NPS.", quote) == "negation"


@pytest.mark.parametrize("words", ["", " ", "'", "lable to the NPS", "available to the CRC", "Programmes were available", "." * 5])
def test_words_that_do_not_stand_there_are_not_found(evidence_of, words):
    assert locate(words, evidence_of("Programmes were not available to the NPS.")) is None


def test_quotation_marks_and_spaces_may_differ_and_the_reports_own_words_are_kept(evidence_of):
    evidence = evidence_of("One officer said: ‘I don’t know\nthem’.\n\nAnother did.")
    assert locate("One officer said: 'I don't  know them'.", evidence).words == "One officer said: ‘I don’t\u00a0know\nthem’.".replace(
        "\u00a0", " "
    )


@given(st.text(max_size=80), st.text(max_size=30))
def test_whatever_is_located_are_whole_words_of_the_passage(text, words):
    from corpus.report import Facts, Report
    from ingest.passages import Passage
    from retrieval.evidence import Evidence

    report = Report("r", "r", "", Facts("r"), text)
    quote = locate(words, Evidence(Passage("r", (), "prose", 0, len(text), text), report, 1.0))
    assert quote is None or (0 <= quote.start < quote.end <= len(text) and quote.words == text[quote.start : quote.end])


@pytest.mark.parametrize(
    "text", ["In 4.5 of 10 cases, i.e. most of them (see above), staff said: ‘We care’.", "Costs rose to £3,000; 33% more."]
)
def test_plain_prose_holds_no_link(text):
    assert not find_link(text)
