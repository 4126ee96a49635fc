"""The monitoring, for who reports, for who verifies and for everybody: with 10 projects and 100.

    python -m bench.monitoraggio riempi 100      fills the empty database of this process
    python -m bench.monitoraggio misura cartella-10 cartella-100

Each project has 30 indicators and 8 windows, of which the last is open; in each window every
indicator has a value, that rests on 5 proofs. The capofila leads an alliance of 10 projects.
"""

import json
import os
import sys
from datetime import timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path

import django

GIRI = 15
POCHI, MOLTI = 10, 100
OBIETTIVI, RISULTATI = 5, 6
FINESTRE, PROVE = 8, 5
PROGETTI_PER_ALLEANZA = 10
LIMITE = 1.5
CAPOFILA, OPERATORE = "capofila@ente.example", "operatore@ente.example"
# What is asked, and who asks; nobody is everybody.
PAGINE = (
    ("Cruscotto del capofila", "/monitoraggio/", CAPOFILA),
    ("Cruscotto dell'ente capofila", "/monitoraggio/", OPERATORE),
    ("A che punto siamo", "/progetti/a-che-punto-siamo/", ""),
)


def fill(quanti: int) -> None:
    """The territory, the projects with their indicators, what they reported in every window."""
    from django.core.management import call_command
    from django.db import transaction

    from bench.sintetici.territorio import write_territory

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        ciclo = write_territory()
        progetti = _write_projects(quanti, ciclo)
        indicatori = _write_indicators(progetti)
        consegne = _write_windows(progetti, ciclo)
        _write_values(consegne, indicatori)


