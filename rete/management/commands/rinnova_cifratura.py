"""Put the secrets of the second factors under the first of the keys in use."""

from django.core.management.base import BaseCommand, CommandError

from conciliazione.cifratura import Unreadable
from rete.segreti import renew_secrets


class Command(BaseCommand):
    help = "Riscrive i segreti dei secondi fattori con la prima di CHIAVI_CIFRATURA."

    def handle(self, *args: object, **options: object) -> None:
        try:
            quanti = renew_secrets()
        except Unreadable as errore:
            raise CommandError(
                f"{errore} Rimettere in coda all'elenco la chiave con cui è stato scritto:"
                " nessun dato è stato cambiato."
            ) from errore
        self.stdout.write(f"Secondi fattori riscritti con la chiave nuova: {quanti}.")
