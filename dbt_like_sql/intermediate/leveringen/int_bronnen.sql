-- Grain: one row per source. `telt`: whether its figures count in the products. A source that stands
-- in for another counts only where nothing of the other was delivered, so that no fact counts twice.
-- nl: Een rij per bron, met of haar cijfers in de producten tellen. Een vervangende bron telt alleen
-- als de bron die zij vervangt niet is geleverd.
select
    bronnen.*,
    geleverd.bron is null as telt
from bronnen
left join (select distinct bron from stg_dekking) as geleverd
    on bronnen.plaatsvervanger_van = geleverd.bron
order by bronnen.volgorde
