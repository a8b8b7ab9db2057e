from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.report import Facts, Report
from ingest.passages import LONGEST_CHARS, PARAGRAPH_CHARS, cut_passages, text_to_embed
from ingest.sentences import split_sentences


def indivisible(passage, report):
    """Whether a passage is as small as it can be: one sentence, or one item or row (with caption, heads and what runs on)."""
    blocks = [b for b in report.blocks if b.kind != "heading" and passage.start <= b.start and b.end <= passage.end]
    whole_rows = [b for b in blocks if b.kind == "row" and report.text[report.text.rfind("\n", 0, b.start) + 1] != "\t"]
    return (
        (len(blocks) == 1 and blocks[0].kind == "item")
        or (bool(blocks) and len(whole_rows) <= 2 and blocks[-1].kind == "row")
        or len(split_sentences(passage.text)) == 1
    )


@given(data=st.data())
def test_every_block_that_is_no_heading_stands_in_exactly_one_passage(data, random_texts, report_of):
    report = report_of(data.draw(random_texts))
    if report is None:
        return
    passages = cut_passages(report)
    assert all(a.end <= b.start for a, b in pairwise(passages)), "passages are in order and disjoint"
    assert all(p.text == report.text[p.start : p.end] and p.text.strip() for p in passages)
    held = {i for p in passages for i in range(p.start, p.end)}
    for block in report.blocks:
        words = [i for i in range(block.start, block.end) if not report.text[i].isspace()]
        if block.kind == "heading":
            assert not held & set(words), "a heading is for finding, not for quoting"
        else:
            assert held >= set(words)
            if len(words) and block.end - block.start <= LONGEST_CHARS:
                assert sum(p.start <= block.start and block.end <= p.end for p in passages) == 1


@given(data=st.data())
def test_no_passage_is_much_longer_than_what_the_model_reads(data, random_texts, report_of):
    report = report_of(data.draw(random_texts))
    for passage in cut_passages(report) if report else ():
        assert len(passage.text) <= LONGEST_CHARS or indivisible(passage, report), passage


def cut(text, report_of):
    return [(p.kind, p.headings, p.text, p.context) for p in cut_passages(report_of(text))]


def test_short_paragraphs_are_joined_and_long_ones_cut_between_sentences(report_of):
    short, sentence = (
        "Staff were trained. They liked it.",
        "The officers of the coast met the officers of the moor on every second Monday. ",
    )
    text = f"Title\n\n{short}\n\n{short}\n\n{sentence * 40}"
    joined, *cut_up = cut(text, report_of)
    assert joined == ("prose", (), f"{short}\n\n{short}", "")
    assert len(cut_up) == 4 and all(
        len(words) <= LONGEST_CHARS and words.endswith("Monday.") and words.startswith("The officers") for _, _, words, _ in cut_up
    )


def test_a_long_list_item_is_cut_between_sentences_too(report_of):
    passages = cut_passages(report_of("Title\n\nThe barriers were:\n• " + "Buses ran late all winter. " * 90))
    assert len(passages) > 1 and all(len(p.text) <= LONGEST_CHARS for p in passages)


def test_a_list_stays_with_its_lead_in(report_of):
    assert cut("Title\n\nBefore that, all was well.\n\nThe barriers were:\n• buses\n• courses.\n\nAfter that, more.", report_of) == [
        ("prose", (), "Before that, all was well.", ""),
        ("list", (), "The barriers were:\n• buses\n• courses.", ""),
        ("prose", (), "After that, more.", ""),
    ]


def test_later_parts_of_a_long_list_carry_its_lead_in_as_context(report_of):
    items = [f"• barrier number {n} which is told at some length so that the list as a whole grows too long" for n in range(20)]
    first, *later = cut("Title\n\nThe barriers were:\n" + "\n".join(items), report_of)
    assert first[2].startswith("The barriers were:\n• barrier number 0") and first[3] == ""
    assert later and all(kind == "list" and context == "The barriers were:" for kind, _, _, context in later)
    assert "\n".join([first[2], *(words for _, _, words, _ in later)]) == "The barriers were:\n" + "\n".join(items)


def test_a_table_stays_with_its_caption(report_of):
    text = "Title\n\nTable 1: Cases\n\nMeasure\tCRC\tNPS\nCases\t1,250\t640\nStaff\t96\t71\n\nAfter that, more."
    assert cut(text, report_of)[0] == ("table", (), "Table 1: Cases\n\nMeasure\tCRC\tNPS\nCases\t1,250\t640\nStaff\t96\t71", "")


