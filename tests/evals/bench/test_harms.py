"""A short run of the harms, and one over a library whose repair mends nothing; the long one is `python -m evals.bench.harms`."""


def test_a_library_survives_a_damage_a_refusal_and_a_cut_of_its_power(tally_of):
    assert tally_of("harms", 3, seed=5) == [3, 0, 0, 0, 0]


def test_a_repair_that_mends_nothing_is_found_out(tally_of):
    mends_nothing = "harms.check = lambda library, repair: []\nharms.DAMAGES = {'gone': lambda data, chance: None}\n"
    assert sum(tally_of("harms", 1, seed=5, program=mends_nothing)[1:]) > 0
