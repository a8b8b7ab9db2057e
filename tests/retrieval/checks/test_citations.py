import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from ingest.units import split_units
from retrieval.checks.citations import Draft, Quote, check_claims, find_fault, find_numbers
from retrieval.checks.units import plain_words

CASES = "The CRC held 62 cases for each officer. It was rated ‘Requires improvement’, which was not a surprise."


def quote_of(evidence, words=None):
    """These words of the evidence's passage as a quote; all of it if none are given."""
    start = evidence.passage.start + (evidence.passage.text.index(words) if words else 0)
    return Quote(evidence, start, start + len(words or evidence.passage.text))


def fault(claim, *quotes, bodies=(), over=()):
    return find_fault(Draft(claim, quotes), bodies, {q.evidence.passage.passage_id: tuple(over) for q in quotes})


# The words


def test_a_count_is_given_only_where_so_many_items_stand_in_the_quotes(evidence_of):
    quote = quote_of(evidence_of("The CRC should:\n• train staff\n• mend the roof", kind="recommendation"))
    assert find_fault(Draft("Two recommendations.", (quote,), counted=2), (), {}) is None
    assert find_fault(Draft("Three recommendations.", (quote,), counted=3), (), {}) == "number"
    assert find_fault(Draft("Two recommendations.", (quote,)), (), {}) == "number"


def test_a_claim_needs_words_and_a_quote(evidence_of):
    quote = quote_of(evidence_of(CASES), "The CRC held 62 cases for each officer.")
    assert fault("The CRC held 62 cases.", quote) is None
    assert (fault("", quote), fault("  ", quote), fault("The CRC held cases.")) == ("quote",) * 3


@pytest.mark.parametrize(
    "span",
    [(-1, 10), (0, 0), (10, 5), (5, 10_000), (39, 40)],
    ids=["before the passage", "empty", "backwards", "beyond it", "only white space"],
)
def test_a_quote_must_be_words_of_its_passage(evidence_of, span):
    evidence = evidence_of(CASES)
    start = evidence.passage.start
    assert fault("The CRC held cases.", Quote(evidence, start + span[0], start + span[1])) == "quote"


def test_one_bad_quote_spoils_the_claim(evidence_of):
    evidence = evidence_of(CASES)
    assert fault("The CRC held cases.", quote_of(evidence), Quote(evidence, 0, 3)) == "quote"


# Figures


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("The CRC held 62 cases.", "The CRC held 63 cases."),
        ("The CRC held 62 cases.", "The CRC held sixty-two of 80 cases."),
        ("The CRC held 2,140 cases.", "The CRC held 2,141 cases."),
        ("Sickness rose to 4.5 days.", "Sickness rose to 45 days."),
        ("Homes were visited in 31 per cent of cases.", "Homes were visited in 13% of cases."),
        ("One in three had a visit.", "One in five had a visit."),
        ("Twelve officers left.", "Eleven officers left."),
        ("Twenty-five officers left.", "Twenty officers left."),
        ("A third of the officers left.", "A quarter of the officers left."),
        ("Half of the officers left.", "Two thirds of the officers left."),
        ("It was inspected in 2018.", "It was inspected in 2017."),
    ],
)
def test_a_figure_that_the_words_do_not_hold_is_refused(evidence_of, words, claim):
    assert fault(claim, quote_of(evidence_of(words))) == "number"


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("The CRC held 2,140 cases.", "The CRC held 2140 cases."),
        ("Homes were visited in 31 per cent of cases.", "Homes were visited in 31% of cases."),
        ("Three officers left.", "3 officers left."),
        ("Staff were trained.¹²", "Staff were trained."),
    ],
)
def test_a_figure_may_be_written_another_way(evidence_of, words, claim):
    assert fault(claim, quote_of(evidence_of(words))) is None


