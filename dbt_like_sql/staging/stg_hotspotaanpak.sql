-- Grain: one row per line of the hotspot approach and delivery that holds it. `telt`: whether it is in
-- the newest version of its file.
-- nl: Een rij per regel van de hotspotaanpak en levering waarin die staat, met of die versie van het
-- bestand nu geldt.
select
    stg_teamversies.volgorde,
    stg_teamversies.ontvangen_op,
    stg_teamversies.telt,
    staged_hotspotaanpak.*
from staged_hotspotaanpak
inner join stg_teamversies on staged_hotspotaanpak.levering_id = stg_teamversies.levering_id
order by stg_teamversies.volgorde, staged_hotspotaanpak.rijnummer
