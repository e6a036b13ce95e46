"""Who was left discontented after closing, by phone or by link, and waits for a call or for the case to be taken up again (C15)."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from suqing.apps.complaints.models import ArchiveVolume, FollowUp, Survey

DISCONTENT = 2  # 不满意 and below, of five


def calling(surveys: QuerySet[Survey]) -> QuerySet[Survey]:
    """Of these surveys the answered ones that ask for a call: discontent or the wish to be contacted, and nobody reached since."""
    since = FollowUp.objects.filter(complaint=OuterRef("complaint"), round=OuterRef("round"), reached=True, at__gte=OuterRef("answered_at"))
    return surveys.filter(Q(satisfaction__lte=DISCONTENT) | Q(contact_wanted=True), ~Exists(since), answered_at__isnull=False)


def discontented() -> Q:
    """Of Sight rows, the closed cases that wait: for a call, or with discontent that the last call-back left, until they are filed knowing of it."""
    this_round = {"complaint": OuterRef("complaint_id"), "round": OuterRef("complaint__round")}
    later = FollowUp.objects.filter(complaint=OuterRef("complaint"), round=OuterRef("round"), reached=True, at__gt=OuterRef("at"))
    filed = ArchiveVolume.objects.filter(complaint=OuterRef("complaint"), at__gte=OuterRef("at"))
    left = FollowUp.objects.filter(~Exists(later), ~Exists(filed), **this_round, reached=True, discontent_remains=True)
    return Q(Exists(calling(Survey.objects.filter(**this_round)))) | Q(Exists(left))
