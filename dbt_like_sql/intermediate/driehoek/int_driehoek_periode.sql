-- Grain: one row: the two months of the issue (January-February, March-April ...) and their month
-- numbers. This is the requested issue, or else the latest for which both months were delivered: by
-- the police; without police figures by the report system; without either in the open data. No row
-- where that issue is incomplete.
-- nl: Hooguit één rij: de twee maanden van de uitgave voor de Driehoek. Zonder twee compleet geleverde
-- maanden is er geen rij.
with
geleverd as (
    select
        maandnummer,
        case when (select max(politie) from int_geleverde_maanden) = 1 then politie else melddesk end
            as geleverd
    from int_geleverde_maanden
    union
    select maandnummer, 1 as geleverd
    from int_open_data_maanden
    where (select count(*) from int_geleverde_maanden) = 0
),

blokken as (
    select floor(maandnummer / 2) as blok
    from geleverd
    where geleverd = 1
    group by floor(maandnummer / 2)
    having count(*) = 2
),

gevraagd as (
    select
        cast(substr(driehoek_tot, 1, 4) as integer) * 12 + cast(substr(driehoek_tot, 6, 2) as integer) - 1
            as tot
    from instellingen
),

laatste as (
    select
        cast(max(blokken.blok) * 2 as integer) as van,
        cast(max(blokken.blok) * 2 as integer) + 1 as tot
    from blokken
    cross join gevraagd
    where gevraagd.tot is null or blokken.blok * 2 + 1 = gevraagd.tot
)

select
    laatste.van as van_nummer,
    laatste.tot as tot_nummer,
    cast(cast(floor(laatste.van / 12) as integer) as varchar)
        || '-' || lpad(cast(laatste.van % 12 + 1 as varchar), 2, '0') as periode_van,
    cast(cast(floor(laatste.tot / 12) as integer) as varchar)
        || '-' || lpad(cast(laatste.tot % 12 + 1 as varchar), 2, '0') as periode_tot
from laatste
where laatste.van is not null
