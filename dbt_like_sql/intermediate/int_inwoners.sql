-- Grain: one row per neighbourhood and calendar year of the figures.
-- The inhabitants of the year itself, else of the last year before it, else of the first after it.
with
jaren as (
    select distinct jaar from int_maanden
),

gerangschikt as (
    select
        inwoners.buurtcode,
        jaren.jaar,
        inwoners.inwoners,
        inwoners.jaar as inwoners_jaar,
        row_number() over (
            partition by inwoners.buurtcode, jaren.jaar
            order by
                case when inwoners.jaar <= jaren.jaar then 0 else 1 end,
                abs(inwoners.jaar - jaren.jaar)
        ) as rang
    from inwoners
    cross join jaren
)

select buurtcode, jaar, cast(inwoners as integer) as inwoners, cast(inwoners_jaar as integer) as inwoners_jaar
from gerangschikt
where rang = 1
order by buurtcode, jaar
