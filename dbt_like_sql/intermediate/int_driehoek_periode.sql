-- Grain: one row: the latest two months (January-February, March-April ...) that the police
-- delivered whole, or the report system where there are no police figures; with the maandnummers
-- of the periods that the Driehoek compares.
with
geleverd as (
    select
        maandnummer,
        case when (select max(politie) from int_geleverde_maanden) = 1 then politie else melddesk end
            as geleverd
    from int_geleverde_maanden
),

blokken as (
    select floor(maandnummer / 2) as blok
    from geleverd
    where geleverd = 1
    group by floor(maandnummer / 2)
    having count(*) = 2
),

laatste as (
    select cast(max(blok) * 2 as integer) as van from blokken
)

select
    laatste.van as van_nummer,
    laatste.van + 1 as tot_nummer,
    eerste.maand as periode_van,
    tweede.maand as periode_tot
from laatste
inner join int_maanden as eerste on laatste.van = eerste.maandnummer
inner join int_maanden as tweede on laatste.van + 1 = tweede.maandnummer
