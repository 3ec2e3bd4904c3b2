-- Grain: one row per indicator of rare and serious crime (`indicator_kenmerken.ernstig`), also those of
-- the open data that count the same. Two months say nothing about them, so they are followed apart.
-- nl: Een rij per indicator van zeldzame, ernstige feiten, zoals straatroof en schietpartijen. Twee
-- maanden zeggen daar niets over; zij worden apart gevolgd.
select
    indicatoren.indicator_id,
    indicatoren.naam as indicator,
    indicatoren.bron,
    indicatoren.volgorde
from indicatoren
inner join indicator_kenmerken
    on indicator_kenmerken.indicator_id = coalesce(indicatoren.zelfde_als, indicatoren.indicator_id)
    and indicator_kenmerken.ernstig = 'J'
inner join int_bronnen on indicatoren.bron = int_bronnen.indicatorbron and int_bronnen.telt
order by indicatoren.volgorde
