import django.db.models.deletion
import suqing.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [  # trial installations that had taken all of these have these tables already
        ('jobs', '0001_initial'),
    ]

    initial = True

    dependencies = [
        ('organisations', '0001_whole'),
    ]

    operations = [
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('name', models.CharField(max_length=80, primary_key=True, serialize=False)),
                ('started_at', models.DateTimeField()),
                ('at', models.DateTimeField(help_text='when it came through; a run that failed leaves this as it was')),
                ('last_error', models.CharField(blank=True, max_length=500)),
            ],
        ),
        migrations.CreateModel(
            name='Lease',
            fields=[
                ('name', models.CharField(max_length=80, primary_key=True, serialize=False)),
                ('holder', models.CharField(max_length=40)),
                ('until', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=80)),
                ('args', models.TextField(help_text="canonical JSON; references and ids only, never a person's words")),
                ('state', models.CharField(choices=[('queued', '等待'), ('running', '进行中'), ('done', '完成'), ('failed', '失败')], default='queued', max_length=10)),
                ('run_at', models.DateTimeField()),
                ('holder', models.CharField(blank=True, help_text='the claim; a new one at every attempt', max_length=40)),
                ('lease_until', models.DateTimeField(null=True)),
                ('attempts', models.IntegerField(default=0)),
                ('last_error', models.CharField(blank=True, max_length=500)),
                ('progress', models.CharField(blank=True, max_length=200)),
                ('created_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('root', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['root', 'kind', 'state'], name='job_root_kind_state'), models.Index(condition=models.Q(('state', 'queued')), fields=['run_at'], name='job_due'), models.Index(condition=models.Q(('state', 'running')), fields=['lease_until'], name='job_leased'), models.Index(condition=models.Q(('state', 'done')), fields=['finished_at'], name='job_done')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'running'), _negated=True), ('lease_until__isnull', False), _connector='OR'), name='job_running_has_lease'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['done', 'failed']), _negated=True), ('finished_at__isnull', False), _connector='OR'), name='job_ended_has_time')],
            },
        ),
    ]
