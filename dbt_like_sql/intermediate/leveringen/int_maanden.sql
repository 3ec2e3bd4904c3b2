-- Grain: one row per calendar month of the sources of rows: every month from the first delivered to
-- the last, plus any month outside that range in which a stray row counts. `per_thema`: the same of
-- the sources that are shown by theme, whose tables may not grow by the months of another source.
-- nl: Een rij per maand van de eerste tot en met de laatste geleverde maand, met kwartaal, halfjaar en
-- jaar; ook de maand van een losse rij daarbuiten staat erin.
with
grenzen as (
    select
        bronnen.per_thema,
        min(cast(substr(maand, 1, 4) as integer) * 12 + cast(substr(maand, 6, 2) as integer) - 1) as eerste,
        max(cast(substr(maand, 1, 4) as integer) * 12 + cast(substr(maand, 6, 2) as integer) - 1) as laatste
    from stg_dekking
    inner join bronnen on stg_dekking.bron = bronnen.bron and bronnen.soort = 'rijen'
    group by bronnen.per_thema
),

geleverd as (
    select unnest(range(min(eerste), max(laatste) + 1)) as maandnummer, false as per_thema
    from grenzen
    union all
    select unnest(range(eerste, laatste + 1)) as maandnummer, per_thema
    from grenzen
    union all
    select
        cast(substr(int_tellingen.maand, 1, 4) as integer) * 12
            + cast(substr(int_tellingen.maand, 6, 2) as integer) - 1 as maandnummer,
        bronnen.per_thema
    from int_tellingen
    inner join bronnen on int_tellingen.bron = bronnen.bron
    where int_tellingen.tot is null
),

delen as (
    select
        cast(maandnummer as integer) as maandnummer,
        cast(floor(maandnummer / 12) as integer) as jaar,
        cast(maandnummer % 12 + 1 as integer) as maand_van_jaar,
        bool_or(per_thema) as per_thema
    from geleverd
    group by maandnummer
)

select
    cast(jaar as varchar) || '-' || lpad(cast(maand_van_jaar as varchar), 2, '0') as maand,
    maandnummer,
    jaar,
    cast(jaar as varchar) || '-Q' || cast(cast(floor((maand_van_jaar + 2) / 3) as integer) as varchar)
        as kwartaal,
    cast(jaar as varchar) || '-H' || (case when maand_van_jaar <= 6 then '1' else '2' end) as halfjaar,
    per_thema
from delen
order by maandnummer
