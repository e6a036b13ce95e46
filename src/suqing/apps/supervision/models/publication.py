"""Art. 8: what somebody found when they looked at a place where the channels must be published."""

from django.db import models

from suqing.kernel.ids import new_id


class PublicationCheck(models.Model):
    """Never changes; the next look is another row. Nothing in it is about a complainant."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+", db_index=False)
    place = models.CharField(max_length=40, help_text="a row of the rulebook's table")
    unused = models.BooleanField(default=False, help_text="the insurer has no such place; `where` says why")
    shown = models.CharField(max_length=200, blank=True, help_text="parts that were seen there, with commas between")
    where = models.CharField(max_length=300)
    proof_url = models.CharField(max_length=300, blank=True)
    proof = models.CharField(max_length=300, blank=True, help_text="what proves it and where it is kept")
    checked_on = models.DateField()
    by = models.ForeignKey("organisations.Staff", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["root", "unit", "place", "checked_on"], name="publication_root_place")]

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(each for each in self.shown.split(",") if each)
