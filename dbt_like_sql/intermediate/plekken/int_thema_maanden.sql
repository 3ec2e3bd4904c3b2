-- Grain: one row per theme and calendar month: whether each source knows the theme, and whether it
-- delivered that month. Where deliveries are limited to certain incident codes, a theme with none of
-- those codes counts as not delivered; so does one with none of the codes of CBS, in a month that has
-- those alone.
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
    select distinct stg_klassen.thema, stg_dekking.maand
    from stg_dekking
    inner join stg_klassen on stg_dekking.code is null or stg_dekking.code = stg_klassen.mk_code
    left join int_politie_maanden on stg_dekking.maand = int_politie_maanden.maand
    where stg_dekking.bron = 'politie'
        and (
            int_politie_maanden.maand is null
            or not int_politie_maanden.alleen_cbs
            or stg_klassen.in_misdrijven
            or (stg_klassen.in_overlast and int_politie_maanden.met_overlast)
        )
    union
    select thema_instellingen.thema, stg_dekking.maand
    from stg_dekking
    cross join thema_instellingen
    where stg_dekking.bron = 'politie' and stg_dekking.code is null and thema_instellingen.politie = 'J'
),

melddesk_geleverd as (
    select distinct maand from stg_dekking where bron = 'melddesk'
)

select
    stg_themas.thema,
    int_maanden.maand,
    int_maanden.maandnummer,
    int_maanden.jaar,
    stg_themas.politie = 'J' or coalesce(geteld.politie, 0) = 1 as kent_politie,
    stg_themas.melddesk = 'J' or coalesce(geteld.melddesk, 0) = 1 as kent_melddesk,
    politie_geleverd.maand is not null as politie_geleverd,
    melddesk_geleverd.maand is not null as melddesk_geleverd
from stg_themas
inner join int_maanden on int_maanden.per_thema
left join geteld on stg_themas.thema = geteld.thema
left join politie_geleverd
    on stg_themas.thema = politie_geleverd.thema and int_maanden.maand = politie_geleverd.maand
left join melddesk_geleverd on int_maanden.maand = melddesk_geleverd.maand
order by stg_themas.thema, int_maanden.maandnummer
