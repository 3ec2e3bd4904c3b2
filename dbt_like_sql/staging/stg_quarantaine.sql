-- Grain: one row per fault of a delivery that was known on the reference date.
select
    stg_ontvangen.bron,
    quarantaine.levering_id,
    quarantaine.rijnummer,
    quarantaine.kolom,
    quarantaine.reden,
    quarantaine.soort
from quarantaine
inner join stg_ontvangen on quarantaine.levering_id = stg_ontvangen.levering_id
order by stg_ontvangen.bron, stg_ontvangen.ontvangen_op, stg_ontvangen.bestandsnaam, quarantaine.levering_id, quarantaine.rijnummer, quarantaine.kolom
