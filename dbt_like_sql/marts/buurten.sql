-- Grain: one row per neighbourhood of the municipality and period in which its code, name and district
-- stay the same, with its latest known inhabitants. A code can be reused for another place, so join on
-- both code and period.
select
    buurtcode,
    buurtnaam,
    wijkcode,
    wijknaam,
    inwoners,
    inwoners_jaar,
    geldig_van,
    geldig_tot
from int_buurten
order by buurtcode, maand_van
