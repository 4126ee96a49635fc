from collections.abc import Callable

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from conciliazione.cifratura import decrypt, encrypt
from rete.segreti import rewritten


def _rewrite(apps: Apps, change: Callable[[str], str]) -> None:
    for fattore in apps.get_model("mfa", "Authenticator").objects.all():
        fattore.data = rewritten(fattore.data, change)
        fattore.save(update_fields=["data"])


def hide(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Encrypt the secrets that were written as they are."""
    _rewrite(apps, encrypt)


def show(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write them as they are again, for the code that came before."""
    _rewrite(apps, decrypt)


class Migration(migrations.Migration):
    dependencies = [
        ("rete", "0009_sedute_pubbliche"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [migrations.RunPython(hide, show)]
