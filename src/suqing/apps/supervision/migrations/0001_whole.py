import django.db.models.deletion
import suqing.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [  # trial installations that had taken all of these have these tables already
        ('supervision', '0001_publication_and_persons'),
        ('supervision', '0002_reporting'),
    ]

    initial = True

    dependencies = [
        ('organisations', '0001_whole'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportDuty',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('name', models.CharField(max_length=60)),
                ('cycle', models.CharField(choices=[('month', '每月'), ('quarter', '每季'), ('half', '每半年'), ('year', '每年')], max_length=8)),
                ('due_days', models.PositiveSmallIntegerField(help_text='natural days after the last day of the period')),
                ('addressee', models.CharField(max_length=80)),
                ('ground', models.CharField(help_text='the notice that asks for it', max_length=200)),
                ('from_day', models.DateField()),
                ('until_day', models.DateField(null=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('root', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until_day', None)), fields=('unit', 'name'), name='report_duty_once'), models.CheckConstraint(condition=models.Q(('until_day', None), ('until_day__gte', models.F('from_day')), _connector='OR'), name='report_duty_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Filing',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('period', models.CharField(max_length=8)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('number', models.PositiveSmallIntegerField(help_text='1, and more where figures already reported were corrected')),
                ('reason', models.CharField(blank=True, help_text='why it is reported again', max_length=400)),
                ('body', models.TextField()),
                ('content_hash', models.CharField(max_length=64)),
                ('edition_hash', models.CharField(help_text="of the law's edition whose tables were used", max_length=64)),
                ('state', models.CharField(choices=[('draft', '待签'), ('signed', '已签，待报'), ('filed', '已报送'), ('dropped', '已作废')], default='draft', max_length=8)),
                ('at', models.DateTimeField()),
                ('signed_at', models.DateTimeField(null=True)),
                ('filed_on', models.DateField(null=True)),
                ('document_no', models.CharField(blank=True, max_length=80)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('filed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('root', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('duty', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='filings', to='supervision.reportduty')),
            ],
            options={
                'indexes': [models.Index(fields=['root', 'period'], name='filing_root_period')],
                'constraints': [models.UniqueConstraint(fields=('duty', 'period', 'number'), name='filing_numbered'), models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'signed'])), fields=('duty', 'period'), name='filing_one_on_its_way'), models.CheckConstraint(condition=models.Q(models.Q(('signed_at', None), ('signed_by', None)), models.Q(('signed_at__isnull', False), ('signed_by__isnull', False)), _connector='OR'), name='filing_signed_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'filed'), _negated=True), ('filed_on__isnull', False), _connector='OR'), name='filing_filed_has_its_day')],
            },
        ),
        migrations.CreateModel(
            name='ResponsiblePerson',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('kind', models.CharField(help_text="a row of the rulebook's table", max_length=40)),
                ('from_day', models.DateField()),
                ('until_day', models.DateField(null=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('root', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['root', 'unit', 'kind', 'from_day'], name='responsible_root_unit')],
                'constraints': [models.UniqueConstraint(fields=('unit', 'kind', 'from_day'), name='responsible_starts_once'), models.UniqueConstraint(condition=models.Q(('until_day', None)), fields=('unit', 'kind'), name='responsible_one_open'), models.CheckConstraint(condition=models.Q(('until_day', None), ('until_day__gte', models.F('from_day')), _connector='OR'), name='responsible_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='ChangeReport',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('what', models.CharField(help_text='named, ended, left (casework.responsible.CHANGES)', max_length=10)),
                ('reported_on', models.DateField()),
                ('report_no', models.CharField(max_length=80)),
                ('addressee', models.CharField(max_length=120)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('root', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('responsible', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='supervision.responsibleperson')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('responsible', 'what'), name='change_reported_once')],
            },
        ),
        migrations.CreateModel(
            name='PublicationCheck',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('place', models.CharField(help_text="a row of the rulebook's table", max_length=40)),
                ('unused', models.BooleanField(default=False, help_text='the insurer has no such place; `where` says why')),
                ('shown', models.CharField(blank=True, help_text='parts that were seen there, with commas between', max_length=200)),
                ('where', models.CharField(max_length=300)),
                ('proof_url', models.CharField(blank=True, max_length=300)),
                ('proof', models.CharField(blank=True, help_text='what proves it and where it is kept', max_length=300)),
                ('checked_on', models.DateField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('root', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['root', 'unit', 'place', 'checked_on'], name='publication_root_place')],
            },
        ),
    ]
