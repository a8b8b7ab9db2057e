"""Boilerplate: what stands on a web page around the report: menus, share buttons, cookie notices, related posts."""

import re

from bs4 import BeautifulSoup, Comment, Tag

NEVER_TEXT = (
    "script style noscript template svg canvas iframe object embed nav button select textarea input dialog menu audio video".split()
)
ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog", "menu", "menubar", "toolbar"}
HIDING_CLASSES = {
    "hidden",
    "d-none",
    "sr-only",
    "visually-hidden",
    "screen-reader-text",
    "screenreader",
    "govuk-visually-hidden",
    "u-hidden",
}
HIDING_STYLE = re.compile(
    r"display:none|visibility:hidden|font-size:0(?![.\d]*[1-9])|opacity:0(?![.\d]*[1-9])|(?:left|top|text-indent):-\d{3,}"
)
# A class or an id that consists of such words only: "share-buttons" goes, "social-care" and "market-share" stay.
WHAT = (
    r"share(?:this|daddy|r)?|sharing|addtoany|addthis|social(?=[-_])|cookies?|consent|gdpr|newsletter|subscri(?:be|ption)|sign-?up|mailing-?list"
    r"|related|recommended|also-?like|more-?(?:from|news|posts)|latest|trending|popular|comments?|respond|reply|breadcrumbs?|pagination|pager|skip"
    r"|sidebar|advert(?:s|isement)?|ads?|promo|popup|modal|overlay|menu|navbar|nav|navigation|toolbar|back-?to-?top|feedback|survey"
    r"|login|search|tags?|site|page|global|main|primary|secondary|author-?(?:bio|box)|follow-?us|footer|masthead|topbar|colophon|contents|toc"
)
WHERE = (
    r"links?|buttons?|btns?|bar|block|list|lists|widget|container|wrapper?|section|area|banner|box|inner|icons?|this|post|posts|articles?|form"
    r"|message|notice|content|items?|nav|menu|navigation|header|heading|footer|top|bottom|left|right|panel|group|media|networks?|us|to|main|row"
    r"|cloud|reports|publications|stories|pages|reading|cta|policy|prompt|tools?|outer|region|module|component|wrap|sidebar|search|comments?"
)
NAMED = re.compile(rf"(?ix) ^(?:[a-z]{{1,8}}[-_]{{1,2}})? (?:{WHAT}) (?:[-_]{{0,2}}(?:{WHERE}))* (?:[-_]{{1,2}}\d+)? $")
HARMLESS = re.compile(
    r"(?i)^(?:[a-z]{1,8}[-_]{1,2})?(?:site|page|global|main|primary|secondary|contents?)(?:[-_]{0,2}(?:container|wrapp?e?r?|inner|outer|content|main|area|section|block|row|region|article|post|top|left|right|group|box|panel|component|module))*$"
)
TOO_MUCH = 0.4  # of a page's words: no boilerplate is that long
MANY_LINKS = 4
LINKED = 0.8


def remove_boilerplate(page: BeautifulSoup) -> None:
    """Take from the tree what is not part of the page's own text."""
    for comment in page.find_all(string=lambda s: isinstance(s, Comment)):
        comment.extract()
    _remove(page.find_all(NEVER_TEXT))
    _remove([tag for tag in page.find_all(True) if _is_hidden(tag)])
    body = page.body or page
    longest = TOO_MUCH * len(body.get_text())
    for tag in [t for t in body.find_all(True) if _is_marked(t)]:
        if not tag.decomposed and not _holds_report(tag, longest):
            tag.decompose()
    for tag in body.find_all(["ul", "ol", "div", "section", "p", "td", "aside"]):
        if not tag.decomposed and _is_link_list(tag) and not _holds_report(tag, longest):
            tag.decompose()


def _remove(tags: list[Tag]) -> None:
    for tag in tags:
        if not tag.decomposed:
            tag.decompose()


def _is_hidden(tag: Tag) -> bool:
    style = re.sub(r"\s", "", str(tag.get("style") or "")).lower()
    hides = tag.has_attr("hidden") or tag.get("aria-hidden") == "true" or (style and HIDING_STYLE.search(style))
    return bool(hides) or bool(HIDING_CLASSES & {c.lower() for c in tag.get_attribute_list("class") if c})


def _is_marked(tag: Tag) -> bool:
    """Whether its tag, role, class or id says that it is boilerplate."""
    if tag.name in ("html", "body", "main", "article", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "th", "tbody", "thead", "caption"):
        return False
    if tag.name in ("footer", "form") or tag.get("role") in ROLES:
        return True
    if tag.name in ("header", "aside") and tag.find_parent(["main", "article"]) is None:
        return True
    names = [name for name in (*tag.get_attribute_list("class"), tag.get("id")) if name]
    return any(NAMED.match(str(name)) and not HARMLESS.match(str(name)) for name in names)


def _holds_report(tag: Tag, longest: float) -> bool:
    return bool(tag.find(["h1", "main"])) or len(tag.get_text()) > longest


def _is_link_list(tag: Tag) -> bool:
    """Whether a part of the page is nearly all links, as menus, tag clouds and lists of other pages are."""
    links = tag.find_all("a")
    if len(links) < MANY_LINKS:
        return False
    words = len(" ".join(tag.get_text().split()))
    linked = sum(len(" ".join(a.get_text().split())) for a in links)
    return linked >= LINKED * words and linked / len(links) < 90
