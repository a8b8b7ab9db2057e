from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.library import Library
from corpus.manifest import SHIPPED
from corpus.report import Facts, Report
from ingest import units as looked_for
from ingest.build import ingest, remove
from ingest.exported import piece_spans, pieces_within
from ingest.generation import UNITS
from ingest.passages import Passage, cut_passages, text_to_embed
from ingest.read import read_file
from ingest.readers.text import read_text
from ingest.units import UnitIndex, split_units

LINES = (
    "Staff were trained. They liked it (see para. 12).",
    "No. 5 was shut",
    "The barriers were:",
    "• buses",
    "1. courses\nin the winter",
    "(a) hostels",
    "ii. work",
    "Table 1: Cases",
    "Measure\tCRC\tNPS",
    "Cases\t1,250\t640",
    "\trun on\t",
    "¹ Source: the Ministry.",
    "",
    "Every week. " * 9,
)


def units(words, kind="prose"):
    passage = Passage("r", (), kind, 100, 100 + len(words), words)
    return [(u.kind, words[u.start - 100 : u.end - 100]) for u in split_units(passage)]


@given(st.lists(st.sampled_from(LINES), max_size=14).map("\n".join))
def test_units_of_a_passage_are_in_order_disjoint_and_lose_no_word(lines):
    reading = read_text(f"Title\n\n{lines}\n\nThe end.".encode())
    for passage in cut_passages(Report("r", "r", "", Facts("T"), reading.text, reading.blocks)):
        found = split_units(passage)
        assert all(passage.start <= u.start < u.end <= passage.end for u in found)
        assert all(a.end <= b.start for a, b in pairwise(found))
        held = {i for u in found for i in range(u.start, u.end)}
        assert all(i in held for i in range(passage.start, passage.end) if not reading.text[i].isspace())


def test_prose_is_sentences():
    assert units("Staff were trained.\n\nThey liked it. Did they?") == [
        ("sentence", "Staff were trained."),
        ("sentence", "They liked it."),
        ("sentence", "Did they?"),
    ]


def test_a_sentence_wrapped_over_lines_is_one():
    assert units("Staff were trained and\nliked it. They said so.") == [
        ("sentence", "Staff were trained and\nliked it."),
        ("sentence", "They said so."),
    ]


def test_a_list_is_its_lead_in_and_its_items():
    assert units("The barriers were:\n• buses\nin winter\n• courses", "list") == [
        ("lead-in", "The barriers were:"),
        ("item", "• buses\nin winter"),
        ("item", "• courses"),
    ]


@pytest.mark.parametrize("mark", ["•", "-", "1.", "12)", "a.", "(a)", "(1)", "ii.", "iv)"])
def test_an_item_may_be_marked_in_any_way_that_reading_knows(mark):
    reading = read_text(f"Title\n\nThe barriers were:\n{mark} buses\n{mark} courses\n".encode())
    (passage,) = cut_passages(Report("r", "r", "", Facts("T"), reading.text, reading.blocks))
    assert passage.kind == "list"
    assert [u.kind for u in split_units(passage)] == ["lead-in", "item", "item"]
    words = [reading.text[u.start : u.end] for u in split_units(passage)]
    assert [words[0], *(line.removeprefix(mark).strip() for line in words[1:])] == ["The barriers were:", "buses", "courses"]


def test_a_lead_in_wrapped_over_lines_is_one():
    assert units("What stood in the way of finding work in the county\nwere these:\n• buses", "list") == [
        ("lead-in", "What stood in the way of finding work in the county\nwere these:"), ("item", "• buses"),
    ]  # fmt: skip


def test_a_table_is_caption_head_and_rows():
    assert units("Table 1: Cases\n\nMeasure\tCRC\nCases\t1,250\n\tof them new\nStaff\t96", "table") == [
        ("caption", "Table 1: Cases"), ("head", "Measure\tCRC"), ("row", "Cases\t1,250\n\tof them new"), ("row", "Staff\t96"),
    ]  # fmt: skip


def test_a_glossary_row_is_never_a_head():
    assert [
        kind
        for kind, _ in units("CRC\tCommunity Rehabilitation Company: private\nNPS\tNational Probation Service: 7 divisions", "glossary")
    ] == ["row", "row"]