def _write_projects(quanti: int, ciclo: object) -> list:
    """Ten projects for each alliance; who leads the first one, and who verifies, have a delega."""
    from alleanze.models import Alleanza, Partenariato
    from bench.sintetici.parti import FRASE, LETTERE, many, named
    from progetti.models import Progetto
    from rete.enums import NaturaSoggetto
    from rete.models import Soggetto

    quante = (quanti - 1) // PROGETTI_PER_ALLEANZA + 1
    natura = NaturaSoggetto.values[0]
    capi = many(
        Soggetto,
        ({"slug": s, "denominazione": d, "natura": natura} for _, s, d in named("Capo", quante)),
    )
    alleanze = many(
        Alleanza,
        (
            {"slug": slug, "ciclo": ciclo, "denominazione": nome, "ordine": n}
            for n, slug, nome in named("Alleanza", quante)
        ),
    )
    coppie = zip(alleanze, capi, strict=True)
    many(Partenariato, ({"alleanza": a, "soggetto": s, "ruolo": "capofila"} for a, s in coppie))
    _delegate(CAPOFILA, capi[0], "referente", ciclo)
    _delegate(OPERATORE, ciclo.capofila, "operatore", ciclo)
    return many(
        Progetto,
        (
            {
                "slug": slug,
                "ciclo": ciclo,
                "lettera": LETTERE[n],
                "titolo": titolo,
                "origine": "avviso",
                "alleanza": alleanze[n // PROGETTI_PER_ALLEANZA],
                "introduzione": FRASE,
                "contesto": FRASE,
                "dal": ciclo.dal,
                "al": ciclo.dal + timedelta(days=6 * 365),
            }
            for n, slug, titolo in named("Progetto", quanti)
        ),
    )


def _delegate(email: str, soggetto: object, ruolo: str, ciclo: object) -> None:
    from rete.models import Delega, Utente

    utente = Utente.objects.create_user(email, None, nome=email)
    Delega.objects.create(utente=utente, soggetto=soggetto, ruolo=ruolo, dal=ciclo.dal)


def _write_indicators(progetti: list) -> dict[int, list]:
    """Thirty for each project: half of those that add up, half with a target."""
    from bench.sintetici.parti import FRASE, many
    from progetti.models import Indicatore, ObiettivoSpecifico, RisultatoAtteso

    obiettivi = many(
        ObiettivoSpecifico,
        (
            {"progetto": p, "numero": n, "titolo": f"Obiettivo di prova {n}"}
            for p, n in product(progetti, range(1, OBIETTIVI + 1))
        ),
    )
    risultati = many(
        RisultatoAtteso,
        (
            {"obiettivo": o, "ordine": n, "testo": FRASE}
            for o, n in product(obiettivi, range(1, RISULTATI + 1))
        ),
    )
    indicatori = many(
        Indicatore,
        (
            {
                "risultato": r,
                "ordine": 1,
                "denominazione": f"Indicatore di prova {r.ordine}",
                "unita": "persone",
                "cumulativo": bool(r.ordine % 2),
                "target": Decimal(90) if r.ordine % 3 else None,
            }
            for r in risultati
        ),
    )
    di_chi: dict[int, list] = {}
    for indicatore in indicatori:
        di_chi.setdefault(indicatore.risultato.obiettivo.progetto_id, []).append(indicatore)
    return di_chi


def _write_windows(progetti: list, ciclo: object) -> list:
    """Eight half-years, the last of which is open: what each project owes in each."""
    from django.utils import timezone

    from bench.sintetici.parti import many
    from progetti.models import Consegna, FinestraMonitoraggio

    adesso, mezzo = timezone.now(), timedelta(days=182)
    finestre = many(
        FinestraMonitoraggio,
        (
            {
                "ciclo": ciclo,
                "denominazione": f"Semestre {n}",
                "dal": adesso.date() - mezzo * (FINESTRE - n) + timedelta(days=1),
                "al": adesso.date() - mezzo * (FINESTRE - n - 1),
                "apre_il": adesso - mezzo * (FINESTRE - n - 1) - timedelta(days=1),
                "scade_il": adesso - mezzo * (FINESTRE - n - 1) + timedelta(days=60),
            }
            for n in range(FINESTRE)
        ),
    )
    return many(
        Consegna,
        (
            {
                "finestra": f,
                "progetto": p,
                "scade_il": f.scade_il,
                "chiude_il": f.scade_il + timedelta(days=30),
                "stato": "attesa" if f is finestre[-1] else "chiusa",
                "chiusa_il": None if f is finestre[-1] else f.scade_il + timedelta(days=30),
            }
            for f, p in product(finestre, progetti)
        ),
    )


def _write_values(consegne: list, indicatori: dict[int, list]) -> None:
    """Five proofs for each delivery, on which every value rests; all verified, but in the last
    window, where one in three waits."""
    from django.utils import timezone

    from bench.sintetici.parti import many
    from progetti.models import Prova, QuotaProva, Rilevazione, TipoProva

    tipo = TipoProva.objects.create(slug="verbale", denominazione="Verbale")
    coppie = list(product(consegne, range(PROVE)))
    prove = many(
        Prova,
        (
            {
                "progetto": c.progetto,
                "tipo": tipo,
                "titolo": f"Incontro {n}",
                "data": c.finestra.al,
                "link": "https://rete.example/incontro",
                "stato": "registrata",
            }
            for c, n in coppie
        ),
    )
    di_consegna: dict[int, list] = {}
    for (consegna, _), prova in zip(coppie, prove, strict=True):
        di_consegna.setdefault(consegna.pk, []).append(prova)
    righe = many(
        Rilevazione,
        (
            {
                "consegna": c,
                "indicatore": i,
                "data": c.finestra.al,
                "valore": Decimal(n % 9 + 1),
                "stato": "dichiarata",
                "dichiarata_il": timezone.now(),
            }
            for c in consegne
            for n, i in enumerate(indicatori[c.progetto_id])
        ),
    )
    many(
        QuotaProva,
        (
            {"prova": p, "rilevazione": r, "indicatore": r.indicatore, "quantita": Decimal(1)}
            for r in righe
            for p in di_consegna[r.consegna_id]
        ),
    )
    # What is verified is sealed with its proofs: it is verified last.
    aspettano = [r.pk for r in righe if r.consegna.stato == "attesa" and r.indicatore_id % 3 == 0]
    verificate = Rilevazione.objects.exclude(pk__in=aspettano)
    verificate.update(stato="verificata", verificata_il=timezone.now())


def compare(basi: dict[int, Path]) -> dict[str, dict[str, list]]:
    """Queries and milliseconds of each page, at both sizes."""
    from bench.tempi import Banco, reading
    from progetti.views.a_che_punto import PuntoListView
    from progetti.views.monitoraggio import cruscotto
    from rete.models import Utente

    # Of the many as many are shown as there are of the few: like is compared with like.
    cruscotto.PER_PAGINA = PuntoListView.paginate_by = POCHI
    banchi: dict[tuple[int, str], Banco] = {}
    for giro, (quanti, base) in product(range(GIRI + 1), basi.items()):
        with reading(base):
            for nome, url, chi in PAGINE:
                if giro == 0:
                    banchi[quanti, nome] = Banco()
                    if chi:
                        banchi[quanti, nome].client.force_login(Utente.objects.get(email=chi))
                    banchi[quanti, nome].warm_up(url, quanti)
                else:
                    banchi[quanti, nome].time(url, quanti)
    return {
        nome: {
            "query": [banchi[quanti, nome].query[url, quanti] for quanti in basi],
            "ms": [banchi[quanti, nome].milliseconds(url, quanti) for quanti in basi],
        }
        for nome, url, _ in PAGINE
    }


def report(misure: dict[str, dict[str, list]]) -> int:
    """Print the figures; 1 when a bound is broken."""
    difetti = []
    for nome, misura in misure.items():
        (pochi, molti), query = misura["ms"], misura["query"]
        volte = molti / pochi
        print(
            f"{nome}: {query[1]} query, {volte:.2f} × con {MOLTI} progetti"
            f" ({pochi:.1f} e {molti:.1f} ms)"
        )
        if len(set(query)) > 1:
            difetti.append(f"{nome}: le query crescono, {query}")
        if volte > LIMITE:
            difetti.append(f"{nome}: {volte:.2f} × con {MOLTI} progetti, oltre {LIMITE} ×")
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
