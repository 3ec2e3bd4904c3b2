-- Grain: one row per focus area in the newest versions of the files of the team. An area in two files is
-- one: the newest delivery tells it.
-- nl: Een rij per aandachtsgebied dat nu op een lijst van het team staat, met de straten, buurten en
-- plaatsen waaruit het bestaat.
with
gerangschikt as (
    select
        stg_aandachtsgebieden.*,
        row_number() over (
            partition by stg_aandachtsgebieden.gebied_code
            order by stg_aandachtsgebieden.volgorde desc, stg_aandachtsgebieden.levering_id desc
        ) as rang
    from stg_aandachtsgebieden
    where stg_aandachtsgebieden.telt
)

select
    gebied_code,
    naam as gebiedsnaam,
    soort,
    nullif(straten, '') as straten,
    nullif(buurten, '') as buurten,
    nullif(plaatsen, '') as plaatsen,
    cast(nullif(van, '') as date) as geldig_van,
    cast(nullif(tot, '') as date) as geldig_tot,
    coalesce(nullif(substr(van, 1, 7), ''), '0000-01') as maand_van,
    coalesce(nullif(substr(tot, 1, 7), ''), '9999-12') as maand_tot
from gerangschikt
where rang = 1
order by gebied_code
