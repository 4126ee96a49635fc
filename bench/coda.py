"""The queue of the membership requests, for who works through it: with 10 and with 10,000.

    python -m bench.coda riempi 10000      fills the empty database of this process
    python -m bench.coda misura cartella-10 cartella-10000

Of the large queue as many rows are shown as the small one has, so that like is compared with like.
"""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path

import django

GIRI = 15
PICCOLA, GRANDE = 10, 10_000
LIMITE = 1.5
INDIRIZZI = (
    "/rete/domande/",
    "/rete/domande/?stato=in_corso",
    "/rete/domande/?stato=inviata",
    "/rete/domande/?scadenza=entro_15",
    "/rete/domande/?assegnata=nessuno",
    "/rete/domande/?natura=impresa",
)


def fill(quante: int) -> None:
    """The staff, the territory, and requests of every state that was sent, some a day."""
    from django.core.management import call_command
    from django.db import transaction

    from bench.sintetici.territorio import write_territory

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        _write_requests(quante, _write_office(write_territory()))


def _write_office(ciclo: object) -> dict[str, object]:
    """The agreement, its terms, and who examines."""
    from rete.enums import Procedimento, RuoloDelega
    from rete.models import Accordo, Atto, Delega, Impegno, TermineProcedimento, Utente

    accordo, _ = Accordo.objects.get_or_create(
        ciclo=ciclo, defaults={"slug": "accordo", "denominazione": "Accordo"}
    )
    utente = Utente.objects.create_user("operatore@ente.example", None, nome="Operatore")
    ruolo = RuoloDelega.RESPONSABILE
    Delega.objects.create(utente=utente, soggetto=ciclo.capofila, ruolo=ruolo, dal=ciclo.dal)
    giorni = {"giorni": 30, "giorni_integrazione": 30, "giorni_osservazioni": 10}
    termine = TermineProcedimento.objects.create(
        procedimento=Procedimento.ADESIONE, dal=ciclo.dal, silenzio="–", fonte="–", **giorni
    )
    return {
        "accordo": accordo,
        "termine": termine,
        "impegno": Impegno.objects.create(versione=1, dal=ciclo.dal, testo="–"),
        "utente": utente,
        "atto": Atto.objects.create(
            slug="atto", tipo="determinazione", emanante="Ente", oggetto="Adesioni"
        ),
    }


def _write_requests(quante: int, ufficio: dict[str, object]) -> None:
    from bench.sintetici.parti import many
    from rete.models import DomandaAdesione, Sospensione

    domande = many(DomandaAdesione, (_request(n, ufficio) for n in range(quante)))
    many(
        Sospensione,
        (
            {
                "domanda": domanda,
                "tipo": "preavviso" if domanda.stato == "preavviso" else "integrazione",
                "testo": "Manca lo statuto.",
                "dal": domanda.entro_il - timedelta(days=20),
                "entro_il": domanda.entro_il,
            }
            for domanda in domande
            if domanda.is_suspended
        ),
    )


def _request(n: int, ufficio: dict[str, object]) -> dict[str, object]:
    """The n-th request: four in five wait for the office, as in the worst of queues."""
    from django.utils import timezone

    from bench.sintetici.parti import in_turn
    from conciliazione.collegamenti import fingerprint
    from rete.enums import NaturaSoggetto
    from rete.models import Comune

    stati = ("inviata", "in_istruttoria", "preavviso", "osservazioni", "respinta")
    stato, arrivata = stati[n % len(stati)], timezone.now() - timedelta(days=n * 7 % 60)
    comune = in_turn(_all_once(Comune))
    chi = {} if stato == "inviata" else {"assegnata_a": ufficio["utente"]}
    decisa = {"decisa_il": arrivata, "atto": ufficio["atto"]} if stato == "respinta" else {}
    return {
        "stato": stato,
        "accordo": ufficio["accordo"],
        "email": f"domanda-{n}@impresa.example",
        "impronta": fingerprint(str(n)),
        "collegamento_fino_a": arrivata,
        "confermata_il": arrivata,
        "inviata_il": arrivata,
        "denominazione": f"Impresa di prova {n:05d}",
        "natura": NaturaSoggetto.IMPRESA,
        "codice_fiscale": f"{n:011d}",
        "comune": comune(n) if n % 3 else None,
        "localita": "Località di prova",
        "rappresentante_nome": "Chi firma",
        "referente_nome": "Referente",
        "referente_email": f"referente-{n}@impresa.example",
        "impegno": ufficio["impegno"],
        "impegno_accettato_il": arrivata,
        "modalita_firma": "digitale",
        "termine": ufficio["termine"],
        "entro_il": timezone.localdate(arrivata) + timedelta(days=30),
        **chi,
        **decisa,
    }


