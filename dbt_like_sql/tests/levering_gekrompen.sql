-- A delivery with far fewer rows than the one that it replaces, or than its predecessor. [warns]
with
eenmaands as (
    select
        levering_id,
        bron,
        rijen,
        lag(rijen) over (partition by bron order by maand_van, ontvangen_op) as vorige
    from leveringen
    where maand_van = maand_tot and bron <> 'registers'
)

select eenmaands.levering_id, eenmaands.bron, eenmaands.rijen, eenmaands.vorige
from eenmaands
cross join stg_instellingen
where eenmaands.rijen < stg_instellingen.krimp_waarschuwing * eenmaands.vorige
