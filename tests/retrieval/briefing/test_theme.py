from retrieval.briefing.finding import Finding
from retrieval.briefing.theme import OTHER, by_theme, theme
from retrieval.checks.citations import Quote


def test_a_finding_goes_where_its_headings_and_words_point_and_the_topic_itself_tells_nothing(evidence_of):
    def make(words, *headings):
        evidence = evidence_of(words, headings)
        return Finding(words, (Quote(evidence, evidence.passage.start, evidence.passage.end),))

    trained = make("Staff wanted training from their managers.")
    held = make("Officers held more cases.", "Staffing and caseloads")
    plain = make("Abuse was a luxury.")
    assert theme(trained, set()) == theme(held, set()) == "leadership, staff and workloads"
    assert theme(plain, set()) == "keeping people safe" and theme(plain, {"abus"}) == OTHER
    assert by_theme([trained, plain, held], {"abus"}) == {"leadership, staff and workloads": [trained, held], OTHER: [plain]}
