import django.db.models.deletion
import suqing.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [  # trial installations that had taken all of these have these tables already
        ('accountability', '0001_initial'),
    ]

    initial = True

    dependencies = [
        ('organisations', '0001_whole'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PenaltyNotice',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('complaint_id', models.BigIntegerField()),
                ('complaint_ref', models.CharField(max_length=24)),
                ('finding_id', models.BigIntegerField()),
                ('finding_version', models.PositiveSmallIntegerField()),
                ('role', models.CharField(choices=[('direct', '直接责任人'), ('indirect', '间接责任人'), ('claims_head', '理赔负责人')], max_length=20)),
                ('kind', models.CharField(choices=[('remind', '提醒'), ('fine', '罚款'), ('not_an_employee', '不处罚')], max_length=20)),
                ('amount_fen', models.BigIntegerField(default=0)),
                ('clause', models.CharField(max_length=60)),
                ('edition_hash', models.CharField(max_length=64)),
                ('line', models.TextField(help_text='the explanation, canonical JSON of rulebook.Line')),
                ('same_person', models.BooleanField(default=False, help_text='the same person stands in another role of this finding too')),
                ('state', models.CharField(choices=[('proposed', '已提出'), ('withdrawn', '已撤回')], default='proposed', max_length=12)),
                ('proposed_at', models.DateTimeField()),
                ('month', models.CharField(help_text='2026-11, of the proposal, in the house time zone', max_length=7)),
                ('root', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('staff', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['complaint_id'], name='penalty_complaint'), models.Index(fields=['root', 'month', 'staff'], name='penalty_root_month')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('finding_id', 'staff', 'role'), name='penalty_once_per_finding_person_role'), models.UniqueConstraint(condition=models.Q(('staff', None), models.Q(('state', 'withdrawn'), _negated=True)), fields=('finding_id', 'role'), name='penalty_nobody_once_per_role'), models.CheckConstraint(condition=models.Q(models.Q(('amount_fen__gt', 0), ('kind', 'fine')), models.Q(models.Q(('kind', 'fine'), _negated=True), ('amount_fen', 0)), _connector='OR'), name='penalty_only_fines_have_sums')],
            },
        ),
    ]
