"""One explained page per insurer, and an index: files that open anywhere, without a script and without the network."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from suqing.casework.assessment.lines import Scored
from suqing.casework.assessment.numbers import words
from suqing.casework.assessment.scoring import Assessment, GroupResult, Scorecard
from suqing.casework.assessment.subjects import composition_of
from suqing.exchange.words import BASES, FLAGS

BAND = 132


@cache
def _environment() -> Environment:
    found = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    found.filters["points"] = words
    return found


def page_name(code: str) -> str:
    """A file name for any code: what is not a letter, a digit or . _ - becomes its number, so that two codes never meet."""
    return re.sub(r"[^0-9A-Za-z._-]", lambda found: f"_{ord(found[0]):x}_", code).lstrip(".") + ".html"


def pages(assessment: Assessment) -> Iterator[tuple[str, str]]:
    """(path inside the folder, HTML): index.html, then pages/<code>.html."""
    index = _environment().get_template("index.html")
    groups = [group for group in assessment.groups if group.cards]
    yield "index.html", index.render(assessment=assessment, groups=groups, page_name=page_name, flags=FLAGS, **_common(assessment))
    for group in groups:
        for card in group.cards:
            yield f"pages/{page_name(card.code)}", card_page(card, group, assessment)


def card_page(card: Scorecard, group: GroupResult, assessment: Assessment) -> str:
    """One insurer's page."""
    template = _environment().get_template("card.html")
    return template.render(card=card, group=group, sections=list(_sections(card, assessment)), steps=_steps(card), flags=FLAGS, **_common(assessment))


def _common(assessment: Assessment) -> dict[str, Any]:
    return {"edition": assessment.edition, "period": assessment.period, "facts_hash": assessment.facts_hash, "bases": BASES, "result_flags": assessment.flags}


def _sections(card: Scorecard, assessment: Assessment) -> Iterator[dict[str, Any]]:
    for section in composition_of(assessment.edition).sections:
        own = [line for line in card.lines if line.section == section.id]
        full = sum(line.full for line in own if not line.deducts)
        yield {"section": section, "points": card.sections[section.id], "full": full, "lines": [_line(line, assessment) for line in own]}


def _line(line: Scored, assessment: Assessment) -> dict[str, Any]:
    share = abs(line.points) / line.full if line.full else 0
    gap = assessment.edition.gaps.get(line.gap or "")
    return {
        "line": line, "clause": assessment.edition.clauses.get(line.clause), "gap": gap, "width": f"{float(min(share, 1)) * BAND:.1f}",
        "tick": f"{0.6 * BAND:.1f}" if line.benchmark is not None and not line.deducts else "", "bases": list(dict.fromkeys(line.bases)),
    }  # fmt: skip


def _steps(card: Scorecard) -> list[dict[str, Any]]:
    """The waterfall: x and width of each bar on a scale of 0 to 100 points, drawn 300 wide."""
    full = sum(line.full for line in card.lines if not line.deducts)
    low = min(float(card.raw_total), 0.0)
    scale = 300 / (float(full) - low)
    steps, here = [{"name": "满分", "x": f"{-low * scale:.1f}", "w": f"{float(full) * scale:.1f}", "points": words(full, 0), "kind": "t"}], full
    for line in card.lines:
        if line.lost:
            here -= line.lost
            steps.append({"name": line.short, "x": f"{(float(here) - low) * scale:.1f}", "w": f"{float(line.lost) * scale:.1f}", "points": words(-line.lost), "kind": "c"})
    start = min(float(card.raw_total), 0.0)
    steps.append({"name": "得分", "x": f"{(start - low) * scale:.1f}", "w": f"{abs(float(card.raw_total)) * scale:.1f}", "points": words(card.raw_total), "kind": "t"})
    return steps