_lette: dict[type, list] = {}


def _all_once(modello: type) -> list:
    """Every row of a table that does not change meanwhile, read once."""
    if modello not in _lette:
        _lette[modello] = list(modello.objects.all())
    return _lette[modello]


def compare(basi: dict[int, Path]) -> list[dict[str, object]]:
    """Of each address: queries at both sizes, and how many times as long with ten thousand."""
    from bench.tempi import Banco, reading
    from rete.models import Utente

    banchi: dict[int, Banco] = {}
    with reading(basi[PICCOLA]):
        mostrate = {url: _found(url) for url in INDIRIZZI}
    for giro in range(GIRI + 1):
        for quante, base in basi.items():
            with reading(base):
                if giro == 0:
                    banchi[quante] = Banco()
                    chi = Utente.objects.get(email="operatore@ente.example")
                    banchi[quante].client.force_login(chi)
                _ask_all(banchi[quante], quante, mostrate, first=giro == 0)
    return [_figures(url, banchi) for url in INDIRIZZI]


def _found(url: str) -> int:
    """How many requests an address finds in the small queue: so many are shown of the large one."""
    from django.http import QueryDict

    from rete.filters import DomandaFilter
    from rete.models import DomandaAdesione

    query = QueryDict(url.partition("?")[2])
    return DomandaFilter(query, queryset=DomandaAdesione.objects.all()).qs.count()


def _ask_all(banco: object, quante: int, mostrate: dict[str, int], *, first: bool) -> None:
    from rete.views.domande import DomandaListView

    for url in INDIRIZZI:
        DomandaListView.paginate_by = mostrate[url]
        if first:
            banco.warm_up(url, quante)
        else:
            banco.time(url, quante)


def _figures(url: str, banchi: dict[int, object]) -> dict[str, object]:
    ms = {quante: banco.milliseconds(url, quante) for quante, banco in banchi.items()}
    return {
        "url": url,
        "query": [banco.query[url, quante] for quante, banco in banchi.items()],
        "crescita": ms[GRANDE] / ms[PICCOLA],
        "ms": list(ms.values()),
    }


def faults(righe: list[dict[str, object]]) -> list[str]:
    """What breaks a bound, in words."""
    difetti = []
    for riga in righe:
        if len(set(riga["query"])) > 1:
            difetti.append(f"{riga['url']}: le query crescono, {riga['query']}")
        if riga["crescita"] > LIMITE:
            difetti.append(f"{riga['url']}: {riga['crescita']:.2f} × con {GRANDE} domande")
    return difetti


def report(righe: list[dict[str, object]]) -> int:
    """Print a line for each address; 1 when a bound is broken."""
    for riga in righe:
        print(
            f"{riga['url']}: {riga['query'][0]} query, {riga['crescita']:.2f} × con {GRANDE}"
            f" domande ({riga['ms'][0]:.1f} e {riga['ms'][1]:.1f} ms)"
        )
    difetti = faults(righe)
    print(*difetti, sep="\n")
    return int(bool(difetti))


def main(argomenti: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conciliazione.settings")
    django.setup()
    cosa, *resto = argomenti
    if cosa == "riempi":
        fill(int(resto[0]))
    else:
        basi = {int(Path(cartella).name): Path(cartella) for cartella in resto}
        json.dump(compare(basi), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
