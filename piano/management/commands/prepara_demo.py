"""Brings the data of `make demo` up to date, touching nothing that a person may have changed."""

from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from piano.models import Versione
from progetti.models import Avviso, FinestraMonitoraggio
from rete.models import Ciclo, DomandaAdesione, Seduta, Utente

# The errors of the document are the document's: the demo says so and publishes them as they are.
DEROGHE = {
    "motivo": "È nel documento approvato nel 2014: il portale lo riporta come si legge e lo"
    " segnala, senza correggerlo.",
    "in_veste_di": "chi ha preparato la dimostrazione del portale",
}


class Command(BaseCommand):
    help = "Prepara i dati della demo: tabelle, Piano del 2014 se non c'è, account, pratiche."

    def handle(self, *args: object, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError(
                "Questo comando crea account con password pubbliche: funziona solo con"
                " AMBIENTE=demo."
            )
        call_command("migrate", verbosity=0)
        if not Ciclo.objects.exists():
            call_command("carica_piano_2014", stdout=self.stdout)
        accounts = self._accounts(settings.VAR_DIR / "utenti-demo.txt")
        if not DomandaAdesione.objects.exists():
            call_command("crea_pratiche_demo", stdout=self.stdout)
        if not Seduta.objects.exists():
            call_command("crea_sedute_demo", stdout=self.stdout)
        if not Avviso.objects.exists():
            call_command("crea_avvisi_demo", stdout=self.stdout)
        if not FinestraMonitoraggio.objects.exists():
            call_command("crea_monitoraggio_demo", stdout=self.stdout)
        if not Versione.objects.exists():
            call_command("concedi_deroghe", **DEROGHE, stdout=self.stdout)
        self.stdout.write(accounts)
        self._write_last_version(settings.VAR_DIR / "piano-territoriale.pdf")

    def _accounts(self, elenco: Path) -> str:
        """The accounts as they were announced; made only once, so what people change stays."""
        if not (elenco.exists() and Utente.objects.exists()):
            annuncio = StringIO()
            call_command("crea_utenti_demo", stdout=annuncio)
            elenco.touch(mode=0o600)
            elenco.write_text(annuncio.getvalue(), encoding="utf-8")
        return elenco.read_text(encoding="utf-8")

    def _write_last_version(self, file: Path) -> None:
        """Leave the PDF of the last version at `file`, and no file while there is no version."""
        versioni = Versione.objects.select_related("documento", "elaborazione")
        versione = versioni.order_by("-compilata_il").first()
        if versione is None:
            file.unlink(missing_ok=True)
            return
        provvisorio = file.with_suffix(".parte")
        with versione.documento.file.open("rb") as pdf:
            provvisorio.write_bytes(pdf.read())
        provvisorio.replace(file)
        self.stdout.write(f"{versione}: {versione.pagine} pagine{_duration(versione)}.")


def _duration(versione: Versione) -> str:
    lavoro = versione.elaborazione
    if lavoro is None or lavoro.finita_il is None:
        return ""
    secondi = (lavoro.finita_il - lavoro.iniziata_il).total_seconds()
    return f", compilata in {secondi:.1f} secondi".replace(".", ",")
