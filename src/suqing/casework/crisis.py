"""The crisis path (S4 第八条): which body speaks on the matter, and to whom it may send it up."""

from collections.abc import Mapping

BODIES: Mapping[str, str] = {
    "committee": "分公司理赔执委会",
    "hq_post": "总公司投诉管理室",
    "leader": "主管领导",
    "hq_committee": "核心业务执委会",
}
NEXT: Mapping[str, tuple[str, ...]] = {
    "committee": ("hq_post",),
    "hq_post": ("leader", "hq_committee"),
    "leader": ("hq_committee",),
    "hq_committee": (),
}
FIRST = "committee"
DECIDED = "decided"  # a body has decided; the final opinion is still to be fed back


def after(body: str) -> tuple[str, ...]:
    """What may follow the opinion of this body: a decision, or one of the bodies above it."""
    return (DECIDED, *NEXT[body])
