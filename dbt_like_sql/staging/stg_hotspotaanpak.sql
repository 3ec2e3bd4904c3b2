-- Grain: one row per line of the hotspot approach and delivery that holds it; `telt`: it stands in the newest version.
select
    stg_teamversies.volgorde,
    stg_teamversies.ontvangen_op,
    stg_teamversies.telt,
    staged_hotspotaanpak.*
from staged_hotspotaanpak
inner join stg_teamversies on staged_hotspotaanpak.levering_id = stg_teamversies.levering_id
order by stg_teamversies.volgorde, staged_hotspotaanpak.rijnummer
