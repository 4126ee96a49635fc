from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.flush import Command as DjangoFlush

from conciliazione import guardie


class Command(DjangoFlush):
    """Django's flush, which the seals would otherwise stop: for tests and for trying things out."""

    def handle(self, **options: object) -> None:
        if settings.PRODUZIONE:
            raise CommandError(
                "In produzione i dati sigillati non si svuotano: ripristinare una copia di"
                " sicurezza in un database nuovo."
            )
        guardie.remove(options["database"])
        try:
            super().handle(**options)
        finally:
            guardie.install(options["database"])
