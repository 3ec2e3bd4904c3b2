-- Grain: one row per interpretation and delivery that holds it; `telt`: it stands in the newest version.
select
    stg_teamversies.volgorde,
    stg_teamversies.ontvangen_op,
    stg_teamversies.telt,
    staged_duiding.*
from staged_duiding
inner join stg_teamversies on staged_duiding.levering_id = stg_teamversies.levering_id
order by stg_teamversies.volgorde, staged_duiding.rijnummer
