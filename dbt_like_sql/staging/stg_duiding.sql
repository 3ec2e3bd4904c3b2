-- Grain: one row per interpretation and delivery that holds it. `telt`: whether it is in the newest
-- version of its file.
-- nl: Een rij per duiding van het team en levering waarin zij staat, met of die versie van het bestand
-- nu geldt.
select
    stg_teamversies.volgorde,
    stg_teamversies.ontvangen_op,
    stg_teamversies.telt,
    staged_duiding.* exclude (nieuw_niveau),
    coalesce(nullif(staged_duiding.nieuw_niveau, ''), 'nee') as nieuw_niveau
from staged_duiding
inner join stg_teamversies on staged_duiding.levering_id = stg_teamversies.levering_id
order by stg_teamversies.volgorde, staged_duiding.rijnummer
