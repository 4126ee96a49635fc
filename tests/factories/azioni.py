"""Makers of the rows of what the network does: alliances, projects, training, money."""

from datetime import date
from decimal import Decimal
from string import ascii_lowercase, digits

from alleanze.enums import RuoloPartenariato, TipoConvenzione
from alleanze.models import Alleanza, Convenzione, Partenariato
from formazione.models import AzioneComunicazione, Iniziativa, RigaAzione
from progetti.enums import FonteFinanziamento, OrigineProgetto
from progetti.models import Indicatore, ObiettivoSpecifico, Progetto, RisultatoAtteso
from risorse.enums import ScopoVoce
from risorse.models import Stanziamento, Voce
from tests.factories.numeri import numeri
from tests.factories.rete import make_ciclo, make_soggetto

# Two of them are the letter of a project: in order for as long as the numbers go.
SEGNI = digits + ascii_lowercase


def make_alleanza(**campi: object) -> Alleanza:
    n = next(numeri)
    return Alleanza.objects.create(
        **{
            "slug": f"alleanza-{n}",
            "ciclo": campi.get("ciclo") or make_ciclo(),
            "denominazione": f"Alleanza {n}",
            **campi,
        }
    )


def make_partenariato(**campi: object) -> Partenariato:
    return Partenariato.objects.create(
        **{
            "alleanza": campi.get("alleanza") or make_alleanza(),
            "soggetto": campi.get("soggetto") or make_soggetto(),
            "ruolo": RuoloPartenariato.PARTNER,
            **campi,
        }
    )


def make_convenzione(**campi: object) -> Convenzione:
    """An agreement that was signed."""
    return Convenzione.objects.create(
        **{
            "alleanza": campi.get("alleanza") or make_alleanza(),
            "tipo": TipoConvenzione.SPERIMENTAZIONE,
            "oggetto": "Orari flessibili in due aziende",
            "altre_parti": "Due aziende",
            "firmata_il": date(2015, 3, 12),
            **campi,
        }
    )


def make_progetto(**campi: object) -> Progetto:
    n = next(numeri)
    return Progetto.objects.create(
        **{
            "slug": f"progetto-{n}",
            "ciclo": campi.get("ciclo") or make_ciclo(),
            "lettera": SEGNI[n // 36 % 36] + SEGNI[n % 36],
            "titolo": f"Progetto {n}",
            "origine": OrigineProgetto.INTERNO,
            **campi,
        }
    )


def make_iniziativa(**campi: object) -> Iniziativa:
    n = next(numeri)
    return Iniziativa.objects.create(
        **{
            "slug": f"iniziativa-{n}",
            "ciclo": campi.get("ciclo") or make_ciclo(),
            "ordine": n,
            "tipologia": "Convegno",
            "argomento": f"Iniziativa {n}",
            "contenuti": "Di che cosa si parla.",
            "obiettivi": "A che cosa serve.",
            "destinatari": "Imprese",
            "edizioni": 1,
            "dal": date(2014, 10, 1),
            "al": date(2014, 11, 30),
            **campi,
        }
    )


def make_azione(**campi: object) -> AzioneComunicazione:
    n = next(numeri)
    return AzioneComunicazione.objects.create(
        **{
            "slug": f"azione-{n}",
            "ciclo": campi.get("ciclo") or make_ciclo(),
            "numero": n,
            "titolo": f"Azione {n}",
            **campi,
        }
    )


def make_riga_azione(**campi: object) -> RigaAzione:
    n = next(numeri)
    return RigaAzione.objects.create(
        **{
            "azione": campi.get("azione") or make_azione(),
            "ordine": n,
            "destinatari": "Tutti",
            "strumento": f"Strumento {n}",
            "descrizione": "Che cosa si fa.",
            "dal": date(2014, 10, 1),
            "al": date(2016, 9, 30),
            **campi,
        }
    )


def make_obiettivo(**campi: object) -> ObiettivoSpecifico:
    n = next(numeri)
    return ObiettivoSpecifico.objects.create(
        **{
            "progetto": campi.get("progetto") or make_progetto(),
            "numero": n,
            "titolo": f"Obiettivo {n}",
            **campi,
        }
    )


def make_risultato(**campi: object) -> RisultatoAtteso:
    n = next(numeri)
    return RisultatoAtteso.objects.create(
        **{
            "obiettivo": campi.get("obiettivo") or make_obiettivo(),
            "ordine": n,
            "testo": f"Risultato {n}",
            **campi,
        }
    )


def make_indicatore(**campi: object) -> Indicatore:
    n = next(numeri)
    return Indicatore.objects.create(
        **{
            "risultato": campi.get("risultato") or make_risultato(),
            "ordine": n,
            "denominazione": f"Indicatore {n}",
            "unita": "numero",
            **campi,
        }
    )


def make_voce(**campi: object) -> Voce:
    n = next(numeri)
    return Voce.objects.create(
        **{
            "slug": f"voce-{n}",
            "ciclo": campi.get("ciclo") or make_ciclo(),
            "denominazione_citata": f"Voce {n}",
            "scopo": ScopoVoce.FORMAZIONE,
            "ordine": n,
            **campi,
        }
    )


def make_stanziamento(**campi: object) -> Stanziamento:
    return Stanziamento.objects.create(
        **{
            "voce": campi.get("voce") or make_voce(),
            "fonte": FonteFinanziamento.REGIONALE,
            "importo": Decimal("1000.00"),
        }
        | campi
    )
