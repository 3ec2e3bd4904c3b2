-- Grain: one row per set of classes and month in which rows with a wider code leave it undecided how
-- many rows belong to the set. `nu`: so it is now; else it was until the delivery `tot`. A month with
-- codes of CBS alone leaves the sets undecided that count a class outside those.
-- nl: Een rij per indicator of groep en maand waarover zij geen cijfer heeft, omdat de politie alleen
-- een ruimere code gaf: een deel van de rijen kan erin horen. Een indicator zonder rij hier is zeker.
with
ruim as (
    select
        int_tellingen.maand,
        int_tellingen.code,
        bool_or(int_tellingen.tot is null) as nu,
        max(int_tellingen.tot) as tot
    from int_tellingen
    where int_tellingen.bron = 'politie'
        and int_tellingen.code in (select code from stg_ruime_codes)
    group by int_tellingen.maand, int_tellingen.code
),

deels as (
    select int_code_verzamelingen.verzameling, ruim.maand, ruim.nu, ruim.tot
    from ruim
    inner join stg_ruime_codes on ruim.code = stg_ruime_codes.code
    inner join int_code_verzamelingen
        on stg_ruime_codes.mk_code = int_code_verzamelingen.code
        and ruim.maand >= int_code_verzamelingen.maand_van
        and ruim.maand <= int_code_verzamelingen.maand_tot
    left join int_ruime_telcodes
        on int_code_verzamelingen.verzameling = int_ruime_telcodes.verzameling
        and ruim.code = int_ruime_telcodes.code
        and ruim.maand >= int_ruime_telcodes.maand_van
        and ruim.maand <= int_ruime_telcodes.maand_tot
    where int_ruime_telcodes.code is null
),

buiten as (
    select int_code_verzamelingen.verzameling, int_politie_maanden.maand, true as nu, null as tot
    from int_politie_maanden
    inner join int_code_verzamelingen
        on int_politie_maanden.maand >= int_code_verzamelingen.maand_van
        and int_politie_maanden.maand <= int_code_verzamelingen.maand_tot
    inner join stg_klassen on int_code_verzamelingen.code = stg_klassen.mk_code
    where int_politie_maanden.alleen_cbs
        and not stg_klassen.in_misdrijven
        and not (stg_klassen.in_overlast and int_politie_maanden.met_overlast)
)

select verzameling, maand, bool_or(nu) as nu, max(tot) as tot
from (
    select * from deels
    union all
    select * from buiten
) as samen
group by verzameling, maand
order by verzameling, maand
