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
    buurten_lijst.buurtcode,
    buurten_lijst.buurtnaam,
    buurten_lijst.wijkcode,
    buurten_lijst.wijknaam,
    gerangschikt.inwoners,
    gerangschikt.inwoners_jaar,
    cast(buurten_lijst.geldig_van as date) as geldig_van,
    cast(buurten_lijst.geldig_tot as date) as geldig_tot,
    buurten_lijst.maand_van,
    buurten_lijst.maand_tot
from buurten_lijst
left join gerangschikt
    on buurten_lijst.buurtcode = gerangschikt.buurtcode
    and buurten_lijst.maand_van = gerangschikt.maand_van
    and gerangschikt.rang = 1
order by buurten_lijst.buurtcode, buurten_lijst.maand_van
