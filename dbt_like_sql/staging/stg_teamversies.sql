-- Grain: one row per delivery of a file that the team itself writes. `telt`: whether it is the newest
-- version of its file; of a file that is edited the newest version counts, whole.
select
    levering_id,
    bron,
    volgorde,
    ontvangen_op,
    row_number() over (partition by bron, lower(bestandsnaam) order by volgorde desc) = 1 as telt
from stg_leveringen
where bron in ('duiding', 'doelen', 'hotspotaanpak')
