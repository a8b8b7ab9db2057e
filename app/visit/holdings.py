"""Holdings: what a library holds, counted by kind, body, year and area, as bars that limit the list when they are chosen."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import streamlit as st

from app.markup.markup import Markup, as_label, style_rules, tag
from corpus.report import Report

MOST = 6  # bars of one chart
NAMES = {"limit_kinds": "Kind", "limit_bodies": "Body", "limit_years": "Year", "limit_areas": "Area"}


@dataclass(frozen=True, slots=True)
class Bar:
    """A label, how many reports it counts, and the values of the limit that choosing it sets."""

    label: str
    count: int
    values: tuple[str, ...]


def count_holdings(reports: Sequence[Report]) -> dict[str, list[Bar]]:
    """The bars of each chart by the key of its limit, the largest first and years in order; what no report states is not counted."""
    facts = [report.facts for report in reports]
    return {
        "limit_kinds": _count(f.kind for f in facts),
        "limit_bodies": _count(body for f in facts for body in f.bodies),
        "limit_years": _count_years([f.year for f in facts if f.year]),
        "limit_areas": _count(area for f in facts for area in f.area),
    }


def _count(values: Iterable[str | None]) -> list[Bar]:
    counted = Counter(value for value in values if value)
    return [Bar(value, count, (value,)) for value, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))]


def _count_years(years: Sequence[int]) -> list[Bar]:
    """One bar a year, or a few years together where there would be too many."""
    if not years:
        return []
    first, last = min(years), max(years)
    step = -(-(last - first + 1) // MOST)
    bars = []
    for start in range(last - step + 1, first - step, -step):
        held = [year for year in years if start <= year < start + step]
        label = str(start) if step == 1 else f"{max(start, first)} to {start + step - 1}"
        if held:
            bars.append(Bar(label, len(held), tuple(map(str, sorted(set(held), reverse=True)))))
    return bars


def show_holdings(reports: Sequence[Report]) -> None:
    """Four small charts; a bar that is chosen limits the list to what it counts, and chosen again no longer does."""
    charts = {key: bars for key, bars in count_holdings(reports).items() if bars}
    if len(reports) < 2:
        return
    st.html(style_rules(_lengths(charts)))
    with st.expander("What is held, by kind, body, year and area", expanded=True, key="holdings"):
        keys = list(charts)
        for pair in (keys[:2], keys[2:]):
            for column, key in zip(st.columns(2), pair, strict=False):
                with column, st.container(gap=None):
                    _show_chart(key, charts[key])


def _show_chart(key: str, bars: Sequence[Bar]) -> None:
    name = NAMES[key]
    st.html(tag("h2", name, class_="label"))
    chosen = set(st.session_state.get(key, []))
    for n, bar in enumerate(_shown(bars)):
        ticked = "✓ " if chosen.issuperset(bar.values) else ""
        label = f"{ticked}{as_label(bar.label[:1].upper() + bar.label[1:])} **{bar.count}**"
        st.button(label, key=_place(key, n), on_click=_choose, args=(key, bar), width="stretch")
    if len(bars) > len(_shown(bars)):
        st.html(_rest(name, len(bars) - MOST))


def _shown(bars: Sequence[Bar]) -> Sequence[Bar]:
    """The first few; one more is shown rather than told of."""
    return bars[:MOST] if len(bars) > MOST + 1 else bars


def _rest(name: str, count: int) -> Markup:
    return tag("p", f"And {count} more: choose them under “Limit the search”, {name}.", class_="quiet")


def _choose(key: str, bar: Bar) -> None:
    """Set a limit to what a bar counts, or take it away where it is set."""
    now = st.session_state.get(key, [])
    st.session_state[key] = [value for value in now if value not in bar.values] if set(now) >= set(bar.values) else list(bar.values)


def _place(key: str, number: int) -> str:
    return f"bar-{key.removeprefix('limit_')}-{number}"


def _lengths(charts: dict[str, list[Bar]]) -> str:
    """How far each bar reaches, as a share of the longest in its chart; only numbers of ours go into the style."""
    rules = []
    for key, bars in charts.items():
        longest = max(bar.count for bar in bars)
        rules += [f".st-key-{_place(key, n)} {{ --share: {100 * bar.count / longest:.0f}%; }}" for n, bar in enumerate(_shown(bars))]
    return " ".join(rules)
