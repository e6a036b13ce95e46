"""Organisations, staff, posts and reporting lines: dated rows, asked with `on=` (S4 第五、六条; X03).

`Organisation.parent` and `.path` are today's tree, used by access; `Parentage` keeps every day's tree, used by reports.
"""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from suqing.kernel.ids import new_id


class OrganisationKind(models.TextChoices):
    HEADQUARTERS = "headquarters", "总公司"
    BRANCH = "branch", "分公司"
    SUB_BRANCH = "sub_branch", "支公司"
    DEPARTMENT = "department", "部门"
    OFFICE = "office", "考评机构"


class Role(models.TextChoices):
    HOTLINE_CLERK = "hotline_clerk", "热线坐席"
    COUNTER_CLERK = "counter_clerk", "柜面人员"
    COMPLAINT_OFFICER = "complaint_officer", "投诉专员"
    COMPLAINT_MANAGER = "complaint_manager", "投诉管理岗"
    HANDLER = "handler", "承办人"
    DEPARTMENT_HEAD = "department_head", "部门负责人"
    CLAIMS_HEAD = "claims_head", "理赔负责人"
    LINE_HEAD = "line_head", "业务条线负责人"
    LEADER_IN_CHARGE = "leader_in_charge", "主管领导"
    GENERAL_MANAGER = "general_manager", "总经理室"
    LEADING_GROUP = "leading_group", "投诉管理领导小组成员"
    LEGAL = "legal", "法务"
    HR = "hr", "人力资源"
    PRESIDENT_OFFICE = "president_office", "总裁办公室"
    DISCIPLINE_INSPECTION = "discipline_inspection", "纪检"
    ADMINISTRATOR = "administrator", "系统管理员"
    EMPLOYEE = "employee", "员工"
    ASSESSOR = "assessor", "考评员"
    ASSESSMENT_LEADER = "assessment_leader", "考评负责人"
    INSURER_CONTACT = "insurer_contact", "公司联系人"


class Organisation(models.Model):
    """A unit of an insurer (headquarters, branch, sub-branch, department), or an office that assesses insurers. The top one is its own root."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey("self", models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=400, help_text="ids from the root down, '/1/2/3/'; today's tree")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    business = models.CharField(max_length=20, default="property", help_text="property or life")
    closed_on = models.DateField(null=True)

    ledger_omits = ("parent", "path")  # today's tree, derived from Parentage, which the ledger watches

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["root", "code"], name="organisation_code_once_per_root"),
        ]
        indexes = [models.Index(fields=["root", "path"], name="organisation_root_path")]

    def __str__(self) -> str:
        return self.short_name

    @property
    def ancestor_ids(self) -> list[int]:
        """Ids from the root down to this unit itself."""
        return [int(part) for part in self.path.split("/") if part]


class Parentage(models.Model):
    """Who stood above whom, from `from_day` until `until_day` (inclusive; empty = still)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="parentages")
    parent = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    from_day = models.DateField()
    until_day = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "from_day"], name="parentage_starts_once"),
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(until_day=None), name="parentage_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(until_day=None) | models.Q(until_day__gte=models.F("from_day")),
                name="parentage_days_in_order",
            ),
        ]


class StaffManager(BaseUserManager["Staff"]):
    """Always with the root: every page shows it, and asking again for it would be a statement more on each."""

    def get_queryset(self) -> models.QuerySet["Staff"]:
        return super().get_queryset().select_related("root")

    def get_by_natural_key(self, username: str | None) -> "Staff":
        return self.get(username=username)


class Staff(AbstractBaseUser):
    """A member of staff, who is also the one who logs in."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    username = models.CharField("用户名", max_length=80, unique=True)
    name = models.CharField("姓名", max_length=60)
    email = models.EmailField("邮箱", blank=True)
    staff_no = models.CharField("工号", max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    employed_from = models.DateField(null=True)
    employed_until = models.DateField(null=True)
    is_employee = models.BooleanField(default=True, help_text="agents and outsourced staff: False")

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = StaffManager()
    ledger_omits = ("password", "last_login")  # changed by logging in; never part of a record

    class Meta:
        indexes = [models.Index(fields=["root", "name"], name="staff_root_name")]

    def __str__(self) -> str:
        return self.name

    # What Django's and allauth's own pages ask; permissions proper live in each app's access.py.
    is_staff = False
    is_superuser = False

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False


class Post(models.Model):
    """A person in a role at a unit, for a time, with what they may decide alone."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    role = models.CharField(max_length=30, choices=Role)
    title = models.CharField(max_length=60, blank=True)
    authority_fen = models.BigIntegerField(default=0, help_text="most that the person may promise, in fen")
    from_day = models.DateField()
    until_day = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "organisation", "role", "from_day"], name="post_starts_once"
            ),
            models.UniqueConstraint(
                fields=["staff", "organisation", "role"],
                condition=models.Q(until_day=None),
                name="post_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(until_day=None) | models.Q(until_day__gte=models.F("from_day")),
                name="post_days_in_order",
            ),
        ]
        indexes = [models.Index(fields=["root", "organisation", "role"], name="post_root_unit_role")]


class ReportingLine(models.Model):
    """Who reports to whom (工作汇报线, S4 第九条), for a time."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="reporting_lines")
    superior = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    from_day = models.DateField()
    until_day = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["staff", "from_day"], name="reporting_line_starts_once"),
            models.UniqueConstraint(
                fields=["staff"], condition=models.Q(until_day=None), name="reporting_line_one_open"
            ),
            models.CheckConstraint(
                condition=~models.Q(staff=models.F("superior")), name="reporting_line_not_to_oneself"
            ),
            models.CheckConstraint(
                condition=models.Q(until_day=None) | models.Q(until_day__gte=models.F("from_day")),
                name="reporting_line_days_in_order",
            ),
        ]


class Delegation(models.Model):
    """A person's stand-in for a time; acts done under it show both names. Ended early at `ended_at`."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    from_staff = models.ForeignKey(Staff, models.PROTECT, related_name="delegations_given")
    to_staff = models.ForeignKey(Staff, models.PROTECT, related_name="delegations_held")
    reason = models.CharField(max_length=200)
    from_day = models.DateField()
    until_day = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_day__gte=models.F("from_day")), name="delegation_days_in_order"
            ),
            models.CheckConstraint(
                condition=~models.Q(from_staff=models.F("to_staff")), name="delegation_to_another"
            ),
        ]


class SmallClaimLimit(models.Model):
    """Up to which sum a mediator's opinion binds the unit and all below it once the complainant accepts it (小额纠纷, law 24)."""

    id = models.BigIntegerField(primary_key=True, default=new_id)
    root = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="small_claim_limits")
    amount_fen = models.BigIntegerField(help_text="0 = from that day on no opinion binds")
    from_day = models.DateField()
    until_day = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "from_day"], name="small_claim_limit_starts_once"),
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(until_day=None), name="small_claim_limit_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(until_day=None) | models.Q(until_day__gte=models.F("from_day")),
                name="small_claim_limit_days_in_order",
            ),
            models.CheckConstraint(condition=models.Q(amount_fen__gte=0), name="small_claim_limit_not_negative"),
        ]
