-- Grain: one row per source. `telt`: whether its figures count on the products. Figures that stand in
-- for another source do so only where nothing of that source was delivered: one fact counts once.
select
    bronnen.*,
    geleverd.bron is null as telt
from bronnen
left join (select distinct bron from stg_dekking) as geleverd
    on bronnen.plaatsvervanger_van = geleverd.bron
order by bronnen.volgorde
