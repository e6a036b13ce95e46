import django.db.models.deletion
import suqing.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [  # trial installations that had taken all of these have these tables already
        ('editions', '0001_initial'),
        ('editions', '0041_handed_in'),
    ]

    initial = True

    dependencies = [
        ('organisations', '0001_whole'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StoredEdition',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('rulebook', models.CharField(help_text='property, claims, …; calendar/cn for the calendar', max_length=40)),
                ('content_hash', models.CharField(max_length=64, unique=True)),
                ('canonical', models.TextField(help_text='canonical JSON; content_hash is its SHA-256')),
                ('stored_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['rulebook', 'stored_at'], name='edition_rulebook_stored')],
            },
        ),
        migrations.CreateModel(
            name='HandedIn',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('rulebook', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('root', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='editions.storededition')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('root', 'edition'), name='handed_in_once')],
            },
        ),
        migrations.CreateModel(
            name='Adoption',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('rulebook', models.CharField(max_length=40)),
                ('from_day', models.DateField()),
                ('until_day', models.DateField(null=True)),
                ('reason', models.CharField(max_length=400)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('root', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='editions.storededition')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('root', 'rulebook', 'from_day'), name='adoption_starts_once'), models.UniqueConstraint(condition=models.Q(('until_day', None)), fields=('root', 'rulebook'), name='adoption_one_open'), models.CheckConstraint(condition=models.Q(('until_day', None), ('until_day__gte', models.F('from_day')), _connector='OR'), name='adoption_days_in_order'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='adoption_has_a_reason')],
            },
        ),
    ]
