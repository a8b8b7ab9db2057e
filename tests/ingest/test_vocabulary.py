from corpus.report import Facts, Report
from ingest.passages import Passage
from ingest.vocabulary import Vocabulary

REPORTS = [
    Report("a", "", "", Facts("Work in Northmoor", area=("Northmoor", "England and Wales")), ""),
    Report("b", "", "", Facts("Buses", area=("Eastmere",)), ""),
]
PASSAGES = [
    Passage("a", (), "prose", 0, 9, "The Community Rehabilitation Company (CRC) mended harbours."),
    Passage("b", (), "glossary", 0, 9, "RAR\tRehabilitation Activity Requirement: days of activity"),
]


def test_a_vocabulary_knows_areas_abbreviations_words_and_terms():
    known = Vocabulary.gather(REPORTS, PASSAGES)
    assert known.areas == ("Eastmere", "Northmoor"), "a country is no area"
    assert known.long_by_short == {"CRC": "Community Rehabilitation Company", "RAR": "Rehabilitation Activity Requirement"}
    assert known.terms == ("rar",)
    assert {"harbours", "northmoor", "buses"} <= set(known.words)


def test_a_vocabulary_read_from_disk_is_the_one_that_was_written(tmp_path):
    known = Vocabulary.gather(REPORTS, PASSAGES)
    known.save(tmp_path / "vocabulary.json")
    assert Vocabulary.open(tmp_path / "vocabulary.json") == known
