-- Grain: one row per set of classes, wider code that lies in it as a whole, and range of months in
-- which every class of the code counts. A row with such a code counts in the set, whatever its class.
-- nl: Een rij per indicator of groep en ruimere code (van het CBS, of van een indicator) waarvan alle
-- klassen erin tellen, met de maanden waarin dat zo is.
select distinct
    int_code_verzamelingen.verzameling,
    stg_ruime_codes.code,
    max(int_code_verzamelingen.maand_van) as maand_van,
    min(int_code_verzamelingen.maand_tot) as maand_tot
from int_code_verzamelingen
inner join stg_ruime_codes on int_code_verzamelingen.code = stg_ruime_codes.mk_code
inner join (select distinct verzameling, maand_van as maand from int_code_verzamelingen) as momenten
    on int_code_verzamelingen.verzameling = momenten.verzameling
    and momenten.maand >= int_code_verzamelingen.maand_van
    and momenten.maand <= int_code_verzamelingen.maand_tot
group by int_code_verzamelingen.verzameling, stg_ruime_codes.code, stg_ruime_codes.klassen, momenten.maand
having count(*) = stg_ruime_codes.klassen
order by verzameling, code, maand_van
