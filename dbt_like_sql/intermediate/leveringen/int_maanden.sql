-- Grain: one row per calendar month of the sources of rows: every month from the first delivered to
-- the last, plus any month outside that range in which a stray row counts.
-- nl: Een rij per maand van de eerste tot en met de laatste geleverde maand, met kwartaal, halfjaar en
-- jaar; ook de maand van een losse rij daarbuiten staat erin.
with
grenzen as (
    select
        min(cast(substr(maand, 1, 4) as integer) * 12 + cast(substr(maand, 6, 2) as integer) - 1) as eerste,
        max(cast(substr(maand, 1, 4) as integer) * 12 + cast(substr(maand, 6, 2) as integer) - 1) as laatste
    from stg_dekking
    inner join bronnen on stg_dekking.bron = bronnen.bron and bronnen.soort = 'rijen'
),

nummers as (
    select unnest(range(eerste, laatste + 1)) as maandnummer from grenzen
    union
    select cast(substr(maand, 1, 4) as integer) * 12 + cast(substr(maand, 6, 2) as integer) - 1
    from int_tellingen
    where tot is null
),

delen as (
    select
        cast(maandnummer as integer) as maandnummer,
        cast(floor(maandnummer / 12) as integer) as jaar,
        cast(maandnummer % 12 + 1 as integer) as maand_van_jaar
    from nummers
)

select
    cast(jaar as varchar) || '-' || lpad(cast(maand_van_jaar as varchar), 2, '0') as maand,
    maandnummer,
    jaar,
    cast(jaar as varchar) || '-Q' || cast(cast(floor((maand_van_jaar + 2) / 3) as integer) as varchar)
        as kwartaal,
    cast(jaar as varchar) || '-H' || (case when maand_van_jaar <= 6 then '1' else '2' end) as halfjaar
from delen
order by maandnummer
