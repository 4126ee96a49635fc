"""Steps of migrations that several rooms share: columns filled from what the rows already say."""

from collections.abc import Callable

from django.db import migrations, models
from django.utils.text import slugify

from conciliazione.campi import RicercaField
from conciliazione.codici import new_code


def write_search(app: str, *modelli: str) -> migrations.RunPython:
    """Fill the `ricerca` of the rows that were there before the column."""

    def fill(apps: object, schema_editor: object) -> None:
        for nome in modelli:
            modello = apps.get_model(app, nome)
            campo = next(c for c in modello._meta.fields if isinstance(c, RicercaField))
            for riga in modello._default_manager.iterator():
                riga.save(update_fields=[campo.name])

    return migrations.RunPython(fill, migrations.RunPython.noop)


def write_codes(app: str, *modelli: str) -> migrations.RunPython:
    """Give a code of its own to each row that was there before the column."""

    def fill(apps: object, schema_editor: object) -> None:
        for nome in modelli:
            for riga in apps.get_model(app, nome)._default_manager.iterator():
                riga.codice = new_code()
                riga.save(update_fields=["codice"])

    return migrations.RunPython(fill, migrations.RunPython.noop)


def write_slugs(app: str, nome: str, da: Callable[[models.Model], str]) -> migrations.RunPython:
    """Give each row of a model a slug of its own, made from the text that `da` reads of it."""

    def fill(apps: object, schema_editor: object) -> None:
        presi: set[str] = set()
        for riga in apps.get_model(app, nome)._default_manager.order_by("pk"):
            base = slugify(da(riga))[:70].strip("-") or nome.lower()
            riga.slug = base if base not in presi else f"{base}-{riga.pk}"
            presi.add(riga.slug)
            riga.save(update_fields=["slug"])

    return migrations.RunPython(fill, migrations.RunPython.noop)
