-- Grain: one row per delivery of which at least one row can be used, also of one that is held.
with
rijen as (
    select levering_id from staged_politie
    union all
    select levering_id from staged_melddesk
    union all
    select levering_id from staged_registers
    union all
    select levering_id from staged_veiligheidsmonitor
    union all
    select levering_id from staged_politie_open_data
    union all
    select levering_id from staged_duiding
    union all
    select levering_id from staged_doelen
    union all
    select levering_id from staged_hotspotaanpak
)

select levering_id, count(*) as aantal
from rijen
group by levering_id
order by levering_id
