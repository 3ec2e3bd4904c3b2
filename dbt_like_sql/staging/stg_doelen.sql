-- Grain: one row per goal and delivery that holds it; `telt`: it stands in the newest version.
select
    stg_teamversies.volgorde,
    stg_teamversies.ontvangen_op,
    stg_teamversies.telt,
    staged_doelen.*
from staged_doelen
inner join stg_teamversies on staged_doelen.levering_id = stg_teamversies.levering_id
order by stg_teamversies.volgorde, staged_doelen.rijnummer
