-- Grain: one row per goal and delivery that holds it. `telt`: whether it is in the newest version of
-- its file; of a file that is edited the newest version counts, whole.
with
versies as (
    select
        levering_id,
        volgorde,
        ontvangen_op,
        row_number() over (partition by lower(bestandsnaam) order by volgorde desc) = 1 as telt
    from stg_leveringen
    where bron = 'doelen'
)

select
    versies.volgorde,
    versies.ontvangen_op,
    versies.telt,
    staged_doelen.*
from staged_doelen
inner join versies on staged_doelen.levering_id = versies.levering_id
order by versies.volgorde, staged_doelen.rijnummer
