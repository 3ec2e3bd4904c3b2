-- Grain: one row per calendar month: whether the police and the report system delivered it.
-- nl: Een rij per maand: of de politie en het meldsysteem die maand hebben geleverd.
with
geleverd as (
    select
        maand,
        max(case when bron = 'politie' then 1 else 0 end) as politie,
        max(case when bron = 'melddesk' then 1 else 0 end) as melddesk
    from stg_dekking
    group by maand
)

select
    int_maanden.maand,
    int_maanden.maandnummer,
    int_maanden.jaar,
    coalesce(geleverd.politie, 0) as politie,
    coalesce(geleverd.melddesk, 0) as melddesk
from int_maanden
left join geleverd on int_maanden.maand = geleverd.maand
where int_maanden.per_thema
order by int_maanden.maandnummer