def cut(lines):
    """The passages of a report of these lines, and their texts as they are embedded."""
    reading = read_text(f"Title\n\n{lines}\n\nThe end.".encode())
    report = Report("r", "r", "", Facts("T"), reading.text, reading.blocks)
    passages = cut_passages(report)
    return passages, [text_to_embed(report, p) for p in passages]


def kept(passages, texts, folder):
    """The same passages with the units that an index keeps of them, which was written and opened again."""
    UnitIndex.of(passages, texts, {}).save(folder / UNITS)
    packed = UnitIndex.open(folder / UNITS).packed
    return [p.with_units(units) for p, units in zip(passages, packed, strict=True)]


@given(st.lists(st.sampled_from(LINES), max_size=14).map("\n".join))
def test_an_index_keeps_the_units_as_they_are_found(tmp_path_factory, lines):
    passages, texts = cut(lines)
    for bare, full, text in zip(passages, kept(passages, texts, tmp_path_factory.mktemp("kept")), texts, strict=True):
        assert full == bare and split_units(full) == split_units(bare)
        shift = len(text) - len(bare.text) - bare.start
        for unit in split_units(full):
            own = [n for n, (a, b) in enumerate(piece_spans(text)) if unit.start + shift <= (a + b) / 2 <= unit.end + shift]
            assert list(range(*unit.pieces)) == own


def test_an_index_keeps_the_units_of_the_shipped_texts_as_they_are_found(tmp_path):
    paths = sorted((SHIPPED.parent / "texts").rglob("*.*"))
    readings = [(path, read_file(path, path.read_bytes())) for path in paths]
    reports = [Report(path.stem, path.name, "", Facts("T"), r.text, r.blocks) for path, r in readings]
    found = [(p, text_to_embed(report, p)) for report in reports for p in cut_passages(report)]
    passages, texts = [p for p, _ in found], [text for _, text in found]
    assert len(passages) > 500
    assert [split_units(p) for p in kept(passages, texts, tmp_path)] == [split_units(p) for p in passages]


def test_a_passage_made_of_another_has_its_own_units(tmp_path):
    passages, texts = cut("Staff were trained. They liked it.")
    (full, *_) = kept(passages, texts, tmp_path)
    part = replace(full, text="They liked it.", start=full.start + 20)
    assert full.units and part.units is None and len(split_units(part)) == 1


@pytest.mark.parametrize(("span", "pieces"), [((0, 5), (0, 1)), ((6, 18), (1, 3)), ((5, 6), (1, 1)), ((0, 99), (0, 4))])
def test_word_pieces_belong_where_their_middles_lie(span, pieces):
    assert pieces_within("Staff were trained.", [span]) == [pieces]


def test_of_a_library_that_grows_only_new_passages_are_looked_through(tmp_path, embedder, monkeypatch):
    looked = []
    find = looked_for._find_units
    monkeypatch.setattr(looked_for, "_find_units", lambda passage: looked.append(passage.report_id) or find(passage))
    library = Library(tmp_path / "library")
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"Probation in Northmoor {name}\n\nStaff were trained in {name}. They liked it.\n", "utf-8")
        ingest([tmp_path / f"{name}.txt"], library, embedder)
    assert sorted(set(looked)) == ["a", "b"] and len(looked) == len(set(looked))
    before = library.generation / UNITS
    before.write_bytes(b"harmed")
    remove("b", library)
    assert looked[2:] == ["a"], "what is not whole is not taken over"


def test_units_of_another_model_are_not_taken_over(tmp_path, make_embedder, monkeypatch):
    looked = []
    find = looked_for._find_units
    monkeypatch.setattr(looked_for, "_find_units", lambda passage: looked.append(passage.report_id) or find(passage))
    (tmp_path / "a.txt").write_text("Probation in Northmoor\n\nStaff were trained in knots. They liked it.\n", "utf-8")
    for name in ("fake", "other"):
        ingest([tmp_path / "a.txt"], Library(tmp_path / "library"), make_embedder(name))
    assert len(looked) == 2


def test_what_somebody_said_is_one_unit_with_the_words_that_announce_it():
    text = "Courts were busy. One judge told us:\n\n“They come late. Some are thin.”\n\nStaff agreed."
    passage = Passage("r", (), "prose", 0, len(text), text)
    told = [" ".join(text[unit.start : unit.end].split()) for unit in split_units(passage)]
    assert told == ["Courts were busy.", "One judge told us: “They come late. Some are thin.”", "Staff agreed."]
