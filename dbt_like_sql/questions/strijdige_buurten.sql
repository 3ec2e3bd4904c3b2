-- Grain: one row per source, street and conflict: rows of which postcode, point and street name other
-- neighbourhoods, the most frequent first, with the neighbourhood in which they count.
with
rijen as (
    select 'politie' as bron, straatnaam, gebiedsconflict, buurtcode, gebiedsmethode, gebiedsscore, maand
    from registraties
    where gebiedsconflict is not null
    union all
    select 'melddesk', straatnaam, gebiedsconflict, buurtcode, gebiedsmethode, gebiedsscore, maand
    from meldingen
    where gebiedsconflict is not null
)

select
    bron,
    straatnaam,
    gebiedsconflict,
    count(*) as aantal,
    min(buurtcode) as buurtcode,
    min(gebiedsmethode) as gebiedsmethode,
    min(gebiedsscore) as gebiedsscore,
    min(maand) as maand_van,
    max(maand) as maand_tot
from rijen
group by bron, straatnaam, gebiedsconflict
order by aantal desc, bron, straatnaam, gebiedsconflict
