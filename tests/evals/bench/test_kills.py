"""A short run of the kills, and one with a careless writer that they must find out; the long one is `python -m evals.bench.kills`."""


def test_a_library_survives_kills_of_its_writer(tally_of):
    assert tally_of("kills", 3, seed=1) == [3, 0, 0, 0, 0]


def test_a_writer_that_clears_the_old_index_away_before_the_new_one_stands_is_found_out(tally_of):
    careless = """
def ingest(library, files):
    shutil.rmtree(library.folder / "index", ignore_errors=True)
    kills.take_in(library, files)

kills.WORKS = {"ingest": ingest, "remove": ingest, "repair": ingest}
"""
    assert tally_of("kills", 1, seed=1, program=careless)[1] > 0
