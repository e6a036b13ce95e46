"""A list that a person keeps (C21)."""

from django.conf import settings
from django.db import models


class SavedView(models.Model):
    """One person's view of the workbench with its filters, under a name of theirs; shown in the order of making."""

    id = models.BigAutoField(primary_key=True)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=20)
    asked = models.CharField(max_length=400, help_text="view and filters, as they stand in the address")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "name"], name="saved_view_name_once")]

    def __str__(self) -> str:
        return self.name
