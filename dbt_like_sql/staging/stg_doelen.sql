-- Grain: one row per goal and delivery that holds it. `telt`: whether it is in the newest version of
-- its file.
-- nl: Een rij per doel van het veiligheidsprogramma en levering waarin het staat, met of die versie
-- van het bestand nu geldt.
select
    stg_teamversies.volgorde,
    stg_teamversies.ontvangen_op,
    stg_teamversies.telt,
    staged_doelen.*
from staged_doelen
inner join stg_teamversies on staged_doelen.levering_id = stg_teamversies.levering_id
order by stg_teamversies.volgorde, staged_doelen.rijnummer
