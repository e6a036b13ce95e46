import django.db.models.deletion
import suqing.kernel.ids
import suqing.kernel.sealedfields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [  # trial installations that had taken all of these have these tables already
        ('sealed', '0001_initial'),
        ('sealed', '0041_other_method'),
        ('sealed', '0081_more_methods'),
        ('sealed', '0082_choices'),
        ('sealed', '0083_split_claims'),
    ]

    initial = True

    dependencies = [
        ('organisations', '0001_whole'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MisconductReport',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('ref', models.CharField(max_length=24, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('stage', models.CharField(choices=[('received', '已收到'), ('accepted', '已受理'), ('investigating', '调查中'), ('concluded', '已办结'), ('handed_over', '已移送司法机关')], default='received', max_length=20)),
                ('circle', models.CharField(choices=[('office', '总裁办公室'), ('both', '总裁办公室和纪检'), ('discipline', '纪检')], default='office', max_length=12)),
                ('origin', models.CharField(choices=[('desk', '柜台登记'), ('api', '接口登记'), ('portal', '网页'), ('reclassed', '由投诉件转入')], max_length=12)),
                ('method', models.CharField(choices=[('telephone', '电话'), ('visit', '来访'), ('letter', '信函'), ('forwarded', '转办'), ('fax', '传真'), ('web', '网络'), ('sms', '短信'), ('email', '电子邮件'), ('app', '移动客户端'), ('wechat', '微信（公众号、小程序）'), ('counter', '柜面'), ('media', '媒体'), ('other', '其他')], max_length=20)),
                ('received_at', models.DateTimeField()),
                ('entered_at', models.DateTimeField()),
                ('data_key', suqing.kernel.sealedfields.WrappedKey(room='sealed', subject='id')),
                ('story', suqing.kernel.sealedfields.CipherText()),
                ('demands', suqing.kernel.sealedfields.CipherText()),
                ('accused', suqing.kernel.sealedfields.CipherText(help_text="who is accused, in the reporter's words")),
                ('reporter_name', suqing.kernel.sealedfields.CipherText()),
                ('reporter_phone', suqing.kernel.sealedfields.CipherText()),
                ('reporter_email', suqing.kernel.sealedfields.CipherText()),
                ('particulars', suqing.kernel.sealedfields.CipherText(help_text='what else came with it: title, papers, address, the reason of the re-class')),
                ('came_from', suqing.kernel.sealedfields.CipherText(help_text='reference of the blanked ordinary record, where it was re-classed')),
                ('root', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('taken_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['root', 'circle', '-received_at'], name='report_root_circle')],
                'constraints': [models.CheckConstraint(condition=models.Q(('received_at__lte', models.F('entered_at'))), name='report_received_before_entered'), models.CheckConstraint(condition=models.Q(('story', ''), _negated=True), name='report_has_a_story')],
            },
        ),
        migrations.CreateModel(
            name='AccusedToken',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('key_id', models.CharField(max_length=32)),
                ('token', models.CharField(max_length=64)),
                ('root', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='accused_tokens', to='sealed.misconductreport')),
            ],
            options={
                'indexes': [models.Index(fields=['root', 'token'], name='accused_root_token')],
                'constraints': [models.UniqueConstraint(fields=('report', 'token'), name='accused_once_per_report')],
            },
        ),
        migrations.CreateModel(
            name='ReportNote',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('note', '办理记录'), ('acceptance', '受理'), ('conclusion', '结论'), ('hand_over', '移送'), ('split', '另立投诉件')], default='note', max_length=12)),
                ('text', suqing.kernel.sealedfields.CipherText(help_text="sealed under the report's data key")),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='sealed.misconductreport')),
                ('root', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
        ),
    ]
