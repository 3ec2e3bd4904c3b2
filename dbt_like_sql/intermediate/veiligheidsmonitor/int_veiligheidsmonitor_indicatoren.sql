-- Grain: one row per delivered indicator of the Veiligheidsmonitor, under its latest name.
-- nl: Een rij per indicator uit de Veiligheidsmonitor, onder de laatst geleverde naam, met thema,
-- eenheid en definitie.
with
gerangschikt as (
    select
        indicator_id,
        bron,
        naam,
        thema,
        eenheid,
        row_number() over (
            partition by indicator_id
            order by case when eenheid = '' then 1 else 0 end, volgorde desc, rijnummer
        ) as rang
    from stg_veiligheidsmonitor
),

reeksen as (
    select indicator_id, max(definitie_versie) as definitie_versie
    from stg_veiligheidsmonitor
    where waarde is not null
    group by indicator_id
)

select
    gerangschikt.indicator_id,
    gerangschikt.bron,
    gerangschikt.naam,
    gerangschikt.thema,
    nullif(gerangschikt.eenheid, '') as eenheid,
    'Uitkomst van de Veiligheidsmonitor'
        || case when gerangschikt.eenheid = '' then '' else ', in ' || gerangschikt.eenheid end as definitie,
    coalesce(reeksen.definitie_versie, 1) as definitie_versie,
    case when reeksen.definitie_versie = 2 then '2021-01' end as definitie_sinds,
    3000 + cast(row_number() over (order by gerangschikt.thema, gerangschikt.indicator_id) as integer)
        as volgorde
from gerangschikt
left join reeksen on gerangschikt.indicator_id = reeksen.indicator_id
where gerangschikt.rang = 1
order by gerangschikt.indicator_id
