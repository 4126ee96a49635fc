from django.apps import AppConfig


class PianoConfig(AppConfig):
    name = "piano"
    verbose_name = "Piano territoriale"

    def ready(self) -> None:
        """Register what the room knows and does, and what it shows in the pages of others."""
        from conciliazione import cronaca, documenti, riquadri
        from piano import (  # noqa: F401 - all register
            capitoli,
            cifre,
            cifre_indicatori,
            da_fare,
            dati_aperti,
            indicatori_aperti,
            pannelli,
            receivers,
            tasks,
            transitions,
        )
        from piano.permissions import reads_report_file
        from progetti.signals import delivery_closed

        riquadri.register("menu", pannelli.menu)
        riquadri.register("percorsi", pannelli.percorsi)
        riquadri.register("mappa", pannelli.mappa)
        riquadri.register("novita", pannelli.novita)
        riquadri.register("consegna", pannelli.consegna)
        riquadri.register("scrivania", da_fare.scrivania)
        documenti.register_reader("piano.Relazione", reads_report_file)
        delivery_closed.connect(receivers.report_what_closed, dispatch_uid="piano.relazioni")
        for storia in pannelli.STORIE:
            cronaca.register(*storia)
