-- Grain: one row per event and delivery that holds it. `telt`: whether it is in the newest version of
-- its file.
-- nl: Een rij per evenement of maatregel en levering waarin die staat, met of die versie van het
-- bestand nu geldt.
select
    stg_teamversies.volgorde,
    stg_teamversies.ontvangen_op,
    stg_teamversies.telt,
    staged_evenementen.*
from staged_evenementen
inner join stg_teamversies on staged_evenementen.levering_id = stg_teamversies.levering_id
order by stg_teamversies.volgorde, staged_evenementen.rijnummer
