from corpus.areas import with_long_names


def test_short_names_of_counties_become_the_names_that_reports_are_filed_under():
    assert with_long_names("the Northants firm and W Mercia") == "the Northamptonshire firm and West Mercia"


def test_words_that_only_begin_like_a_short_name_stay():
    assert with_long_names("a beadle bedspread in Bedfordshire") == "a beadle bedspread in Bedfordshire"
