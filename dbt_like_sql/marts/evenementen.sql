-- Grain: one row per event in the newest versions of the files of the team. The same event in two files
-- is one: the newest delivery tells it.
with
gerangschikt as (
    select
        stg_evenementen.*,
        row_number() over (
            partition by stg_evenementen.naam, stg_evenementen.van, stg_evenementen.gebied
            order by stg_evenementen.volgorde desc, stg_evenementen.levering_id desc
        ) as rang
    from stg_evenementen
    where stg_evenementen.telt
)

select
    'evenement_' || cast(row_number() over (order by van, naam, gebied) as varchar) as evenement_id,
    naam,
    soort,
    cast(van as date) as van,
    cast(tot as date) as tot,
    substr(van, 1, 7) as maand_van,
    substr(tot, 1, 7) as maand_tot,
    gebied_soort,
    gebied,
    nullif(buurten, '') as buurten,
    nullif(toelichting, '') as toelichting
from gerangschikt
where rang = 1
order by van, naam, gebied
