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
    maand_tot,
    suggestie_1,
    suggestie_1_kans,
    suggestie_2,
    suggestie_2_kans,
    suggestie_3,
    suggestie_3_kans
from controlelijst
where straatnaam is null
order by aantal desc, bron, tekst, koppelmethode
