-- Grain: one row per delivery that counts: received by the reference date and not held. `volgorde`
-- numbers the deliveries of a source from old to new; all history is expressed in it. `stroom`: the
-- stream within which a later delivery of a month supersedes an earlier one. Report systems used side
-- by side each have their own stream, since a delivery of one says nothing about the other.
-- nl: Een rij per levering die meetelt: ontvangen op of voor de peildatum en niet vastgehouden. Het
-- volgnummer geeft aan welke levering van een bron nieuwer is.
select
    stg_ontvangen.levering_id,
    stg_ontvangen.bron,
    stg_ontvangen.bestandsnaam,
    stg_ontvangen.sha256,
    stg_ontvangen.ontvangen_op,
    stg_ontvangen.ontvangen_volgens,
    stg_ontvangen.meldsysteem,
    stg_ontvangen.rijen,
    stg_ontvangen.bestand_nr,
    stg_ontvangen.is_invoer,
    row_number() over (
        partition by stg_ontvangen.bron
        order by stg_ontvangen.rang
    ) as volgorde,
    case
        when bronnen.naast_elkaar
            then stg_ontvangen.bron || '/' || coalesce(nullif(stg_ontvangen.meldsysteem, ''), stg_ontvangen.bron)
        else stg_ontvangen.bron
    end as stroom
from stg_ontvangen
inner join bronnen on stg_ontvangen.bron = bronnen.bron
where stg_ontvangen.status <> 'vastgehouden'
order by stg_ontvangen.bron, volgorde
