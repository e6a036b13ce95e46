import django.db.models.deletion
import suqing.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [  # trial installations that had taken all of these have these tables already
        ('organisations', '0001_initial'),
        ('organisations', '0002_alter_organisation_kind_alter_post_role'),
        ('organisations', '0003_delegation_ended'),
        ('organisations', '0004_small_claims'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Staff',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('username', models.CharField(max_length=80, unique=True, verbose_name='用户名')),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='邮箱')),
                ('staff_no', models.CharField(blank=True, max_length=40, verbose_name='工号')),
                ('is_active', models.BooleanField(default=True)),
                ('employed_from', models.DateField(null=True)),
                ('employed_until', models.DateField(null=True)),
                ('is_employee', models.BooleanField(default=True, help_text='agents and outsourced staff: False')),
            ],
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('path', models.CharField(help_text="ids from the root down, '/1/2/3/'; today's tree", max_length=400)),
                ('code', models.CharField(max_length=40)),
                ('name', models.CharField(max_length=120)),
                ('short_name', models.CharField(max_length=40)),
                ('kind', models.CharField(choices=[('headquarters', '总公司'), ('branch', '分公司'), ('sub_branch', '支公司'), ('department', '部门'), ('office', '考评机构')], max_length=20)),
                ('business', models.CharField(default='property', help_text='property or life', max_length=20)),
                ('closed_on', models.DateField(null=True)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organisations.organisation')),
                ('root', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['root', 'path'], name='organisation_root_path')],
                'constraints': [models.UniqueConstraint(fields=('root', 'code'), name='organisation_code_once_per_root')],
            },
        ),
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('reason', models.CharField(max_length=200)),
                ('from_day', models.DateField()),
                ('until_day', models.DateField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('from_staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations_given', to=settings.AUTH_USER_MODEL)),
                ('to_staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations_held', to=settings.AUTH_USER_MODEL)),
                ('root', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until_day__gte', models.F('from_day'))), name='delegation_days_in_order'), models.CheckConstraint(condition=models.Q(('from_staff', models.F('to_staff')), _negated=True), name='delegation_to_another')],
            },
        ),
        migrations.AddField(
            model_name='staff',
            name='root',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation'),
        ),
        migrations.CreateModel(
            name='Parentage',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('from_day', models.DateField()),
                ('until_day', models.DateField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parentages', to='organisations.organisation')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('root', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'from_day'), name='parentage_starts_once'), models.UniqueConstraint(condition=models.Q(('until_day', None)), fields=('organisation',), name='parentage_one_open'), models.CheckConstraint(condition=models.Q(('until_day', None), ('until_day__gte', models.F('from_day')), _connector='OR'), name='parentage_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('hotline_clerk', '热线坐席'), ('counter_clerk', '柜面人员'), ('complaint_officer', '投诉专员'), ('complaint_manager', '投诉管理岗'), ('handler', '承办人'), ('department_head', '部门负责人'), ('claims_head', '理赔负责人'), ('line_head', '业务条线负责人'), ('leader_in_charge', '主管领导'), ('general_manager', '总经理室'), ('leading_group', '投诉管理领导小组成员'), ('legal', '法务'), ('hr', '人力资源'), ('president_office', '总裁办公室'), ('discipline_inspection', '纪检'), ('administrator', '系统管理员'), ('employee', '员工'), ('assessor', '考评员'), ('assessment_leader', '考评负责人'), ('insurer_contact', '公司联系人')], max_length=30)),
                ('title', models.CharField(blank=True, max_length=60)),
                ('authority_fen', models.BigIntegerField(default=0, help_text='most that the person may promise, in fen')),
                ('from_day', models.DateField()),
                ('until_day', models.DateField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='organisations.organisation')),
                ('root', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['root', 'organisation', 'role'], name='post_root_unit_role')],
                'constraints': [models.UniqueConstraint(fields=('staff', 'organisation', 'role', 'from_day'), name='post_starts_once'), models.UniqueConstraint(condition=models.Q(('until_day', None)), fields=('staff', 'organisation', 'role'), name='post_one_open'), models.CheckConstraint(condition=models.Q(('until_day', None), ('until_day__gte', models.F('from_day')), _connector='OR'), name='post_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='ReportingLine',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('from_day', models.DateField()),
                ('until_day', models.DateField(null=True)),
                ('root', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reporting_lines', to=settings.AUTH_USER_MODEL)),
                ('superior', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('staff', 'from_day'), name='reporting_line_starts_once'), models.UniqueConstraint(condition=models.Q(('until_day', None)), fields=('staff',), name='reporting_line_one_open'), models.CheckConstraint(condition=models.Q(('staff', models.F('superior')), _negated=True), name='reporting_line_not_to_oneself'), models.CheckConstraint(condition=models.Q(('until_day', None), ('until_day__gte', models.F('from_day')), _connector='OR'), name='reporting_line_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='SmallClaimLimit',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('amount_fen', models.BigIntegerField(help_text='0 = from that day on no opinion binds')),
                ('from_day', models.DateField()),
                ('until_day', models.DateField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='small_claim_limits', to='organisations.organisation')),
                ('root', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'from_day'), name='small_claim_limit_starts_once'), models.UniqueConstraint(condition=models.Q(('until_day', None)), fields=('organisation',), name='small_claim_limit_one_open'), models.CheckConstraint(condition=models.Q(('until_day', None), ('until_day__gte', models.F('from_day')), _connector='OR'), name='small_claim_limit_days_in_order'), models.CheckConstraint(condition=models.Q(('amount_fen__gte', 0)), name='small_claim_limit_not_negative')],
            },
        ),
        migrations.AddIndex(
            model_name='staff',
            index=models.Index(fields=['root', 'name'], name='staff_root_name'),
        ),
    ]
