-- Grain: one row per line of the hotspot approach and delivery that holds it. `telt`: whether it is in the newest version of
-- its file; of a file that is edited the newest version counts, whole.
with
versies as (
    select
        levering_id,
        volgorde,
        ontvangen_op,
        row_number() over (partition by lower(bestandsnaam) order by volgorde desc) = 1 as telt
    from stg_leveringen
    where bron = 'hotspotaanpak'
)

select
    versies.volgorde,
    versies.ontvangen_op,
    versies.telt,
    staged_hotspotaanpak.*
from staged_hotspotaanpak
inner join versies on staged_hotspotaanpak.levering_id = versies.levering_id
order by versies.volgorde, staged_hotspotaanpak.rijnummer
