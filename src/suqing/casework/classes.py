"""The names of the four classes of a complaint (S5 5.2)."""

from collections.abc import Mapping

CLASS_NAMES: Mapping[str, str] = {"venting": "倾诉件", "general": "一般投诉件", "major": "重大投诉件", "whistleblow": "举报件"}
ORDINARY = ("venting", "general", "major")  # those a case of the register can have; a report of misconduct lives elsewhere
