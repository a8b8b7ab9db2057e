"""What runs in the browser holds only words of ours."""

import pytest

from app.visit.script import announce, bring_up


@pytest.mark.parametrize("words", ["</script>", "it's", "a\nb", "\\u0041", "“quoted”", "${x}"])
def test_words_that_could_be_script_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match="cannot be announced"):
        announce(words)


@pytest.mark.parametrize("anchor", ["", "Turn1", "a b", "a'"])
def test_what_is_no_anchor_of_the_page_is_refused(anchor: str) -> None:
    with pytest.raises(ValueError, match="is not an anchor"):
        bring_up(anchor)
