from django.apps import AppConfig


class ProgettiConfig(AppConfig):
    name = "progetti"
    verbose_name = "Progetti"

    def ready(self) -> None:
        """Show what the room knows in the places that pages declare."""
        from django.db.models.signals import post_save

        from alleanze.models import Partenariato
        from conciliazione import cronaca, documenti, riquadri, velo
        from progetti import (  # noqa: F401 - all register
            cifre,
            cifre_avanzamento,
            da_fare_avvisi,
            da_fare_monitoraggio,
            da_fare_partner,
            da_fare_proposte,
            da_fare_valutazioni,
            da_fare_vita,
            dati_aperti,
            graduatorie_aperte,
            lettera_esito,
            lettere,
            pannelli,
            receivers,
            tasks,
            transitions,
        )
        from progetti.file_proposte import reads_proposal_file
        from progetti.models import Incompatibilita, PartecipazioneProposta, Proposta
        from progetti.permissions import can_read_call_file, reads_proof_file
        from progetti.sigillate import VELI
        from rete.models import Legame
        from rete.signals import mandate_ended

        documenti.register_reader("progetti.Avviso", can_read_call_file)
        documenti.register_reader("progetti.Proposta", reads_proposal_file)
        documenti.register_reader("progetti.Prova", reads_proof_file)
        cronaca.register(Proposta, da_fare_proposte.told_proposals, da_fare_proposte.told_page)
        for modello, dette, *pagina in da_fare_monitoraggio.STORIE:
            cronaca.register(modello, dette, *pagina)
        for modello, velate in VELI.items():
            velo.register(modello, velate)
        for modello in (Partenariato, Legame, PartecipazioneProposta, Incompatibilita):
            post_save.connect(receivers.forget_the_unfit, sender=modello)
        mandate_ended.connect(receivers.forget_the_unfit)

        riquadri.register("scrivania", da_fare_avvisi.scrivania)
        riquadri.register("scrivania", da_fare_partner.asked_to_take_part)
        riquadri.register("scrivania", da_fare_partner.own_drafts)
        riquadri.register("scrivania", da_fare_valutazioni.scrivania)
        riquadri.register("scrivania", da_fare_monitoraggio.scrivania)
        riquadri.register("scrivania", da_fare_proposte.scrivania)
        riquadri.register("scrivania", da_fare_vita.scrivania)
        riquadri.register("menu", pannelli.menu)
        riquadri.register("sezione", pannelli.sezione)
        riquadri.register("home", pannelli.home)
        riquadri.register("novita", pannelli.novita)
        riquadri.register("percorsi", pannelli.percorsi)
        riquadri.register("mappa", pannelli.mappa)
        riquadri.register("alleanza", pannelli.alleanza)
        riquadri.register("progetto", pannelli.avanzamento)
        riquadri.register("progetto", pannelli.progetto)
        riquadri.register("seduta", pannelli.seduta)
