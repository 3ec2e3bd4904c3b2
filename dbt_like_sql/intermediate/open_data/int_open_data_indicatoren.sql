-- Grain: one row per delivered code of the open data, as an indicator of its own, under its latest
-- official name. `zelfde_als`: the indicator of the incident export with exactly the same incident
-- codes; the two are side by side and never added up.
-- nl: Een rij per code uit de open data van de politie, als eigen indicator, met waar mogelijk de
-- indicator uit de politielevering die precies hetzelfde telt. De twee worden nooit opgeteld.
with
gerangschikt as (
    select
        indicator_id,
        bron,
        domein,
        code,
        naam,
        row_number() over (
            partition by indicator_id
            order by case when naam = code then 1 else 0 end, volgorde desc, naam
        ) as rang
    from stg_open_data
)

select
    gerangschikt.indicator_id,
    gerangschikt.bron,
    gerangschikt.naam,
    case
        when gerangschikt.domein = 'overlast' then 'Open data politie: overlast'
        else 'Open data politie: misdrijven'
    end as thema,
    case
        when gerangschikt.domein = 'overlast'
            then 'Registraties van overlast in de open data van de politie, code '
        else 'Geregistreerde misdrijven in de open data van de politie, code '
    end || gerangschikt.code as definitie,
    coalesce(open_data_codes.registratietype, 'onbekend') as registratietype,
    open_data_codes.zelfde_als,
    1000 + coalesce(cast(open_data_codes.volgorde as integer), 500)
        + case
            when open_data_codes.code is null
                then cast(
                    row_number() over (
                        partition by case when open_data_codes.code is null then 1 else 0 end
                        order by gerangschikt.indicator_id
                    ) as integer
                )
            else 0
        end as volgorde
from gerangschikt
left join open_data_codes
    on gerangschikt.domein = open_data_codes.domein and gerangschikt.code = open_data_codes.code
where gerangschikt.rang = 1
order by gerangschikt.domein, gerangschikt.code
