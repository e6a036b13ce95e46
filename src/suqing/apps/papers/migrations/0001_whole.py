import django.db.models.deletion
import suqing.kernel.ids
import suqing.kernel.sealedfields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [  # trial installations that had taken all of these have these tables already
        ('papers', '0001_initial'),
    ]

    initial = True

    dependencies = [
        ('organisations', '0001_whole'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigIntegerField(default=suqing.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('subject_kind', models.CharField(max_length=40)),
                ('subject_id', models.BigIntegerField()),
                ('kind', models.CharField(help_text='what it is for: evidence, letter, recording …', max_length=40)),
                ('name', suqing.kernel.sealedfields.CipherText(help_text="a file's name often names a person")),
                ('media_type', models.CharField(max_length=80)),
                ('size', models.BigIntegerField(help_text='bytes of the plain content')),
                ('sha256', models.CharField(help_text='of the plain content', max_length=64)),
                ('stored_name', models.CharField(max_length=80, unique=True)),
                ('room', models.CharField(default='ordinary', max_length=20)),
                ('key_subject_id', models.BigIntegerField(help_text='the row that holds the data key')),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('root', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['root', 'subject_kind', 'subject_id', 'added_at'], name='paper_root_subject')],
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gte', 0)), name='paper_size_not_negative')],
            },
        ),
    ]
