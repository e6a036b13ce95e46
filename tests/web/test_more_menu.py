"""The menu 更多 of the case page: every act that is open, once, in its group."""

from itertools import combinations

from suqing.web.desk.case_acts import ACTS, GROUPS, Offered, grouped


def test_every_act_stands_once_and_in_the_order_of_the_procedure() -> None:
    acts = [Offered(name, act.title) for name, act in ACTS.items()]
    groups = grouped(acts)
    shown = [each.name for _, found in groups for each in found]
    assert sorted(shown) == sorted(ACTS)
    for _, found in groups:
        places = [list(ACTS).index(each.name) for each in found]
        assert places == sorted(places)


def test_the_groups_name_acts_that_are_there_and_share_none() -> None:
    assert set().union(*GROUPS.values()) <= set(ACTS)
    assert not any(one & other for one, other in combinations(GROUPS.values(), 2))


def test_what_is_not_open_leaves_no_empty_group() -> None:
    assert grouped([]) == []
    assert [title for title, _ in grouped([Offered("urge", "催办"), Offered("dispatch", "分派")])] == ["办理", "督办与请示"]
