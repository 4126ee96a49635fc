"""The windows of the demo, and what each project reports in them, by the steps that people make."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from progetti.finestre import open_window
from progetti.management.passi_demo import Scheda, dated, day, do, moment, move, person
from progetti.models import Consegna, FinestraMonitoraggio, Indicatore, Progetto, Prova, TipoProva
from progetti.models import Rilevazione as Riga
from progetti.registrazione import write_note, write_value
from progetti.righe_consegna import indicators_of, key_of
from rete.models import Ciclo, Utente

APRE_ALLE, SCADE_ALLE = 9, 18
UN_GIORNO = timedelta(days=1)
PAGINA = "https://alleanze.example/prove/{}"
VERIFICA, CHIUDE = "operatore", "chiusa"


def create_windows(scheda: Scheda) -> list[FinestraMonitoraggio]:
    """The windows of the file, in order."""
    return [_window(riga) for riga in scheda["finestre"]]


def _window(riga: Scheda) -> FinestraMonitoraggio:
    dal, al = map(day, riga["periodo"])
    apre, scade = riga["consegna"]
    with dated(moment(dal, APRE_ALLE) if day(dal) < day(0) else None):
        return open_window(
            FinestraMonitoraggio(
                ciclo=Ciclo.objects.current(),
                denominazione=riga["nome"],
                dal=dal,
                al=al,
                apre_il=moment(apre, APRE_ALLE),
                scade_il=moment(scade, SCADE_ALLE),
                creata_da=person(VERIFICA),
            )
        )


def report(scheda: Scheda, finestre: list[FinestraMonitoraggio], stati: list[str]) -> None:
    """What a project reports in each window, verified and closed where the window is."""
    progetto = Progetto.objects.get(slug=scheda["progetto"])
    indicatori = {key_of(i): i for i in indicators_of(progetto)}
    for finestra, sua, stato in zip(finestre, scheda["finestre"], stati, strict=True):
        consegna = Consegna.objects.get(finestra=finestra, progetto=progetto)
        _report_window(consegna, sua, indicatori, person(scheda["chi"]), stato)


def close_others(finestre: list[FinestraMonitoraggio], stati: list[str]) -> None:
    """The windows that are over are over for every project."""
    for finestra, stato in zip(finestre, stati, strict=True):
        if stato == CHIUDE:
            for consegna in Consegna.objects.filter(finestra=finestra).not_closed():
                _close(consegna)


def _report_window(
    consegna: Consegna,
    sua: Scheda,
    indicatori: Mapping[str, Indicatore],
    chi: Utente,
    stato: str,
) -> None:
    veri = {"scade_il": consegna.scade_il, "chiude_il": consegna.chiude_il}
    chiusa = stato == CHIUDE
    if chiusa:
        domani = moment(1, SCADE_ALLE)
        move(consegna, scade_il=domani, chiude_il=domani + UN_GIORNO)
    quando = veri["scade_il"] - 6 * UN_GIORNO if chiusa else None
    for riga in sua.get("prove", ()):
        _prove(consegna, riga, indicatori, chi, quando)
    with dated(quando):
        for chiave, valore in sua.get("valori", {}).items():
            write_value(consegna, indicatori[chiave], Decimal(valore), 0, chi)
        for chiave, testo in sua.get("note", {}).items():
            write_note(consegna, indicatori[chiave], testo, 0, chi)
    if chiusa:
        do(consegna, "deliver", chi, quando=quando)
        _verify(consegna, quando + 8 * UN_GIORNO)
        move(consegna, **veri)
        _close(consegna)
        return
    _examine(consegna, sua, indicatori)


def _prove(
    consegna: Consegna,
    riga: Scheda,
    indicatori: Mapping[str, Indicatore],
    chi: Utente,
    quando: datetime | None,
) -> None:
    giorno: date = day(riga["data"])
    with dated(quando):
        prova = Prova.objects.create(
            progetto=consegna.progetto,
            tipo=TipoProva.objects.get(slug=riga["tipo"]),
            titolo=riga["titolo"],
            data=giorno,
            luogo=riga.get("luogo", ""),
            link=PAGINA.format(f"{consegna.progetto.slug}-{giorno:%Y-%m-%d}"),
            registrata_da=chi,
        )
    quote = {indicatori[k]: Decimal(v) for k, v in riga["quote"].items()}
    do(prova, "record", chi, quando=quando, quote=quote, consegna=consegna)


def _verify(consegna: Consegna, quando: datetime) -> None:
    for riga in Riga.objects.filter(consegna=consegna, stato="dichiarata").order_by("pk"):
        do(riga, "verify", person(VERIFICA), quando=quando)


def _examine(consegna: Consegna, sua: Scheda, indicatori: Mapping[str, Indicatore]) -> None:
    """What the staff have verified, and sent back, of a window that is still open."""
    for chiave in sua.get("verifica", ()):
        do(_line(consegna, indicatori[chiave]), "verify", person(VERIFICA))
    for chiave, motivo in sua.get("restituisci", {}).items():
        do(_line(consegna, indicatori[chiave]), "give_back", person(VERIFICA), motivo)


def _line(consegna: Consegna, indicatore: Indicatore) -> Riga:
    return Riga.objects.get(consegna=consegna, indicatore=indicatore)


def _close(consegna: Consegna) -> None:
    do(consegna, "close", None, quando=consegna.chiude_il)
