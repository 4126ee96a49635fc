"""Docker asks the web server itself, in the name of the public site."""

import pytest

from scripts.healthcheck import is_healthy
from scripts.services import free_port


@pytest.mark.django_db
def test_a_server_that_answers_is_healthy(live_server, settings):
    settings.ALLOWED_HOSTS = ["rete.example"]
    assert is_healthy(live_server.url, "https://rete.example")


@pytest.mark.django_db
def test_a_server_that_refuses_the_question_is_not(live_server, settings):
    settings.ALLOWED_HOSTS = ["altrove.example"]
    assert not is_healthy(live_server.url, "https://rete.example")


def test_where_nobody_listens_nobody_is_healthy():
    assert not is_healthy(f"http://127.0.0.1:{free_port()}", "https://rete.example")
