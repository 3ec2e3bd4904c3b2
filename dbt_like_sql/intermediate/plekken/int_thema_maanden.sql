-- Grain: one row per theme and calendar month: whether each source knows the theme, and whether it
-- delivered that month. Where deliveries are limited to certain incident codes, a theme with none of
-- those codes counts as not delivered.
-- nl: Een rij per thema en maand: of de politie en het meldsysteem het thema kennen, en of zij de
-- maand hebben geleverd. Hiermee is een 0 te onderscheiden van een cijfer dat ontbreekt.
with
geteld as (
    select
        thema,
        max(case when bron = 'politie' then 1 else 0 end) as politie,
        max(case when bron = 'melddesk' then 1 else 0 end) as melddesk
    from int_thematellingen
    where tot is null
    group by thema
),

politie_geleverd as (
    select distinct thema_politie.thema, stg_dekking.maand
    from stg_dekking
    inner join thema_politie on stg_dekking.code is null or stg_dekking.code = thema_politie.mk_code
    where stg_dekking.bron = 'politie'
),

melddesk_geleverd as (
    select distinct maand from stg_dekking where bron = 'melddesk'
)

select
    thema_lijst.thema,
    int_maanden.maand,
    int_maanden.maandnummer,
    int_maanden.jaar,
    thema_lijst.politie = 'J' or coalesce(geteld.politie, 0) = 1 as kent_politie,
    thema_lijst.melddesk = 'J' or coalesce(geteld.melddesk, 0) = 1 as kent_melddesk,
    politie_geleverd.maand is not null as politie_geleverd,
    melddesk_geleverd.maand is not null as melddesk_geleverd
from thema_lijst
inner join int_maanden on int_maanden.per_thema
left join geteld on thema_lijst.thema = geteld.thema
left join politie_geleverd
    on thema_lijst.thema = politie_geleverd.thema and int_maanden.maand = politie_geleverd.maand
left join melddesk_geleverd on int_maanden.maand = melddesk_geleverd.maand
order by thema_lijst.thema, int_maanden.maandnummer
