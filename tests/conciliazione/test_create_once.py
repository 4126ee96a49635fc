"""A form sent twice creates one thing, also when the two arrive together."""

from threading import Thread

import pytest
from django.db import IntegrityError, connection

from conciliazione.forms import ReceiptForm
from conciliazione.models import Messaggio, Ricevuta
from conciliazione.ricevute import new_token, once
from rete.models import Utente
from tests.factories import make_utente
from tests.insieme import meet


def create(chiave: str) -> str:
    Messaggio.objects.create(
        chiave=chiave, destinatario="a@rete.example", oggetto="Prova", testo="Prova"
    )
    return chiave


@pytest.mark.django_db
def test_the_second_post_shows_the_first_ones_result() -> None:
    persona, gettone = make_utente(), new_token()

    prima = once(persona, "prova", gettone, lambda: create("prima"))
    seconda = once(persona, "prova", gettone, lambda: create("seconda"))

    assert (prima, seconda) == (("prima", True), ("prima", False))
    assert [m.chiave for m in Messaggio.objects.all()] == ["prima"]


@pytest.mark.django_db
def test_another_token_person_or_purpose_creates_again() -> None:
    persona, gettone = make_utente(), new_token()
    casi = [
        (persona, "prova", gettone),
        (persona, "prova", new_token()),
        (persona, "altro", gettone),
        (make_utente(), "prova", gettone),
    ]

    nuovi = [once(*caso, lambda n=n: create(f"n{n}"))[1] for n, caso in enumerate(casi)]

    assert nuovi == [True] * 4


@pytest.mark.django_db
def test_a_creation_that_fails_leaves_no_receipt_and_can_be_tried_again() -> None:
    persona, gettone = make_utente(), new_token()
    create("gia-presente")

    with pytest.raises(IntegrityError):
        once(persona, "prova", gettone, lambda: create("gia-presente"))

    assert Ricevuta.objects.count() == 0
    assert once(persona, "prova", gettone, lambda: create("nuova")) == ("nuova", True)


def test_each_form_shown_carries_its_own_token() -> None:
    gettoni = {ReceiptForm()["gettone"].value() for _ in range(3)}

    assert len(gettoni) == 3
    assert not ReceiptForm({"gettone": ""}).is_valid()
    assert ReceiptForm({"gettone": gettoni.pop()}).is_valid()


@pytest.mark.servizi
@pytest.mark.parametrize(("same_token", "created"), [(True, 1), (False, 4)])
def test_of_four_posts_at_once_one_creates(
    transactional_db: None, same_token: bool, created: int
) -> None:
    """With a token each, the guard is off: the negative control."""
    persona, gettone, insieme = make_utente(), new_token(), meet(4)
    esiti: list[tuple[str, bool]] = []

    def post(persona: Utente, n: int) -> None:
        insieme.wait()
        scelto = gettone if same_token else new_token()
        esiti.append(once(persona, "prova", scelto, lambda: create(f"n{n}")))
        connection.close()

    threads = [Thread(target=post, args=[persona, n]) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Messaggio.objects.count() == created
    assert sorted(nuovo for _, nuovo in esiti) == [False] * (4 - created) + [True] * created
    assert {risultato for risultato, _ in esiti} == {m.chiave for m in Messaggio.objects.all()}
