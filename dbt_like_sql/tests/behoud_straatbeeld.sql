-- Every registration and every report counts exactly once by street and once by neighbourhood, linked
-- or not. [blocks]
with
bevroren as (
    select
        coalesce(sum(case when int_tellingen.bron = 'politie' then 1 else 0 end), 0) as politie,
        coalesce(sum(case when int_tellingen.bron = 'melddesk' then 1 else 0 end), 0) as melddesk
    from int_tellingen
    inner join stg_bevroren on int_tellingen.levering_id = stg_bevroren.levering_id
    where int_tellingen.tot is null
),

feiten as (
    select
        (select count(*) from registraties) + bevroren.politie as politie,
        (select count(*) from meldingen) + bevroren.melddesk as melddesk
    from bevroren
),

straat as (
    select
        coalesce(sum(politie_registraties), 0) as politie,
        coalesce(sum(melddesk_meldingen), 0) as melddesk
    from straatbeeld
),

buurt as (
    select
        coalesce(sum(politie_registraties), 0) as politie,
        coalesce(sum(melddesk_meldingen), 0) as melddesk
    from buurtbeeld
)

select feiten.*, straat.politie as straat_politie, straat.melddesk as straat_melddesk,
    buurt.politie as buurt_politie, buurt.melddesk as buurt_melddesk
from feiten
cross join straat
cross join buurt
where feiten.politie <> straat.politie
    or feiten.melddesk <> straat.melddesk
    or feiten.politie <> buurt.politie
    or feiten.melddesk <> buurt.melddesk
