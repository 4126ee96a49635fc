from django.apps import AppConfig


class PianoConfig(AppConfig):
    name = "piano"
    verbose_name = "Piano territoriale"

    def ready(self) -> None:
        """Register what the room knows and does, and what it shows in the pages of others."""
        from conciliazione import cronaca, riquadri
        from piano import capitoli, cifre, dati_aperti, pannelli, tasks, transitions  # noqa: F401 - all register

        riquadri.register("menu", pannelli.menu)
        riquadri.register("percorsi", pannelli.percorsi)
        riquadri.register("mappa", pannelli.mappa)
        riquadri.register("novita", pannelli.novita)
        for storia in pannelli.STORIE:
            cronaca.register(*storia)
