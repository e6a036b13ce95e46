"""Other systems at the door: who calls (a token of a member of staff), and what a retried call was answered."""

from django.db import models

from suqing.kernel.ids import new_id


class ApiToken(models.Model):
    """A bearer token acting as one member of staff. Only its hash is kept; the token is shown once."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    staff = models.ForeignKey("organisations.Staff", models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=80, help_text="which system uses it")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, help_text="written at most once a minute")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["root", "staff"], name="api_token_root_staff")]
        constraints = [
            models.CheckConstraint(condition=models.Q(expires_at__gt=models.F("created_at")), name="api_token_days_in_order")
        ]

    def __str__(self) -> str:
        return self.name


class IdempotencyRecord(models.Model):
    """What one caller was answered to one key at one path. `text` holds references and states, never a person's words."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    caller = models.ForeignKey("organisations.Staff", models.PROTECT, related_name="+", db_index=False)
    path = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64, help_text="keyed, so that nothing can be guessed from it")
    status = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "path", "key"], name="idempotency_key_once")]
        indexes = [models.Index(fields=["at"], name="idempotency_at")]
