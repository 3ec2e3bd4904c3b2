-- Grain: one row per indicator and version of its definition. A version is a range of months (from
-- `maand_van` up to but not including `maand_tot`; null: still current) in which the indicator counts
-- the same codes. Figures of different versions are never added up or compared.
-- nl: Een rij per indicator en versie van haar definitie, met de maanden waarin die versie geldt.
-- Cijfers van twee versies worden niet opgeteld of vergeleken.
with
grenzen as (
    select indicator_id, '0000-01' as maand from int_indicator_codes
    union
    select indicator_id, maand_van from int_indicator_codes
    union
    select
        indicator_id,
        case
            when substr(maand_tot, 6, 2) = '12'
                then lpad(cast(cast(substr(maand_tot, 1, 4) as integer) + 1 as varchar), 4, '0') || '-01'
            else substr(maand_tot, 1, 5) || lpad(cast(cast(substr(maand_tot, 6, 2) as integer) + 1 as varchar), 2, '0')
        end
    from int_indicator_codes
    where maand_tot <> '9999-12'
)

select
    indicator_id,
    cast(row_number() over (partition by indicator_id order by maand) as integer) as definitie_versie,
    maand as maand_van,
    lead(maand) over (partition by indicator_id order by maand) as maand_tot
from grenzen
order by indicator_id, definitie_versie
