-- Grain: one row per code of an area and period. `telt_als`: the area under which its figures count.
-- That is the area itself where its code means the same place in every month of the period that
-- these tables hold. Else the figures of a neighbourhood count as `onbekend`, and those of a
-- district not at all: its neighbourhoods do.
with
grenzen as (
    select periode_soort, periode, min(maand) as eerste, max(maand) as laatste
    from int_perioden
    group by periode_soort, periode
),

heel as (
    select
        int_gebieden.gebied_code,
        int_gebieden.gebied_soort,
        grenzen.periode_soort,
        grenzen.periode,
        max(
            case
                when grenzen.eerste >= int_gebieden.maand_van and grenzen.laatste <= int_gebieden.maand_tot
                    then 1
                else 0
            end
        ) as is_heel
    from int_gebieden
    cross join grenzen
    group by
        int_gebieden.gebied_code,
        int_gebieden.gebied_soort,
        grenzen.periode_soort,
        grenzen.periode
)

select
    gebied_code,
    periode_soort,
    periode,
    case when is_heel = 1 then gebied_code when gebied_soort = 'buurt' then 'onbekend' end as telt_als
from heel
where is_heel = 1 or gebied_soort = 'buurt'
order by periode_soort, periode, gebied_code
