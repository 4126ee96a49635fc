"""Whatever the partners, the ties and the seats, no sheet goes to a member in conflict."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from progetti.enums import AmbitoIncompatibilita
from progetti.incompatibilita import (
    Componente,
    Concorrente,
    forbidden_pairs,
    free_pairs,
    structural_conflicts,
)

enti = st.integers(1, 12)
gruppi = st.frozensets(enti, min_size=1, max_size=4)
casi = st.fixed_dictionaries(
    {
        "membri": st.lists(gruppi, min_size=1, max_size=6),
        "proposte": st.lists(gruppi, min_size=1, max_size=5),
        "legami": st.lists(st.tuples(enti, enti), max_size=8),
        "personali": st.sets(st.tuples(st.integers(0, 5), st.integers(0, 4)), max_size=3),
        "ambito": st.sampled_from(AmbitoIncompatibilita),
    }
)


def naive(caso: dict) -> set[tuple[int, int]]:
    """Who may not score what, by asking every question one by one."""
    coppie = list(product(range(len(caso["membri"])), range(len(caso["proposte"]))))

    def clash(membro: int, proposta: int) -> bool:
        for mio in caso["membri"][membro]:
            for suo in caso["proposte"][proposta]:
                if mio == suo or (mio, suo) in caso["legami"] or (suo, mio) in caso["legami"]:
                    return True
        return (membro, proposta) in caso["personali"]

    if caso["ambito"] == AmbitoIncompatibilita.PROPOSTA:
        return {coppia for coppia in coppie if clash(*coppia)}
    quante = range(len(caso["proposte"]))
    return {(m, p) for m, p in coppie if any(clash(m, altra) for altra in quante)}


def computed(caso: dict) -> set[tuple[int, int]]:
    """The same, as the portal computes it."""
    membri = [Componente(n, chi) for n, chi in enumerate(caso["membri"])]
    proposte = [Concorrente(n, chi) for n, chi in enumerate(caso["proposte"])]
    esistono = set(product(range(len(membri)), range(len(proposte))))
    trovati = structural_conflicts(membri, proposte, caso["legami"])
    coppie = {(c.mandato, c.proposta) for c in trovati} | (caso["personali"] & esistono)
    return forbidden_pairs(coppie, range(len(proposte)), caso["ambito"])


@settings(max_examples=500, deadline=None)
@given(caso=casi)
def test_no_sheet_goes_to_a_member_in_conflict(caso: dict) -> None:
    vietate = naive(caso)
    seggi = [[n] for n in range(len(caso["membri"]))]
    schede = set(free_pairs(seggi, range(len(caso["proposte"])), computed(caso)))

    assert computed(caso) == vietate
    tutte = set(product(range(len(caso["membri"])), range(len(caso["proposte"]))))
    assert schede == tutte - vietate


@settings(max_examples=300, deadline=None)
@given(caso=casi, due=st.booleans())
def test_a_seat_scores_a_proposal_once_by_the_first_who_may(caso: dict, due: bool) -> None:
    membri = list(range(len(caso["membri"])))
    seggi = [membri[:2], *([m] for m in membri[2:])] if due else [[m] for m in membri]
    vietate = naive(caso)

    schede = list(free_pairs(seggi, range(len(caso["proposte"])), computed(caso)))

    for proposta, mandati in product(range(len(caso["proposte"])), seggi):
        liberi = [m for m in mandati if (m, proposta) not in vietate]
        assert [m for m, p in schede if p == proposta and m in mandati] == liberi[:1]
