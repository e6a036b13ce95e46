"""A person's own lists: kept, renamed, thrown away (C21). They change no case and leave no event."""

from datetime import datetime

from suqing.apps.complaints.models import SavedView
from suqing.apps.complaints.texts import cleaned
from suqing.apps.organisations.actors import Actor
from suqing.kernel.errors import BadInput, NotYours

LONGEST = 20
MOST = 20


def save_view(*, name: str, asked: str, actor: Actor, at: datetime) -> SavedView:
    """`asked`: view and filters as they stand in the address, known ones only. At most twenty views, each name once."""
    word = _name(actor, name)
    if SavedView.objects.filter(staff_id=actor.staff_id).count() >= MOST:
        raise BadInput("我的视图", f"已有{MOST}个", f"最多存{MOST}个视图", "先删除一个不用的")
    return SavedView.objects.create(root_id=actor.root_id, staff_id=actor.staff_id, name=word, asked=asked, at=at)


def rename_view(*, view_id: int, name: str, actor: Actor) -> SavedView:
    """NotYours for another person's."""
    view = _own(actor, view_id)
    view.name = _name(actor, name, besides=view.id)
    view.save(update_fields=["name"])
    return view


def delete_view(*, view_id: int, actor: Actor) -> SavedView:
    """What it was, so that it can be kept again."""
    view = _own(actor, view_id)
    view.delete()
    return view


def _own(actor: Actor, view_id: int) -> SavedView:
    view = SavedView.objects.filter(pk=view_id, root_id=actor.root_id, staff_id=actor.staff_id).first()
    if view is None:
        raise NotYours
    return view


def _name(actor: Actor, name: str, *, besides: int | None = None) -> str:
    word = " ".join(cleaned(name).split())
    if not word or len(word) > LONGEST:
        raise BadInput("视图名称", word[:60], f"1至{LONGEST}个字", "起一个短的名字" if word else "写一个名字")
    if SavedView.objects.filter(staff_id=actor.staff_id, name=word).exclude(pk=besides).exists():
        raise BadInput("视图名称", word, "没有用过的名字", "已有同名的视图，换一个名字")
    return word
