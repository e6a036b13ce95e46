import django.db.models.deletion
import suqing.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [  # trial installations that had taken all of these have these tables already
        ('audit', '0001_initial'),
    ]

    initial = True

    dependencies = [
        ('organisations', '0001_whole'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('number', models.IntegerField(unique=True)),
                ('at', models.DateTimeField()),
                ('count', models.IntegerField()),
                ('leaves', models.TextField(help_text='canonical list of [event id, subject kind, subject id, seq, hash]')),
                ('merkle_root', models.CharField(max_length=64)),
                ('prev_hash', models.CharField(blank=True, max_length=64)),
                ('hash', models.CharField(max_length=64)),
                ('algorithm', models.CharField(help_text='<hash id>+ed25519', max_length=40)),
                ('key_id', models.CharField(max_length=16)),
                ('signature', models.CharField(max_length=128)),
            ],
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('subject_kind', models.CharField(max_length=40)),
                ('subject_id', models.BigIntegerField()),
                ('seq', models.IntegerField()),
                ('occurred_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('verb', models.CharField(max_length=40)),
                ('clause', models.CharField(blank=True, max_length=80)),
                ('edition', models.CharField(blank=True, max_length=64)),
                ('body', models.TextField()),
                ('prev_hash', models.CharField(blank=True, max_length=64)),
                ('hash', models.CharField(max_length=64)),
                ('schema', models.SmallIntegerField()),
                ('algorithm', models.CharField(help_text='hmac-<hash id>:<key id>', max_length=40)),
                ('actor', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('on_behalf_of', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('root', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['root', 'actor', 'recorded_at'], name='event_root_actor_time')],
                'constraints': [models.UniqueConstraint(fields=('subject_kind', 'subject_id', 'seq'), name='event_seq_once_per_subject'), models.CheckConstraint(condition=models.Q(('seq__gte', 1)), name='event_seq_from_one')],
            },
        ),
        migrations.CreateModel(
            name='Unanchored',
            fields=[
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='audit.event')),
            ],
        ),
        migrations.CreateModel(
            name='ReadTrace',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('subject_kind', models.CharField(max_length=40)),
                ('subject_id', models.BigIntegerField()),
                ('window_start', models.DateTimeField()),
                ('purpose', models.CharField(max_length=40)),
                ('count', models.IntegerField()),
                ('root', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('staff', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['root', 'staff', 'window_start'], name='read_trace_root_staff')],
                'constraints': [models.UniqueConstraint(fields=('root', 'subject_kind', 'subject_id', 'staff', 'window_start'), name='read_trace_once_per_window')],
            },
        ),
        migrations.CreateModel(
            name='Disclosure',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('subject_kind', models.CharField(max_length=40)),
                ('subject_id', models.BigIntegerField()),
                ('fields', models.CharField(help_text='column names, comma between', max_length=200)),
                ('reason', models.CharField(help_text='code of the reason; words of free text belong to the case', max_length=40)),
                ('at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('root', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('staff', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['root', 'subject_kind', 'subject_id', 'staff'], name='disclosure_root_subject'), models.Index(fields=['root', 'staff', 'at'], name='disclosure_root_staff')],
            },
        ),
    ]
