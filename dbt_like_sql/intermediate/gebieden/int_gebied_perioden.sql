-- Grain: one row per area code and period: `telt_als` is the area under which its figures count. That
-- is the area itself where the code means the same place in every month of the period that these
-- tables hold. Otherwise the figures of a neighbourhood count as `onbekend`, and those of a district
-- are left out.
-- nl: Een rij per gebied en periode: onder welk gebied de cijfers tellen. Betekent een buurtcode niet
-- de hele periode dezelfde plaats, dan tellen de cijfers als onbekend.
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
