-- Grain: one row per neighbourhood: a code and the range of months in which it means the same place,
-- with its latest known inhabitants.
-- nl: Een rij per buurt en tijdvak waarin de code dezelfde plaats betekent, met naam, wijk en het
-- laatst bekende aantal inwoners.
with
gerangschikt as (
    select
        buurtcode,
        maand_van,
        inwoners,
        inwoners_jaar,
        row_number() over (partition by buurtcode, maand_van order by jaar desc) as rang
    from int_inwoners
)

select
    gebieden.buurtcode,
    gebieden.buurtnaam,
    gebieden.wijkcode,
    gebieden.wijknaam,
    gerangschikt.inwoners,
    gerangschikt.inwoners_jaar,
    cast(gebieden.geldig_van as date) as geldig_van,
    cast(gebieden.geldig_tot as date) as geldig_tot,
    gebieden.maand_van,
    gebieden.maand_tot
from gebieden
left join gerangschikt
    on gebieden.buurtcode = gerangschikt.buurtcode
    and gebieden.maand_van = gerangschikt.maand_van
    and gerangschikt.rang = 1
order by gebieden.buurtcode, gebieden.maand_van
