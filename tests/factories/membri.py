"""What happens to the card of a member."""

from rete.models import RichiestaVariazione, Successione, UnioneSoggetti
from rete.unioni import merge
from tests.factories.rete import DAL, make_soggetto, make_utente


def make_richiesta_variazione(**campi: object) -> RichiestaVariazione:
    soggetto = campi.get("soggetto") or make_soggetto()
    return RichiestaVariazione.objects.create(
        **{
            "soggetto": soggetto,
            "valori": {"denominazione": f"{soggetto} rinnovato"},
            "precedenti": {"denominazione": soggetto.denominazione},
            "nota": "Nuovo statuto",
            "chiesta_da": campi.get("chiesta_da") or make_utente(),
            **campi,
        }
    )


def make_successione(**campi: object) -> Successione:
    return Successione.objects.create(
        **{
            "da": campi.get("da") or make_soggetto(),
            "a": campi.get("a") or make_soggetto(),
            "dal": DAL,
            **campi,
        }
    )


def make_unione(**campi: object) -> UnioneSoggetti:
    """Two cards made one, really."""
    scelti = {"resta": make_soggetto, "via": make_soggetto, "by": make_utente}
    parti = {nome: campi.get(nome) or fai() for nome, fai in scelti.items()}
    return merge(motivo=campi.get("motivo", "Registrata due volte"), **parti)
