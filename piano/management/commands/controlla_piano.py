"""Prints what the checks find in the Piano: for a person, or as JSON for a program."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from conciliazione.periodi import today
from piano.dati import day_of_data
from piano.deroghe import Gruppo, Quadro, Riscontro, by_check, review
from piano.enums import LivelloRilievo
from piano.models import Piano
from rete.models import Ciclo

# What a finding is for a program; nothing else, in this order.
CAMPI = ("chiave", "controllo", "livello", "capitolo", "oggetto", "testo", "rimedio")


class Command(BaseCommand):
    help = "Esegue i controlli di coerenza sul Piano: elenca i rilievi, prima gli errori."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--ciclo", help="il ciclo, per esempio 2014-2015; se manca, il corrente"
        )
        parser.add_argument(
            "--al", type=date.fromisoformat, help="il giorno dei dati, per esempio 2014-06-27"
        )
        parser.add_argument(
            "--livello", choices=LivelloRilievo.values, help="solo i rilievi di questo livello"
        )
        parser.add_argument("--json", action="store_true", help="scrive un elenco JSON")
        parser.add_argument(
            "--verifica",
            action="store_true",
            help="esce con 1 se resta un errore senza deroga",
        )

    def handle(self, *args: object, **options: object) -> None:
        piano = find_plan(options["ciclo"])
        quadro = review(piano, options["al"] or day_of_data(piano, today()))
        scelti = [
            r for r in quadro.riscontri if options["livello"] in (None, r.rilievo.livello.value)
        ]
        self.stdout.write(as_json(scelti) if options["json"] else as_text(scelti))
        if options["verifica"] and quadro.errori:
            raise SystemExit(1)


def find_plan(slug: str | None) -> Piano:
    """The Piano of that ciclo, or of the current one."""
    ciclo = Ciclo.objects.filter(slug=slug).first() if slug else Ciclo.objects.current()
    piano = Piano.objects.filter(ciclo=ciclo).select_related("ciclo").first() if ciclo else None
    if piano is None:
        di_quale = f"del ciclo «{slug}»" if slug else "da controllare"
        raise CommandError(
            f"Non c'è un Piano {di_quale}: caricare i dati, per esempio con"
            " «manage.py carica_piano_2014»."
        )
    return piano


def as_json(riscontri: Sequence[Riscontro]) -> str:
    """A list of objects with the keys of `CAMPI`; waived or not, they are all there."""
    righe = [{campo: getattr(r.rilievo, campo) for campo in CAMPI} for r in riscontri]
    return json.dumps(righe, ensure_ascii=False, indent=2)


def as_text(riscontri: Sequence[Riscontro]) -> str:
    """The findings under their checks, then how many they are."""
    righe = [riga for gruppo in by_check(riscontri) for riga in _group(gruppo)]
    return "\n".join([*righe, _summary(Quadro(tuple(riscontri)))])


def _group(gruppo: Gruppo) -> Iterator[str]:
    quanti = len(gruppo.riscontri)
    yield f"{gruppo.livello.label.upper()} · {gruppo.controllo.titolo} ({quanti})"
    for riscontro in gruppo.riscontri:
        yield from _finding(riscontro)
    yield ""


def _finding(riscontro: Riscontro) -> Iterator[str]:
    rilievo = riscontro.rilievo
    dove = f"cap. {rilievo.capitolo}, " if rilievo.capitolo else ""
    yield f"  - {dove}{rilievo.oggetto}: {rilievo.testo}"
    yield f"    Rimedio: {rilievo.rimedio}"
    if deroga := riscontro.deroga:
        yield f"    Deroga n. {deroga.numero} ({deroga.in_veste_di}): {deroga.motivo}"


def _summary(quadro: Quadro) -> str:
    if not quadro.riscontri:
        return "Nessun rilievo."
    errori = [r for r in quadro.riscontri if r.is_error]
    avvertenze = len(quadro.riscontri) - len(errori)
    derogati = len(errori) - len(quadro.errori)
    return (
        f"Errori: {len(errori)}, di cui con deroga: {derogati}. Avvertenze: {avvertenze}."
        f" Rilievi in tutto: {len(quadro.riscontri)}."
    )
