-- Grain: one row per neighbourhood (a code and the month from which it means this place) and calendar
-- year of the figures. The inhabitants are those of the year itself, or else of the last known year
-- before it, or else of the first after it; only from years in which the code meant the same place.
-- nl: Een rij per buurt en jaar: het aantal inwoners waarmee in dat jaar wordt gerekend, en van welk
-- jaar dat aantal is.
with
jaren as (
    select jaar from int_maanden
    union
    select cast(substr(periode, 1, 4) as integer) from int_open_data_cijfers
),

per_buurt as (
    select buurten_lijst.buurtcode, buurten_lijst.maand_van, inwoners.jaar, inwoners.inwoners
    from buurten_lijst
    inner join inwoners
        on buurten_lijst.buurtcode = inwoners.buurtcode
        and lpad(cast(inwoners.jaar as varchar), 4, '0') || '-01' >= buurten_lijst.maand_van
        and lpad(cast(inwoners.jaar as varchar), 4, '0') || '-01' <= buurten_lijst.maand_tot
),

gerangschikt as (
    select
        per_buurt.buurtcode,
        per_buurt.maand_van,
        jaren.jaar,
        per_buurt.inwoners,
        per_buurt.jaar as inwoners_jaar,
        row_number() over (
            partition by per_buurt.buurtcode, per_buurt.maand_van, jaren.jaar
            order by
                case when per_buurt.jaar <= jaren.jaar then 0 else 1 end,
                abs(per_buurt.jaar - jaren.jaar)
        ) as rang
    from per_buurt
    cross join jaren
)

select
    buurtcode,
    maand_van,
    jaar,
    cast(inwoners as integer) as inwoners,
    cast(inwoners_jaar as integer) as inwoners_jaar
from gerangschikt
where rang = 1
order by buurtcode, maand_van, jaar