def test_a_figure_may_stand_over_the_words(evidence_of):
    evidence = evidence_of(
        "Cases\t640",
        ("Table of 2016",),
        "table",
        "Table 3: Cases by 31 March",
        title="Inspection 7",
        area=("Division 9",),
        published_on="2018-05-02",
        inspected_on="2017-11",
    )
    for claim in (
        "640 in 2016",
        "640 (Table 3)",
        "640 by 31 March",
        "640 in Inspection 7",
        "640 in Division 9",
        "640 in 2018",
        "640 in 2017",
    ):
        assert fault(claim, quote_of(evidence)) is None, claim
    assert fault("640 in 2015", quote_of(evidence)) == "number"


def test_a_figure_elsewhere_in_the_passage_does_not_count(evidence_of):
    evidence = evidence_of("The CRC held 62 cases. The NPS held 35.")
    assert fault("The CRC held 35 cases.", quote_of(evidence, "The CRC held 62 cases.")) == "number"


def test_the_figures_of_all_quotes_count_together(evidence_of):
    evidence = evidence_of("The CRC held 62 cases. The NPS held 35.")
    assert fault("62 against 35", quote_of(evidence, "The CRC held 62 cases."), quote_of(evidence, "The NPS held 35.")) is None


NUMBERS = st.one_of(
    st.integers(21, 99_999).map(str), st.integers(1000, 99_999).map("{:,}".format), st.decimals("0.1", "99.9", places=1).map(str)
)
FORMS = (
    "The CRC held {} cases.",
    "Some {} per cent of homes were visited.",
    "It rose to {}%, which was not good.",
    "Staff ({} of them) left.",
    "Cases\t{}",
    "• {} officers left",
)


@given(NUMBERS, NUMBERS, st.sampled_from(FORMS))
def test_an_altered_figure_is_never_shown(evidence_of, true, altered, form):
    assume(find_numbers(true) != find_numbers(altered))
    quote = quote_of(evidence_of(form.format(true)))
    assert fault(plain_words(form.format(altered)), quote) == "number"


# Ratings


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("It was rated ‘Requires improvement’.", "It was rated ‘Good’."),
        ("It was rated ‘Requires improvement’.", "It was rated Outstanding."),
        ("Leadership was rated inadequate.", "Leadership required attention and was rated requires improvement."),
        ("Leadership was rated Inadequate overall.", "Leadership was rated Good overall."),
        ("Leadership was rated Inadequate.", "Leadership was rated Good."),
        ("Leadership\tInadequate", "Leadership: Good"),
    ],
)
def test_a_rating_that_the_words_do_not_hold_is_refused(evidence_of, words, claim):
    assert fault(claim, quote_of(evidence_of(words))) == "rating"


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("It was rated ‘Good’.", "It was rated ‘Good’."),
        ("It was rated ‘Good’.", "It was rated 'Good'."),
        ("It was rated ‘Good’ overall.", "Overall rating: Good"),
        ("Leadership\tGood", "Leadership: Good"),
        ("Leadership\tGood\nStaff\tInadequate", "Leadership: Good"),
        ("It was rated Outstanding.", "The rating was outstanding."),
        ("Good practice was seen.", "Good practice was seen."),
    ],
)
def test_a_rating_that_the_words_hold_is_kept(evidence_of, words, claim):
    assert fault(claim, quote_of(evidence_of(words))) is None


# Bodies


def test_an_answer_about_one_body_never_rests_on_the_others_section(evidence_of):
    quote = quote_of(evidence_of("Homes were visited.", ("NPS effectiveness",)))
    assert fault("Homes were visited.", quote, bodies=["CRC"], over=["NPS"]) == "body"
    assert fault("Homes were visited.", quote, bodies=["NPS"], over=["NPS"]) is None
    assert fault("Homes were visited.", quote, bodies=["CRC"], over=["CRC", "NPS"]) is None
    assert fault("Homes were visited.", quote, bodies=["CRC", "NPS"], over=["NPS"]) is None, "asked about both"
    assert fault("Homes were visited.", quote, bodies=["CRC"], over=[]) is None, "its headings name nobody"


def test_words_that_name_another_body_alone_are_not_about_the_one_asked_about(evidence_of):
    quote = quote_of(evidence_of("The CRC has three offices."))
    assert fault("The CRC has three offices.", quote, bodies=["NPS"], over=[]) == "body"
    assert fault("The CRC has three offices.", quote, bodies=["NPS"], over=["NPS"]) is None, "a section on the NPS compares the two"
    assert fault("The CRC has three offices.", quote, bodies=["CRC"], over=[]) is None


