from retrieval.lookup.particulars import tell_of_report


def test_a_question_for_anything_else_is_left_to_the_search(evidence_of, lexicon):
    evidence = evidence_of("The inspection was led by Joan Harker.")
    asked = [lexicon.understand(words) for words in ("Who led the inspection?", "What was found?")]
    told = [tell_of_report(understood, [evidence], [evidence.passage]) for understood in asked]
    assert [[draft.text for draft in drafts] for drafts in told] == [["The inspection was led by Joan Harker."], []]
