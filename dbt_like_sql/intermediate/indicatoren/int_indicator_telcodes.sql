-- Grain: one row per indicator, code of a row that counts in it, and range of months: the codes of its
-- definition, and the wider codes that lie in it as a whole.
-- nl: Een rij per indicator en code waaronder rijen erin tellen: de codes van de definitie, en ruimere
-- codes die er helemaal in vallen.
select indicator_id, bron, code, maand_van, maand_tot from int_indicator_codes
union all
select int_ruime_telcodes.verzameling, 'politie', int_ruime_telcodes.code, int_ruime_telcodes.maand_van,
    int_ruime_telcodes.maand_tot
from int_ruime_telcodes
inner join (select distinct indicator_id from int_indicator_codes) as indicatoren
    on int_ruime_telcodes.verzameling = indicatoren.indicator_id
order by indicator_id, bron, code, maand_van
