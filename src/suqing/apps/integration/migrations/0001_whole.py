import django.db.models.deletion
import suqing.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [  # trial installations that had taken all of these have these tables already
        ('integration', '0001_initial'),
    ]

    initial = True

    dependencies = [
        ('organisations', '0001_whole'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('name', models.CharField(help_text='which system uses it', max_length=80)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('last_used_at', models.DateTimeField(help_text='written at most once a minute', null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('root', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='api_tokens', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['root', 'staff'], name='api_token_root_staff')],
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='api_token_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='IdempotencyRecord',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('path', models.CharField(max_length=200)),
                ('key', models.CharField(max_length=200)),
                ('body_hash', models.CharField(help_text='keyed, so that nothing can be guessed from it', max_length=64)),
                ('status', models.PositiveSmallIntegerField(default=0)),
                ('text', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('caller', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('root', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['at'], name='idempotency_at')],
                'constraints': [models.UniqueConstraint(fields=('caller', 'path', 'key'), name='idempotency_key_once')],
            },
        ),
    ]
