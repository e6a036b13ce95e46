"""The demo: two insurers side by side, their people, fourteen stories at every stage with clocks against today, and if wanted a year of work."""

from suqing.demo.load import LOGINS, load

__all__ = ["LOGINS", "load"]
