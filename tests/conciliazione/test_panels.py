"""Pages show what apps above them registered, in order, without knowing them."""

from collections import defaultdict

import pytest

from conciliazione import riquadri
from conciliazione.riquadri import Panel, panels, register


@pytest.fixture(autouse=True)
def _no_providers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(riquadri, "_providers", defaultdict(list))


def test_panels_come_in_their_order_then_by_title() -> None:
    register("menu", lambda user, obj: [Panel("Il Piano", "/piano/", 6), Panel("B", ordine=1)])
    register("menu", lambda user, obj: [Panel("A", ordine=1)])

    assert [panel.titolo for panel in panels("menu", None)] == ["A", "B", "Il Piano"]


def test_a_provider_sees_who_looks_and_at_what() -> None:
    register("soggetto", lambda user, obj: [Panel(f"{obj} visto da {user}")])

    assert panels("soggetto", "Anna", "Comune") == [Panel("Comune visto da Anna")]


def test_the_same_provider_registered_twice_counts_once() -> None:
    def provider(user: object, obj: object) -> list[Panel]:
        return [Panel("Una volta")]

    register("home", provider)
    register("home", provider)

    assert panels("home", None) == [Panel("Una volta")]


def test_a_place_is_empty_until_someone_fills_it() -> None:
    assert panels("scrivania", None) == []


def test_an_unknown_place_is_refused() -> None:
    with pytest.raises(ValueError, match="cortile"):
        register("cortile", lambda user, obj: [])
    with pytest.raises(ValueError, match="cortile"):
        panels("cortile", None)
