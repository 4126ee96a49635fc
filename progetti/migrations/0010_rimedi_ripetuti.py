"""The same remedy may be chosen again: a member lost after it is one more."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("progetti", "0009_impronta_della_graduatoria")]

    operations = [
        migrations.RemoveConstraint(
            model_name="sceltanumerolegale",
            name="progetti_sceltanumerolegale_avviso_rimedio_unici",
        ),
    ]
