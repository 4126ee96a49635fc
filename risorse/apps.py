from django.apps import AppConfig


class RisorseConfig(AppConfig):
    name = "risorse"
    verbose_name = "Risorse"

    def ready(self) -> None:
        """Show what the room knows in the places that pages declare."""
        from conciliazione import riquadri
        from risorse import cifre, dati_aperti, pannelli  # noqa: F401 - registers its figures

        riquadri.register("sezione", pannelli.sezione)
        riquadri.register("home", pannelli.home)
        riquadri.register("percorsi", pannelli.percorsi)
        riquadri.register("mappa", pannelli.mappa)
        riquadri.register("progetto", pannelli.progetto)
        riquadri.register("alleanza", pannelli.alleanza)
