"""The demo: two insurers side by side, their people, and fourteen stories at every stage, with clocks against today."""

from suqing.demo.load import LOGINS, load

__all__ = ["LOGINS", "load"]
