-- Every registration and every report counts exactly once by street and once by neighbourhood, linked
-- or not. [blocks]
with
feiten as (
    select
        (select count(*) from registraties) as politie,
        (select count(*) from meldingen) as melddesk
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
