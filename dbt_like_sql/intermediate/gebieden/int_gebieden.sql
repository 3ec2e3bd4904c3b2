-- Grain: one row per area with figures and range of months in which its code means the same place.
-- `onbekend` holds rows that could not be placed.
-- nl: Een rij per gebied (gemeente, wijk, buurt of onbekend) en tijdvak waarin de code dezelfde plaats
-- betekent.
select
    gemeentecode as gebied_code,
    'gemeente' as gebied_soort,
    gemeentenaam as gebied_naam,
    '0000-01' as maand_van,
    '9999-12' as maand_tot
from instellingen
union all
select wijkcode, 'wijk', wijknaam, maand_van, maand_tot from wijken
union all
select buurtcode, 'buurt', buurtnaam, maand_van, maand_tot from buurten_lijst
union all
select 'onbekend', 'onbekend', 'onbekend', '0000-01', '9999-12' from instellingen
order by 2, 1, 4
