"""Addresses: how they are told from paths, shown and named."""

import hashlib
import re

BY_HAND = "open it in a browser, save the report and give the file"
LONGEST_NAME = 80


def is_address(given: str) -> bool:
    """Whether what was given is meant as an address and not as a path."""
    return "://" in given[:20] or given.lower().startswith(("http:", "https:"))


def shown(address: str) -> str:
    """An address fit for a message: without a password, without what would break a line, not too long."""
    scheme, mark, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    plain = f"{scheme}{mark}{host.rpartition('@')[2]}{slash}{path}"
    return "".join(c if c.isprintable() else "?" for c in plain)[:200]


def name_of(address: str) -> str:
    """A name for the report of an address, the same each time: host, path and query, cut short where they are long."""
    told = "-".join(re.findall(r"[a-z0-9]+", re.sub(r"^[a-z]+:/*(?:[^/]*@)?(?:www\.)?|#.*", "", address.lower()))) or "report"
    mark = hashlib.sha256(address.encode()).hexdigest()[:8]
    return told if len(told) <= LONGEST_NAME else f"{told[: LONGEST_NAME - 9].rstrip('-')}-{mark}"
