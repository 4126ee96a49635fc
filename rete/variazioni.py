"""Name, nature and codes of a soggetto: its referente asks to change them, the staff decide."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from conciliazione.date import format_day
from conciliazione.guardie import said_in_words
from conciliazione.periodi import today
from rete.avvisi import notify_staff, notify_subject
from rete.models import GrafiaSoggetto, RichiestaVariazione, Soggetto, Utente
from rete.schede import field_label

# What identifies a soggetto in acts and registers: nobody changes it alone.
IDENTITA = ("denominazione", "natura", "codice_fiscale", "partita_iva")
CORTESIA = "È una comunicazione di cortesia del portale e non sostituisce gli atti dell’ente.\n"


@dataclass(frozen=True)
class Confronto:
    """A field of a request of change: as it was when asked, as it is now, as it would be."""

    campo: str
    allora: str
    adesso: str
    chiesto: str

    @property
    def is_moved(self) -> bool:
        """Whether somebody changed it after the request was made."""
        return self.allora != self.adesso


def ask(soggetto: Soggetto, valori: dict[str, str | None], nota: str, by: Utente) -> None:
    """Write what the referente asks to change, and tell the staff.

    Raises:
        ValidationError: another request of the same soggetto waits already.
    """
    richiesta = RichiestaVariazione(
        soggetto=soggetto,
        valori=valori,
        precedenti={nome: getattr(soggetto, nome) for nome in valori},
        nota=nota,
        chiesta_da=by,
    )
    with said_in_words(RichiestaVariazione), transaction.atomic():
        richiesta.full_clean()
        richiesta.save(force_insert=True)
        notify_staff(
            f"variazione:{richiesta.codice}",
            f"{soggetto.nome_breve}: richiesta di variazione da esaminare",
            f"Il referente di {soggetto} chiede di cambiare i dati che lo identificano:\n\n"
            f"{_written(richiesta)}\n\nSi esamina qui:"
            f" {settings.BASE_URL}{reverse('rete:variazione', args=[richiesta.codice])}\n",
        )


def compare(richiesta: RichiestaVariazione) -> list[Confronto]:
    """The fields that a request would change, in the order of the card."""
    return [
        Confronto(
            field_label(nome),
            _in_words(nome, richiesta.precedenti[nome]),
            _in_words(nome, getattr(richiesta.soggetto, nome)),
            _in_words(nome, richiesta.valori[nome]),
        )
        for nome in IDENTITA
        if nome in richiesta.valori
    ]


def apply(richiesta: RichiestaVariazione) -> None:
    """Write on the card what was asked; the name it had stays among its spellings.

    Raises:
        ValidationError: another soggetto has meanwhile that name or that code.
    """
    soggetto = Soggetto.objects.select_for_update().get(pk=richiesta.soggetto_id)
    prima = soggetto.denominazione
    for nome, valore in richiesta.valori.items():
        setattr(soggetto, nome, valore)
    soggetto.full_clean()
    with said_in_words(Soggetto):
        soggetto.versione = F("versione") + 1
        soggetto.save(update_fields=[*richiesta.valori, "versione", "ricerca"])
    if soggetto.denominazione != prima:
        keep_former_name(soggetto, prima)


def keep_former_name(soggetto: Soggetto, denominazione: str) -> None:
    """Remember the name that a soggetto had until today: documents go on naming it so."""
    keep_spelling(soggetto, denominazione, f"denominazione fino al {format_day(today())}")


def keep_spelling(soggetto: Soggetto, grafia: str, dove: str) -> GrafiaSoggetto | None:
    """Remember a name that a soggetto had; None when it was remembered already."""
    trovata, nuova = GrafiaSoggetto.objects.get_or_create(
        soggetto=soggetto, grafia=grafia, defaults={"dove": dove}
    )
    return trovata if nuova else None


def tell_accepted(richiesta: RichiestaVariazione) -> None:
    """Tell the referenti that the card says now what they asked."""
    _tell(richiesta, "accolta", "è stata accolta: la scheda è aggiornata", "")


def tell_refused(richiesta: RichiestaVariazione, motivo: str) -> None:
    """Tell the referenti that the card stays as it is, and why."""
    _tell(richiesta, "respinta", "non è stata accolta: la scheda resta com’è", motivo)


def _tell(richiesta: RichiestaVariazione, esito: str, detto: str, motivo: str) -> None:
    perche = f"Il motivo: {motivo}\n\n" if motivo else ""
    notify_subject(
        richiesta.soggetto,
        f"variazione-{esito}:{richiesta.codice}",
        f"{richiesta.soggetto.nome_breve}: richiesta di variazione {esito}",
        f"La richiesta di variazione {richiesta.codice} {detto}.\n\n{_written(richiesta)}\n\n"
        f"{perche}La scheda: {settings.BASE_URL}{richiesta.soggetto.get_absolute_url()}\n\n"
        f"{CORTESIA}",
    )


def _written(richiesta: RichiestaVariazione) -> str:
    return "\n".join(
        f"- {riga.campo}: da «{riga.allora}» a «{riga.chiesto}»" for riga in compare(richiesta)
    )


def _in_words(nome: str, valore: str | None) -> str:
    if not valore:
        return "nessuno"
    scelte = dict(Soggetto._meta.get_field(nome).flatchoices)
    return str(scelte.get(valore, valore))
