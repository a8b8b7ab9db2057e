"""What a browser would make of markup, and that nothing in it is live but what is ours."""

from html.parser import HTMLParser

ALLOWED = set("a article blockquote details div h2 h3 li mark ol p q section span summary table tbody td tr ul".split())
ATTRIBUTES = {"class", "id", "href", "target", "aria-hidden", "aria-label"}


class Seen(HTMLParser):
    """What a browser would make of markup: its tags, and its text."""

    def __init__(self, markup: str):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def assert_nothing_is_live(markup: str) -> None:
    """Only our own tags and attributes, and links only within the page, to the library, or to a report's web address."""
    for name, attributes in Seen(markup).tags:
        assert name in ALLOWED and set(attributes) <= ATTRIBUTES
        assert (attributes.get("href") or "#").startswith(("#", "library?", "https://reports.example/"))
