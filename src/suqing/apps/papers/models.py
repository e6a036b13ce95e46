"""Files that belong to a subject. No row without its file; the file is encrypted with the subject's data key."""

from django.conf import settings
from django.db import models

from suqing.kernel.ids import new_id
from suqing.kernel.sealedfields import CipherText


class Paper(models.Model):
    """A file as it was handed in. Never changes; taking it back is another record."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+", db_index=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    kind = models.CharField(max_length=40, help_text="what it is for: evidence, letter, recording …")
    name = CipherText(help_text="a file's name often names a person")
    media_type = models.CharField(max_length=80)
    size = models.BigIntegerField(help_text="bytes of the plain content")
    sha256 = models.CharField(max_length=64, help_text="of the plain content")
    stored_name = models.CharField(max_length=80, unique=True)
    room = models.CharField(max_length=20, default="ordinary")
    key_subject_id = models.BigIntegerField(help_text="the row that holds the data key")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    added_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["root", "subject_kind", "subject_id", "added_at"], name="paper_root_subject")]
        constraints = [models.CheckConstraint(condition=models.Q(size__gte=0), name="paper_size_not_negative")]
