from django.apps import AppConfig


class ReteConfig(AppConfig):
    name = "rete"
    verbose_name = "Rete"

    def ready(self) -> None:
        """Show what the room knows in the places that pages declare."""
        from allauth.account.signals import password_reset
        from allauth.mfa import signals as mfa

        from conciliazione import cronaca, documenti, riquadri, scrivania
        from conciliazione.opendata import titolare as dati_di
        from conciliazione.signals import state_changed
        from rete import (  # noqa: F401 - all register
            accounts,
            attuale,
            cifre,
            cifre_aperte,
            cifre_crescita,
            da_fare,
            dati_aperti,
            pannelli,
            pannelli_scrivania,
            receivers,
            secondo_fattore,
            tasks,
            titolare,
            transitions,
        )
        from rete.file_domande import reads_application_file
        from rete.models import DomandaAdesione
        from rete.permissions import can_read_meeting_file

        dati_di.register(titolare.holder)
        documenti.register_reader("rete.DomandaAdesione", reads_application_file)
        documenti.register_reader("rete.Seduta", can_read_meeting_file)
        mfa.authenticator_added.connect(secondo_fattore.remember)
        mfa.authenticator_used.connect(secondo_fattore.remember)
        mfa.authenticator_removed.connect(secondo_fattore.forget)
        password_reset.connect(accounts.trust_reset_address)
        state_changed.connect(receivers.make_receipt, sender=DomandaAdesione)

        riquadri.register("menu", pannelli.menu)
        riquadri.register("home", pannelli.home)
        riquadri.register("novita", pannelli.novita)
        riquadri.register("percorsi", pannelli.percorsi)
        riquadri.register("mappa", pannelli.mappa)
        riquadri.register("sezione", pannelli.sezione)
        riquadri.register("scrivania", da_fare.scrivania)
        riquadri.register("scrivania", pannelli_scrivania.roles)
        riquadri.register("scrivania", pannelli_scrivania.actions)
        scrivania.register_reader(attuale.in_chosen_role)
        for storia in pannelli_scrivania.STORIE:
            cronaca.register(*storia)
