"""How items came together and apart: an item's moves between matters, and plain links between items of different ones (C24)."""

from django.db import models

from suqing.apps.complaints.models.case import Complaint, Matter
from suqing.apps.complaints.models.choices import MoveKind, SamePerson, SameThing
from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class MatterMove(models.Model):
    """One item went from one matter to another by a person's word. Never changed: to leave again is a further move."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="matter_moves")
    kind = models.CharField(max_length=8, choices=MoveKind)
    from_matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="+")
    other = models.ForeignKey(Complaint, models.PROTECT, null=True, related_name="+", help_text="the item whose matter was joined")
    same_person = models.CharField(max_length=12, choices=SamePerson, blank=True)
    same_thing = models.CharField(max_length=8, choices=SameThing, blank=True)
    reason = CipherText()
    item_no = models.PositiveSmallIntegerField(help_text="its number in the matter that it came to")
    level_before = models.CharField(max_length=20)
    level_after = models.CharField(max_length=20)
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(matter=models.F("from_matter")), name="matter_move_goes_somewhere"),
            models.CheckConstraint(
                condition=~models.Q(kind=MoveKind.JOINED) | ~models.Q(same_person="") & ~models.Q(same_thing=""),
                name="matter_move_joined_by_word",
            ),
        ]


class ItemLink(models.Model):
    """Two items of different matters have to do with each other (相关). `complaint` is the one with the smaller id; its key seals."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="links")
    other = models.ForeignKey(Complaint, models.CASCADE, related_name="links_to")
    reason = CipherText()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("organisations.Staff", models.PROTECT, null=True, related_name="+")
    end_reason = CipherText()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "other"], condition=models.Q(ended_at=None), name="item_link_once"),
            models.CheckConstraint(condition=models.Q(complaint__lt=models.F("other")), name="item_link_smaller_first"),
        ]
