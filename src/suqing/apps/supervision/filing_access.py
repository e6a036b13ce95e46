"""Who prepares a report, who signs it, who sees it: each for their unit and what lies below."""

from suqing.apps.complaints.access import LEADERS, OFFICERS
from suqing.apps.organisations.access import Standing
from suqing.apps.organisations.models import Organisation, OrganisationKind, Role
from suqing.apps.supervision.models import Filing, ReportDuty
from suqing.kernel.errors import NotYours

PREPARE = (*OFFICERS, Role.PRESIDENT_OFFICE)
READ = (*PREPARE, *LEADERS)


def _above(standing: Standing, unit: Organisation, roles: tuple[Role, ...]) -> bool:
    return unit.root_id == standing.root_id and any(post.role in roles and unit.path.startswith(post.organisation.path) for post in standing.posts)


def may_prepare(standing: Standing, unit: Organisation) -> bool:
    return _above(standing, unit, PREPARE)


def may_sign(standing: Standing, unit: Organisation) -> bool:
    return _above(standing, unit, LEADERS)


def reads(standing: Standing) -> bool:
    """Whether the page is for them at all."""
    return standing.has(*READ)


def reported_units(standing: Standing) -> list[Organisation]:
    """The root and branches that the person prepares for."""
    kinds = (OrganisationKind.HEADQUARTERS, OrganisationKind.BRANCH, OrganisationKind.SUB_BRANCH)
    return [each for each in Organisation.objects.filter(root_id=standing.root_id, kind__in=kinds).order_by("path") if may_prepare(standing, each)]


def duties_seen(standing: Standing) -> list[ReportDuty]:
    """Of what lies in the person's unit, the running ones first."""
    rows = ReportDuty.objects.filter(root_id=standing.root_id).select_related("unit", "by").order_by("unit__path", "name", "id")
    return [each for each in rows if _above(standing, each.unit, READ)]


def duty_for(standing: Standing, duty_id: int) -> ReportDuty:
    found = next((each for each in duties_seen(standing) if each.id == duty_id), None)
    if found is None:
        raise NotYours
    return found


def filing_for(standing: Standing, filing_id: int) -> Filing:
    found = Filing.objects.filter(pk=filing_id, root_id=standing.root_id).select_related("duty__unit", "by", "signed_by", "filed_by").first()
    if found is None or not _above(standing, found.duty.unit, READ):
        raise NotYours
    return found
