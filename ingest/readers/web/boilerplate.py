"""Boilerplate: what stands on a web page around the report: menus, share buttons, cookie notices, related posts."""

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString

from ingest.readers.web.weight import Weight, weigh

NEVER_TEXT = "script style noscript template svg canvas iframe object embed nav button select textarea input dialog menu".split()
ROLES = frozenset("navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar".split())
HIDING_CLASSES = frozenset("hidden d-none sr-only visually-hidden screen-reader-text screenreader govuk-visually-hidden u-hidden".split())
HIDING_STYLE = re.compile(
    r"display:none|visibility:hidden|font-size:0(?![.\d]*[1-9])|opacity:0(?![.\d]*[1-9])|(?:left|top|text-indent):-\d{3,}"
)
# Classes and ids that consist of such words: "share-buttons" goes, "market-share" and "social-care" stay.
ALONE = (
    r"share(?:this|daddy)?|sharing|addtoany|addthis|cookies?|consent|gdpr|newsletter|subscri(?:be|ption)|sign-?up|mailing-?list|comments"
    r"|respond|related|recommended|also-?like|more-?(?:from|news|posts)|breadcrumbs?|pagination|pager|sidebar|advert(?:s|isement)?|ads?|popup"
    r"|modal|overlay|menu|navbar|nav|navigation|toolbar|back-?to-?top|author-?(?:bio|box)|follow-?us|footer|masthead|topbar|colophon|toc|published-dates|msoto[cf]\d?"
)
TOGETHER = (
    r"social|site|page|global|main|primary|secondary|feedback|survey|latest|popular|trending|contents|search|tags?|skip|promo|login|comment"
    r"|reply"
)
PLACES = (
    r"links?|buttons?|btns?|bar|box|form|widget|nav|menu|navigation|header|footer|sidebar|banner|prompt|cloud|posts?|stories|popup|modal|cta"
    r"|list|lists|message|notice|icons?|media|networks?|tools?|block|container|wrap|wrapper|section|area|inner|items?|panel|group|region|module"
    r"|component|articles?|content|heading|this|us|to|row|top|bottom|left|right|policy|reading|publications|pages|reports|outer|search|comments?"
)
PREFIX = r"(?:entry|post|page|article|block|(?!has|is|no|with)[a-z]{1,4})"
NAMED = re.compile(rf"(?ix) ^(?:{PREFIX}[-_]{{1,2}}){{0,2}} (?:{ALONE}) (?:[-_]{{0,2}}(?:{PLACES}))* (?:[-_]{{1,2}}\d+)? $")
FURNISHING = (
    r"links?|buttons?|bar|box|form|nav|menu|navigation|header|footer|sidebar|banner|prompt|cloud|posts|stories|icons?|media|widget|search"
)
COMBINED = re.compile(rf"(?ix) ^(?:{TOGETHER}) [-_]{{0,2}} (?:{FURNISHING}) (?:[-_]{{0,2}}(?:{PLACES}))* $")
SHARING = re.compile(r"(?i)(?:^|[-_])(?:sharing|sharethis|shareaholic|addtoany|a2a)(?:$|[-_])")  # as plugins call their buttons
LONGEST_SHARING = 300
TOO_MUCH = 0.4  # of a page's words: no boilerplate is that long
LONGEST_NAME = 60
MANY_LINKS = 4
LINKED = 0.8
LONGEST_LINK = 90
LISTING = ("ul", "ol", "div", "section", "p", "td", "aside")


def remove_boilerplate(page: BeautifulSoup) -> None:
    """Take from the tree what is not part of the page's own text."""
    remove_unseen(page)
    body = page.body or page
    weights = weigh(body)
    longest = TOO_MUCH * weights[id(body)].letters
    light = [t for t in body.find_all(True) if not weights[id(t)].headed and weights[id(t)].letters <= longest]
    _remove([t for t in light if _is_marked(t) or _is_link_list(t, weights[id(t)]) or _shares(t, weights[id(t)])])


def remove_unseen(page: BeautifulSoup) -> None:
    """Take from the tree what no reader of the page sees as text."""
    for unseen in page.find_all(string=lambda s: isinstance(s, PreformattedString)):  # comments, instructions to programs
        unseen.extract()
    _remove(page.find_all(NEVER_TEXT))
    _remove([tag for tag in page.find_all(True) if _is_hidden(tag)])


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
    names = [str(name) for name in (*tag.get_attribute_list("class"), tag.get("id")) if name]
    return any(len(name) < LONGEST_NAME and (NAMED.match(name) or COMBINED.match(name)) for name in names)


def _shares(tag: Tag, weight: Weight) -> bool:
    return weight.letters < LONGEST_SHARING and any(SHARING.search(str(name)) for name in tag.get_attribute_list("class") if name)


def _is_link_list(tag: Tag, weight: Weight) -> bool:
    """Whether a part of the page is nearly all links, as menus, tag clouds and lists of other pages are."""
    if tag.name not in LISTING or weight.links < MANY_LINKS:
        return False
    return weight.linked >= LINKED * weight.letters and weight.linked / weight.links < LONGEST_LINK
