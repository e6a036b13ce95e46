"""The quarterly bulletin (通报): counts of all insurers in, totals, shares, growth, medians and top tens out. No database, no clock."""

from suqing.casework.bulletin.checks import check_facts
from suqing.casework.bulletin.compute import Bulletin, bulletin
from suqing.casework.bulletin.facts import BulletinFacts, Count

__all__ = ["Bulletin", "BulletinFacts", "Count", "bulletin", "check_facts"]
