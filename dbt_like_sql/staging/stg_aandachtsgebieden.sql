-- Grain: one row per focus area and delivery that holds it. `telt`: whether it is in the newest version
-- of its file.
-- nl: Een rij per aandachtsgebied en levering waarin het staat, met of die versie van het bestand nu
-- geldt.
select
    stg_teamversies.volgorde,
    stg_teamversies.ontvangen_op,
    stg_teamversies.telt,
    staged_aandachtsgebieden.*
from staged_aandachtsgebieden
inner join stg_teamversies on staged_aandachtsgebieden.levering_id = stg_teamversies.levering_id
order by stg_teamversies.volgorde, staged_aandachtsgebieden.rijnummer
