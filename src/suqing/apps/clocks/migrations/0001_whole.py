import django.db.models.deletion
import suqing.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [  # trial installations that had taken all of these have these tables already
        ('clocks', '0001_initial'),
        ('clocks', '0002_recomputed'),
        ('clocks', '0003_pause_documents'),
    ]

    initial = True

    dependencies = [
        ('editions', '0001_whole'),
        ('organisations', '0001_whole'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Clock',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('subject_kind', models.CharField(max_length=30)),
                ('subject_id', models.BigIntegerField()),
                ('rulebook', models.CharField(max_length=40)),
                ('clause', models.CharField(max_length=60)),
                ('kind', models.CharField(max_length=40)),
                ('occasion', models.CharField(default='', help_text='tells apart what may run several times at once (promises: the time promised)', max_length=40)),
                ('started_at', models.DateTimeField()),
                ('target_at', models.DateTimeField(null=True)),
                ('limit_at', models.DateTimeField(help_text='may lie before started_at: a return date that had passed on receipt')),
                ('unit', models.CharField(max_length=20)),
                ('strength', models.CharField(max_length=20)),
                ('provisional', models.BooleanField(default=False)),
                ('recurs', models.CharField(default='', help_text='until_resolved, or empty', max_length=40)),
                ('line', models.TextField(help_text='the explanation, canonical JSON of rulebook.Line')),
                ('state', models.CharField(choices=[('running', '进行中'), ('paused', '暂停'), ('met', '按时'), ('missed', '逾期'), ('superseded', '已改期'), ('void', '已终止')], default='running', max_length=12)),
                ('stopped_at', models.DateTimeField(null=True)),
                ('wake_at', models.DateTimeField(null=True)),
                ('warned_at', models.DateTimeField(null=True)),
                ('escalation_step', models.SmallIntegerField(default=0, help_text='steps of the ladder already taken')),
                ('version', models.IntegerField(default=1)),
                ('calendar', models.ForeignKey(db_column='calendar_hash', db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='editions.storededition', to_field='content_hash')),
                ('edition', models.ForeignKey(db_column='edition_hash', db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='editions.storededition', to_field='content_hash')),
                ('root', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('superseded_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supersedes', to='clocks.clock')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'running')), fields=['wake_at'], name='clock_wake'), models.Index(fields=['subject_id'], name='clock_subject'), models.Index(fields=['root', 'state', 'limit_at'], name='clock_root_state_limit'), models.Index(fields=['root', 'kind', 'started_at'], name='clock_root_kind_started'), models.Index(condition=models.Q(('provisional', True), ('state__in', ['running', 'paused'])), fields=['root', 'limit_at'], name='clock_root_provisional'), models.Index(condition=models.Q(('state', 'superseded')), fields=['root', 'stopped_at', 'id'], name='clock_root_recomputed')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['running', 'paused'])), fields=('subject_id', 'subject_kind', 'rulebook', 'clause', 'kind', 'occasion'), name='clock_one_running'), models.CheckConstraint(condition=models.Q(('state', 'running'), ('wake_at', None), _connector='OR'), name='clock_only_running_wakes'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['running', 'paused']), ('stopped_at', None)), models.Q(models.Q(('state__in', ['running', 'paused']), _negated=True), ('stopped_at__isnull', False)), _connector='OR'), name='clock_stopped_has_its_time'), models.CheckConstraint(condition=models.Q(('superseded_by', None), ('state', 'superseded'), _connector='OR'), name='clock_successor_only_when_superseded')],
            },
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('ground', models.CharField(help_text='appraisal or mediation', max_length=20)),
                ('clause', models.CharField(max_length=60)),
                ('reason', models.CharField(help_text='names the body and the document, no person', max_length=400)),
                ('from_at', models.DateTimeField()),
                ('until_at', models.DateTimeField(null=True)),
                ('institution', models.CharField(default='', help_text='who appraises, tests or assesses', max_length=200)),
                ('document_no', models.CharField(default='', help_text='of the document that commissions it', max_length=80)),
                ('document_on', models.DateField(null=True)),
                ('paper_id', models.BigIntegerField(null=True)),
                ('ended_no', models.CharField(default='', help_text='of the report or notice that ended it', max_length=80)),
                ('ended_on', models.DateField(null=True)),
                ('ended_paper_id', models.BigIntegerField(null=True)),
                ('proof_at', models.DateTimeField(help_text='when the complainant was told (appraisal), when both agreed (mediation)')),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('clock', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to='clocks.clock')),
                ('root', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until_at', None)), fields=('clock',), name='pause_one_open'), models.CheckConstraint(condition=models.Q(('until_at', None), ('until_at__gte', models.F('from_at')), _connector='OR'), name='pause_times_in_order'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='pause_has_a_reason')],
            },
        ),
    ]
