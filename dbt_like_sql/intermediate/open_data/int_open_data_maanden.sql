-- Grain: one row per month of the open data and longer period that contains it. `maanden` is the
-- number of months in the whole period.
-- nl: Een rij per maand uit de open data van de politie en langere periode waarin die valt (kwartaal,
-- halfjaar, jaar, twaalf maanden).
with
nummers as (
    select distinct
        periode as maand,
        cast(substr(periode, 1, 4) as integer) as jaar,
        cast(substr(periode, 6, 2) as integer) as maand_van_jaar,
        cast(substr(periode, 1, 4) as integer) * 12 + cast(substr(periode, 6, 2) as integer) - 1
            as maandnummer
    from int_open_data_cijfers
    where periode_soort = 'maand'
)

select
    maand,
    maandnummer,
    'kwartaal' as periode_soort,
    cast(jaar as varchar) || '-Q' || cast(cast(floor((maand_van_jaar + 2) / 3) as integer) as varchar)
        as periode,
    3 as maanden
from nummers
union all
select
    maand,
    maandnummer,
    'halfjaar',
    cast(jaar as varchar) || '-H' || (case when maand_van_jaar <= 6 then '1' else '2' end),
    6
from nummers
union all
select maand, maandnummer, 'jaar', cast(jaar as varchar), 12 from nummers
union all
select daarin.maand, daarin.maandnummer, '12m', eerste.maand || '--' || laatste.maand, 12
from nummers as laatste
inner join nummers as eerste on laatste.maandnummer = eerste.maandnummer + 11
inner join nummers as daarin
    on daarin.maandnummer >= eerste.maandnummer and daarin.maandnummer <= laatste.maandnummer
order by maandnummer, periode_soort, periode
