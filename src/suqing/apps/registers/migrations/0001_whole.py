import django.db.models.deletion
import suqing.kernel.ids
import suqing.kernel.sealedfields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [  # trial installations that had taken all of these have these tables already
        ('registers', '0001_initial'),
    ]

    initial = True

    dependencies = [
        ('organisations', '0001_whole'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1)),
                ('name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('checking', '正在检查'), ('checked', '已检查，待导入'), ('taking', '正在导入'), ('done', '已完成'), ('unreadable', '不能读取'), ('dismissed', '不导入了')], default='checking', max_length=12)),
                ('content', suqing.kernel.sealedfields.CipherText(help_text='the workbook, Base64')),
                ('problems', suqing.kernel.sealedfields.CipherText(help_text='of the workbook as a whole, JSON')),
                ('rows', models.PositiveIntegerField(default=0)),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('data_key', suqing.kernel.sealedfields.WrappedKey(blank=True, room='ordinary', subject='id')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('root', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('unit', models.ForeignKey(help_text='where a row names none', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['root', 'at'], name='batch_root_at'), models.Index(fields=['root', 'sha256'], name='batch_root_sha')],
            },
        ),
        migrations.CreateModel(
            name='BatchRow',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('row', models.PositiveIntegerField()),
                ('verdict', models.CharField(choices=[('ready', '可以导入'), ('taken', '已导入'), ('refused', '不能导入'), ('there', '以前已导入'), ('differing', '与已有的不同')], max_length=10)),
                ('number', models.CharField(blank=True, max_length=60)),
                ('ref', models.CharField(blank=True, help_text='the item that it became or that was there', max_length=24)),
                ('findings', suqing.kernel.sealedfields.CipherText(blank=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='journal', to='registers.batch')),
                ('root', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['root', 'batch', 'verdict', 'row'], name='batch_row_verdict')],
                'constraints': [models.UniqueConstraint(fields=('batch', 'row'), name='batch_row_once')],
            },
        ),
    ]
