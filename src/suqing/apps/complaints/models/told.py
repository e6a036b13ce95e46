"""Where a telling went, and what had been agreed about it (2020 measures Art. 21)."""

from django.db import models

from suqing.kernel.sealedfields import CipherText


class Told(models.Model):
    """What stands beside the way, the moment and the proof of a telling."""

    told_address = CipherText(help_text="the address, number or mailbox it went to, or who took it where")
    told_agreement = CipherText(help_text="what was agreed with the complainant (Art. 21.5)")
    told_agreed_on = models.DateField(null=True)

    class Meta:
        abstract = True