def test_later_parts_of_a_long_table_carry_caption_and_column_heads_as_context(report_of):
    rows = [f"Office number {n} of the county\t{n * 7}\t{n * 3}" for n in range(60)]
    first, *later = cut_passages(report_of("Title\n\nTable 1: Cases\n\nOffice\tCRC\tNPS\n" + "\n".join(rows)))
    assert first.text.startswith("Table 1: Cases\n\nOffice\tCRC\tNPS\nOffice number 0") and first.context == ""
    assert later and {p.context for p in later} == {"Table 1: Cases Office | CRC | NPS"}
    assert [row for p in (first, *later) for row in p.text.split("\n") if row.startswith("Office number")] == rows


def test_each_term_of_a_glossary_is_a_passage(report_of):
    rows = [
        "CRC\tCommunity Rehabilitation Company: private",
        "NPS\tNational Probation Service: public",
        "RAR\tRehabilitation Activity Requirement",
    ]
    told = cut("Title\n\nGlossary\n\n" + "\n".join(rows), report_of)
    assert [(kind, words) for kind, _, words, _ in told] == [("glossary", row) for row in rows]


def test_a_practice_example_goes_on_while_it_tells_of_the_same_person(report_of):
    marek = (
        "Good practice example: Marek was released with nowhere to live. His officer drove him to a hostel.\n\n"
        "It was plain that he could not read.\n\nMarek kept every appointment.\n\nHe now works at the harbour."
    )
    assert cut(f"Title\n\nStaff were trained.\n\n{marek}\n\nThe CRC had not trained its new staff.", report_of) == [
        ("prose", (), "Staff were trained.", ""),
        ("example", (), marek, ""),
        ("prose", (), "The CRC had not trained its new staff.", ""),
    ]


def test_two_examples_do_not_run_together(report_of):
    one, two = "Good practice example: Marek found a job.", "Poor practice example: Marek lost it again."
    assert [words for _, _, words, _ in cut(f"Title\n\n{one}\n\n{two}", report_of)] == [one, two]


def test_a_quotation_stays_with_the_words_that_announce_it(report_of):
    announced = "Responsible officers held 62 cases each. " * 14 + "One of them said:"  # too long to be joined for its length alone
    words = f"{announced}\n\n“I know the names, every one of them.”"
    assert len(words) > PARAGRAPH_CHARS
    assert cut(f"Title\n\n{words}", report_of) == [("prose", (), words, "")]


def test_recommendations_to_each_body_stand_apart(report_of):
    text = "Title\n\nRecommendations\n\nThe CRC should:\n1. see people\n2. write it down.\n\nThe NPS should:\n1. send reports."
    assert cut(text, report_of) == [
        ("recommendation", ("Recommendations",), "The CRC should:\n1. see people\n2. write it down.", ""),
        ("recommendation", ("Recommendations",), "The NPS should:\n1. send reports.", ""),
    ]


def test_footnotes_and_furniture_stand_apart_from_the_words_around_them(report_of):
    text = "Title\n\nStaff were trained.¹\n\n¹ Source: the Ministry.\n\nShare this post\n\nThey liked it."
    assert [(kind, words) for kind, _, words, _ in cut(text, report_of)] == [
        ("prose", "Staff were trained.¹"),
        ("footnote", "¹ Source: the Ministry."),
        ("furniture", "Share this post"),
        ("prose", "They liked it."),
    ]


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_a_report_without_words_has_no_passages(text):
    assert cut_passages(Report("r", "r", "", Facts("T"), text)) == []


def test_what_is_embedded_says_title_headings_and_context(report_of):
    items = [f"• barrier number {n} which is told at some length so that the list as a whole grows too long" for n in range(20)]
    report = report_of("Title\n\nCRC effectiveness\n\nThe barriers were:\n" + "\n".join(items))
    last = cut_passages(report)[-1]
    assert text_to_embed(report, last) == f"Title > CRC effectiveness\nThe barriers were:\n{last.text}"


@given(st.text(max_size=300))
@example("x" * (LONGEST_CHARS + 1))
def test_cutting_the_same_report_twice_gives_the_same_passages(report_of, text):
    report = report_of(text)
    assert report is None or cut_passages(report) == cut_passages(report_of(text))


def test_what_somebody_in_an_example_said_belongs_to_the_example(report_of):
    words = "Good practice example: Marek joined a gym. Marek told us:\n\n“It gets you doing things.”"
    assert [piece for _, _, piece, _ in cut(f"Title\n\n{words}", report_of)] == [words]
