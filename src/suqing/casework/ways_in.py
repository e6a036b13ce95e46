"""How an item came in: the pair (method, source) as the one code that the rules ask for (S4 第九条, S5 5.1)."""

_BY_SOURCE = {
    "regulator_local": "regulator_local",
    "regulator_national": "regulator_national",
    "media": "media",
    "internet": "internet",
    "association": "association",
    "platform": "platform",
    "hotline_12378": "hotline_12378",  # the regulator's own letter makes it a forwarded one (property/hotline_12378)
    "hotline_12345": "hotline_12345",
    "headquarters": "headquarters",
    "other_department": "other_department",
}
_BY_METHOD = {
    "telephone": "hotline",
    "visit": "visit",
    "letter": "letter",
    "fax": "fax",
    "sms": "sms",
    "web": "own_web",
    "email": "own_web",
    "app": "own_web",
    "wechat": "own_web",
    "counter": "visit",
    "media": "media",
    "other": "letter",  # no clause names it: like a letter it has no consequence and makes no class (gap property/other_ways)
}
REGULATOR = frozenset({"regulator_local", "regulator_national"})
TELEPHONE = frozenset({"hotline", "direct_phone"})


def came_via(*, method: str, source: str) -> str:
    """The code of `property/channels.yaml`. Who sent it on weighs more than how it was sent.

    >>> came_via(method="telephone", source="own")
    'hotline'
    """
    return _BY_SOURCE.get(source) or _BY_METHOD.get(method, "letter")
