-- Grain: one row per source, text and reason: what stood as a street and was linked to none, the most
-- frequent first.
select
    bron,
    tekst,
    koppelmethode,
    aantal,
    tweede_keus,
    tweede_keus_score,
    maand_van,
    maand_tot
from controlelijst
where straatnaam is null
order by aantal desc, bron, tekst, koppelmethode
