"""The shipped edition that a pure command works with."""

from suqing.kernel.errors import BadInput
from suqing.rulebook.edition import Edition
from suqing.rulebook.errors import UnknownRulebook
from suqing.rulebook.load import open_edition
from suqing.rulebook.places import rulebook_ids


def edition_with(rulebook: str, table: str, what: str) -> Edition:
    """BadInput where the rulebook does not exist or has no such table."""
    try:
        edition = open_edition(rulebook)
    except UnknownRulebook as error:
        raise BadInput("--rulebook", rulebook, f"{'、'.join(rulebook_ids())} 之一") from error
    if table not in edition.tables():
        having = [each for each in rulebook_ids() if table in open_edition(each).tables()]
        raise BadInput("--rulebook", rulebook, f"写有{what}的规则集", f"改用 {'、'.join(having)}")
    return edition
