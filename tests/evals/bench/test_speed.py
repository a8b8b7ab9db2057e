import pytest

from corpus.library import Library
from evals.bench.cost import run, spread
from evals.bench.invented import questions, write_reports
from evals.bench.speed import growth
from evals.bench.stand_in import HashedStems
from evals.bench.table import Line, table
from ingest.build import ingest
from retrieval.search.shelf import Shelf


def test_invented_reports_are_cut_into_about_as_many_passages_as_asked_for(tmp_path):
    write_reports(tmp_path / "files", 120)
    ingest([tmp_path / "files"], Library(tmp_path / "library"), HashedStems())
    assert 100 <= len(Shelf.open(Library(tmp_path / "library")).passages) <= 150


def test_the_same_seed_invents_the_same_words(tmp_path):
    for name in ("a", "b"):
        write_reports(tmp_path / name, 40)
    assert (tmp_path / "a" / "report-00000.md").read_bytes() == (tmp_path / "b" / "report-00000.md").read_bytes()
    assert questions(5) == questions(5) and len(set(questions(40))) > 20


def test_a_program_is_measured_from_outside():
    cost = run(["-c", "x = sum(range(3_000_000)); print('[1, 2]')"])
    assert cost.told == [1, 2] and 0 < cost.cpu <= cost.wall * 2 and cost.memory > 1


def test_the_table_shows_medians_spread_and_ratios_pair_by_pair():
    told = table([Line("cold ask", 1000, "s", [1.0, 2.0, 3.0], [10.0, 10.0, 10.0]), Line("disk", 1000, "MB", [1234.0])], "here")
    assert "| cold ask | 1,000 | 2 s (1 to 3) | 10 s (10 to 10) | 0.2 (0.1 to 0.3) |" in told
    assert "| disk | 1,000 | 1,234 MB |  |  |" in told


def test_growth_is_taken_from_one_size_to_the_next():
    lines = [Line("warm search", size, "ms", [ms]) for size, ms in ((10, 4.0), (100, 6.0), (1000, 9.0))]
    assert [(line.passages, line.ours) for line in growth(lines)] == [(100, [1.5]), (1000, [1.5])]


@pytest.mark.parametrize(("values", "expected"), [([1.0], (1, 1, 1)), ([1.0, 5.0], (3, 1, 5))])
def test_few_values_show_the_least_and_the_most(values, expected):
    assert spread(values) == expected
