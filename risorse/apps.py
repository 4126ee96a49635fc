from django.apps import AppConfig


class RisorseConfig(AppConfig):
    name = "risorse"
    verbose_name = "Risorse"

    def ready(self) -> None:
        """Show what the room knows in the places that pages declare."""
        from conciliazione import riquadri
        from progetti import disponibilita
        from progetti.signals import project_funded, project_given_up
        from risorse import (  # noqa: F401 - registers its figures
            cifre,
            dati_aperti,
            pannelli,
            receivers,
        )
        from risorse.destinazioni import granted_to

        disponibilita.register(granted_to)

        riquadri.register("sezione", pannelli.sezione)
        riquadri.register("home", pannelli.home)
        riquadri.register("mappa", pannelli.mappa)
        riquadri.register("progetto", pannelli.progetto)
        riquadri.register("alleanza", pannelli.alleanza)
        project_funded.connect(receivers.allocate, dispatch_uid="risorse.allocate")
        project_given_up.connect(receivers.revoke, dispatch_uid="risorse.revoke")
