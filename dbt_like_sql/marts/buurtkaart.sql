-- Grain: one row per neighbourhood of the newest division, with its place on a map of tiles and its
-- outline where the reference has one.
select
    buurtcode,
    cast(rij as integer) as rij,
    cast(kolom as integer) as kolom,
    omtrek
from kaartplaatsen
order by buurtcode
