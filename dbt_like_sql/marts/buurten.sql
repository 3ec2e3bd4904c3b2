-- Grain: one row per neighbourhood of the municipality, with its latest known inhabitants.
with
gerangschikt as (
    select
        buurtcode,
        inwoners,
        inwoners_jaar,
        row_number() over (partition by buurtcode order by jaar desc) as rang
    from int_inwoners
)

select
    gebieden.buurtcode,
    gebieden.buurtnaam,
    gebieden.wijkcode,
    gebieden.wijknaam,
    gerangschikt.inwoners,
    gerangschikt.inwoners_jaar,
    cast(null as date) as geldig_van,
    cast(null as date) as geldig_tot
from gebieden
left join gerangschikt on gebieden.buurtcode = gerangschikt.buurtcode and gerangschikt.rang = 1
order by gebieden.buurtcode
