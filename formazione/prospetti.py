"""What the pages show of the initiatives and of the actions: timelines, months of a year."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from formazione.mesi import Mese
from formazione.models import Iniziativa, RigaAzione
from rete.models import Ciclo


def initiatives_chart(iniziative: Sequence[Iniziativa]) -> dict[str, object]:
    """The timeline of the initiatives, a group a ciclo; each comes with its ciclo."""
    righe = [(i.ciclo, str(i), i) for i in iniziative]
    return _timeline("iniziative", "Quando sono previste le iniziative", righe)


def actions_chart(righe: Sequence[RigaAzione]) -> dict[str, object]:
    """The timeline of the rows of the actions, a group a ciclo; each comes with its action."""
    tutte = [(r.azione.ciclo, f"{r.azione.numero}. {r.strumento}", r) for r in righe]
    return _timeline("azioni", "Quando sono previste le azioni", tutte)


def year_rows(
    iniziative: Iterable[Iniziativa], mesi: Sequence[Mese]
) -> list[tuple[Iniziativa, list[bool]]]:
    """Of each initiative, whether each of the months meets its period."""
    return [(i, [mese.meets(i.dal, i.al) for mese in mesi]) for i in iniziative]


def month_rows(iniziative: Iterable[Iniziativa], mese: Mese) -> list[tuple[Iniziativa, str]]:
    """Of each initiative that a month meets, which month of its period it is."""
    return [(i, _in_month(i, mese)) for i in iniziative]


def _in_month(iniziativa: Iniziativa, mese: Mese) -> str:
    comincia = iniziativa.dal is not None and iniziativa.dal >= mese.dal
    finisce = iniziativa.al is not None and iniziativa.al <= mese.al
    if comincia and finisce:
        return "solo in questo mese"
    if comincia:
        return "primo mese del periodo"
    return "ultimo mese del periodo" if finisce else "nel mezzo del periodo"


def _bar(etichetta: str, riga: Iniziativa | RigaAzione) -> dict[str, object]:
    giorni = {"dal": riga.dal, "al": riga.al}
    return {
        "etichetta": etichetta,
        **{nome: giorno and giorno.isoformat() for nome, giorno in giorni.items()},
    }


def _timeline(
    nome: str, titolo: str, righe: list[tuple[Ciclo, str, Iniziativa | RigaAzione]]
) -> dict[str, object]:
    """The end of the ciclo is drawn where the rows belong to one."""
    gruppi = [(ciclo, list(sue)) for ciclo, sue in groupby(righe, key=lambda riga: riga[0])]
    fine = {"fine_ciclo": gruppi[0][0].al.isoformat()} if len(gruppi) == 1 else {}
    return {
        "forma": "tempi",
        "chiave": f"tempi-{nome}",
        "titolo": titolo,
        "tabella": "tabella in questa pagina",
        "gruppi": [
            {"titolo": str(ciclo), "righe": [_bar(etichetta, riga) for _, etichetta, riga in sue]}
            for ciclo, sue in gruppi
        ],
        **fine,
    }
