import django.db.models.deletion
import suqing.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [  # trial installations that had taken all of these have these tables already
        ('notices', '0001_initial'),
    ]

    initial = True

    dependencies = [
        ('organisations', '0001_whole'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
                ('subject_kind', models.CharField(max_length=30)),
                ('subject_id', models.BigIntegerField()),
                ('subject_ref', models.CharField(help_text='the reference that stands in addresses', max_length=40)),
                ('params', models.TextField(default='{}', help_text='canonical JSON: clock kind, limit, counts; no narrative, no identity')),
                ('dedupe_key', models.CharField(max_length=160, unique=True)),
                ('at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('recipient', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('root', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['root', 'recipient', '-id'], name='notice_root_recipient'), models.Index(condition=models.Q(('read_at', None)), fields=['root', 'recipient'], name='notice_root_unread'), models.Index(fields=['root', 'subject_id'], name='notice_root_subject')],
            },
        ),
    ]
