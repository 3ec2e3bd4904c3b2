-- Grain: one row: the half-year of the council's issue, its last month, and the twelve months up to
-- it. This is the requested issue, or else the latest half-year for which every month was delivered:
-- by the police; without police figures by the report system; without either in the open data. No row
-- where that half-year is incomplete.
-- nl: Hooguit één rij: het halfjaar van de uitgave voor de raad, met de laatste maand ervan en de
-- twaalf maanden tot en met die maand. Zonder compleet geleverd halfjaar is er geen rij.
with
geteld as (
    select int_perioden.periode, max(int_perioden.laatste_maandnummer) as laatste_maandnummer
    from int_perioden
    inner join int_geleverde_maanden on int_perioden.maand = int_geleverde_maanden.maand
    where int_perioden.periode_soort = 'halfjaar'
        and case
            when (select max(politie) from int_geleverde_maanden) = 1 then int_geleverde_maanden.politie
            else int_geleverde_maanden.melddesk
        end = 1
    group by int_perioden.periode
    having count(*) = 6
),

open_data as (
    select periode, max(maandnummer) as laatste_maandnummer
    from int_open_data_maanden
    where periode_soort = 'halfjaar' and (select count(*) from int_geleverde_maanden) = 0
    group by periode
    having count(*) = 6
),

samen as (
    select * from geteld
    union all
    select * from open_data
),

gekozen as (
    select samen.periode, samen.laatste_maandnummer
    from samen
    cross join instellingen
    where samen.periode = coalesce(instellingen.raad_periode, (select max(periode) from samen))
)

select
    periode as halfjaar,
    laatste_maandnummer,
    cast(cast(floor(laatste_maandnummer / 12) as integer) as varchar)
        || '-' || lpad(cast(laatste_maandnummer % 12 + 1 as varchar), 2, '0') as laatste_maand,
    cast(cast(floor((laatste_maandnummer - 11) / 12) as integer) as varchar)
        || '-' || lpad(cast((laatste_maandnummer - 11) % 12 + 1 as varchar), 2, '0')
        || '--'
        || cast(cast(floor(laatste_maandnummer / 12) as integer) as varchar)
        || '-' || lpad(cast(laatste_maandnummer % 12 + 1 as varchar), 2, '0') as twaalf_maanden,
    cast(cast(floor((laatste_maandnummer - 23) / 12) as integer) as varchar)
        || '-' || lpad(cast((laatste_maandnummer - 23) % 12 + 1 as varchar), 2, '0')
        || '--'
        || cast(cast(floor((laatste_maandnummer - 12) / 12) as integer) as varchar)
        || '-' || lpad(cast((laatste_maandnummer - 12) % 12 + 1 as varchar), 2, '0') as twaalf_maanden_ervoor
from gekozen
