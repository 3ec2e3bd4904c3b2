-- Grain: one row per period and month in it. `maanden` is the number of months in a complete period.
-- nl: Een rij per periode (maand, kwartaal, halfjaar, jaar, twaalf maanden) en maand die erin valt.
-- Hiermee worden maanden tot langere perioden opgeteld.
with
samen as (
    select 'maand' as periode_soort, maand as periode, maand, maandnummer, 1 as maanden from int_maanden
    union all
    select 'kwartaal', kwartaal, maand, maandnummer, 3 from int_maanden
    union all
    select 'halfjaar', halfjaar, maand, maandnummer, 6 from int_maanden
    union all
    select 'jaar', cast(jaar as varchar), maand, maandnummer, 12 from int_maanden
    union all
    select
        '12m' as periode_soort,
        eerste.maand || '--' || laatste.maand as periode,
        daarin.maand,
        daarin.maandnummer,
        12 as maanden
    from int_maanden as laatste
    inner join int_maanden as eerste on laatste.maandnummer = eerste.maandnummer + 11
    inner join int_maanden as daarin
        on daarin.maandnummer >= eerste.maandnummer and daarin.maandnummer <= laatste.maandnummer
)

select
    periode_soort,
    periode,
    maand,
    maandnummer,
    maanden,
    max(maandnummer) over (partition by periode_soort, periode) as laatste_maandnummer
from samen
order by periode_soort, periode, maandnummer