# Negations


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        ("Staff said they were supported, which was not true.", "Staff said they were supported"),
        ("It is not the case that officers were trained.", "officers were trained."),
        ("Officers were not trained.", "Officers were trained."),
        ("Officers never visited homes.", "Officers visited homes."),
    ],
)
def test_a_claim_may_not_leave_out_the_negation(evidence_of, words, claim):
    assert fault(claim, quote_of(evidence_of(words))) == "negation"


def test_a_claim_may_leave_out_other_words(evidence_of):
    assert fault("Staff were trained", quote_of(evidence_of("Staff were trained in March."))) is None
    assert fault("staff were not trained", quote_of(evidence_of("It was said that staff were not trained in March."))) is None


# Verbatim

WORDS = st.sampled_from(
    (
        "staff",
        "were",
        "not",
        "never",
        "33",
        "per cent",
        "1,250",
        "‘Good’",
        "Good",
        "Outstanding",
        "requires improvement",
        "officers’",
        "(see para. 12)",
        "twenty-five",
        "a third",
        "NPS",
        "cases,",
        "3.5%",
        "in 2018",
        "£1.5m",
        "– all",
        "can’t",
        "Inadequate",
        "“so”",
    )
)


@given(
    st.lists(WORDS, min_size=1, max_size=10).map(" ".join),
    st.sampled_from(["{}.", "{}", "• {}", "3. {}", "{}.¹", "Leadership\t{}", "{}\nand more."]),
)
@example("was rated Good", "{}")
@example("Good", "Leadership\t{}")
def test_a_sentence_word_for_word_always_holds(evidence_of, sentence, form):
    quote = quote_of(evidence_of(form.format(sentence), ("CRC effectiveness",)))
    assert fault(plain_words(quote.words), quote, bodies=["CRC"], over=["CRC"]) is None


# Marks


def test_claims_that_hold_get_marks_in_order_of_use_and_the_others_are_counted(evidence_of):
    first, second = evidence_of("The CRC held 62 cases. Staff were trained."), evidence_of("The NPS held 35 cases.", title="Another")
    drafts = [
        Draft("The NPS held 35 cases.", (quote_of(second),)),
        Draft("The CRC held 99 cases.", (quote_of(first),)),
        Draft("Staff were trained.", (quote_of(first, "Staff were trained."), quote_of(second))),
        Draft("", (quote_of(first),)),
        Draft("The CRC held 61 cases.", (quote_of(first),)),
    ]
    claims, citations, dropped = check_claims(drafts, (), {})
    assert [(c.text, c.markers) for c in claims] == [("The NPS held 35 cases.", (1,)), ("Staff were trained.", (2, 1))]
    assert [(c.marker, c.quote) for c in citations] == [(1, "The NPS held 35 cases."), (2, "Staff were trained.")]
    assert all(c.report.text[c.start : c.end] == c.quote for c in citations)
    assert dropped == {"number": 2, "quote": 1}


def test_nothing_drafted_is_nothing_claimed():
    assert check_claims([], (), {}) == ([], [], {})


@given(st.lists(st.tuples(st.sampled_from(["Staff were trained.", "Staff were paid."]), st.booleans()), max_size=6))
def test_every_mark_names_a_citation_and_every_citation_is_marked(evidence_of, wanted):
    evidence = evidence_of("Staff were trained. Staff were paid.")
    assert len(split_units(evidence.passage)) == 2
    drafts = [Draft(words if true else f"{words} 99", (quote_of(evidence, words),)) for words, true in wanted]
    claims, citations, dropped = check_claims(drafts, (), {})
    assert {m for c in claims for m in c.markers} == {c.marker for c in citations} == set(range(1, len(citations) + 1))
    assert len(claims) + sum(dropped.values()) == len(drafts)
    assert len({(c.start, c.end) for c in citations}) == len(citations)
