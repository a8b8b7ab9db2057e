"""Tables without lines, as a browser prints them: every cell under its head, and prose left alone."""

from dataclasses import fields

import pytest
from browser_press import FURNITURE, STYLES, find_browser, open_press
from invented import invent
from measured import Measured, measure, pages_of

from ingest.readers.pdf import read_pdf
from ingest.readers.printed.line import make_line
from ingest.readers.printed.sheet import Word
from ingest.readers.printed.spacing import grow, table_of
from ingest.readers.printed.standing import fit

SEEDS = (1, 4)
HARD = (
    (11, "striped"),
    (103, "striped"),
    (17, "centred"),
    (110, "as the browser has it"),
    (7, "cells to the left"),
    (116, "figures to the right"),
)


@pytest.mark.skipif(find_browser() is None, reason="this test needs Chromium: apt-get install chromium")
def test_cells_of_a_table_that_a_browser_printed_stand_under_their_heads():
    stories = {seed: invent(seed, chapters=2) for seed in SEEDS}
    with open_press() as press:
        printed = {(seed, name): press(stories[seed], style) for seed in SEEDS for name, style in STYLES.items()}
    measured = {key: measure(s := stories[key[0]], read_pdf(data), FURNITURE, pages_of(s, data)) for key, data in printed.items()}
    mean = {f.name: sum(getattr(m, f.name) for m in measured.values()) / len(measured) for f in fields(Measured)}
    assert mean["cells"] >= 0.98, {key: m.cells for key, m in measured.items()}
    assert mean["headings"] >= 0.98
    assert mean["pages"] == 1
    assert mean["boilerplate"] <= 0.01
    assert mean["lost"] <= 0.005
    assert mean["whole"] >= 0.99, "prose was taken for a table"
    assert mean["notes"] == 1


@pytest.mark.skipif(find_browser() is None, reason="this test needs Chromium: apt-get install chromium")
def test_tables_that_were_once_hard_to_read_are_whole():
    with open_press() as press:
        for seed, name in HARD:
            story = invent(seed, chapters=2)
            data = press(story, STYLES[name])
            measured = measure(story, read_pdf(data), FURNITURE, pages_of(story, data))
            assert measured.cells >= 0.98, (seed, name)
            assert measured.headings == measured.pages == 1, (seed, name)
            assert measured.lost <= 0.005, (seed, name)


def set_line(y, *words, size=10.0, bold=False):
    """A line of words, each given with where it begins; a letter is five points wide."""
    return make_line(1, [Word(text, left, left + 5 * len(text), y, size, bold) for text, left in words])


COLUMNS = [(60.0, 100.0), (150.0, 170.0), (200.0, 220.0)]


def texts(parts):
    return {i: part.text for i, part in parts.items()} if parts else None


def test_words_go_to_the_column_they_stand_under_although_they_almost_touch():
    line = set_line(10, ("Upper", 60), ("basin", 89), ("north", 118), ("1333", 150), ("358", 200))
    assert texts(fit(line, COLUMNS, beside=False)) == {0: "Upper basin north", 1: "1333", 2: "358"}


def test_a_line_of_prose_is_no_row():
    line = set_line(10, ("The", 60), ("ferry", 79), ("left", 108), ("harbour", 132), ("again", 171), ("today", 200))
    assert fit(line, COLUMNS, beside=False) is None


def test_cells_centred_beside_a_taller_one_make_one_row():
    lines = [
        set_line(10, ("Pier", 60), ("12", 150), ("Remarks", 200)),
        set_line(30, ("narrow", 200), ("dock", 235)),
        set_line(36, ("North", 60), ("14", 150)),
        set_line(42, ("closed", 200)),
        set_line(62, ("South", 60), ("9", 150), ("open", 200)),
        set_line(82, ("East", 60), ("11", 150), ("open", 200)),
    ]
    rows = [[set_line(82, ("East", 60)), set_line(82, ("11", 150)), set_line(82, ("open", 200))]]
    region, first, last = grow([(60.0, 85.0), (150.0, 160.0), (200.0, 255.0)], rows, lines, 5)
    assert (first, last) == (0, 5)
    assert [row.texts for row in table_of(region, None).rows] == [
        ["Pier", "12", "Remarks"],
        ["North", "14", "narrow dock closed"],
        ["South", "9", "open"],
        ["East", "11", "open"],
    ]


def test_two_rows_are_no_table():
    lines = [set_line(y, ("Pier", 60), ("12", 150), ("open", 200)) for y in (10, 30)]
    rows = [[set_line(10, ("Pier", 60)), set_line(10, ("12", 150)), set_line(10, ("open", 200))]]
    assert table_of(grow([(60.0, 80.0), (150.0, 160.0), (200.0, 220.0)], rows, lines, 0)[0], None) is None
