-- Grain: one row per set of classes of the police (an indicator, or a group of the Driehoek), class in
-- it, and range of months in which it is.
-- nl: Een rij per verzameling van maatschappelijke klassen (een indicator van de politie, of een groep
-- als HIC), klasse die erin telt en maanden waarin dat zo is.
select indicator_id as verzameling, code, maand_van, maand_tot
from int_indicator_codes
where bron = 'politie'
union all
select groep, mk_code, '0000-01', '9999-12'
from indicator_groepen
order by verzameling, code, maand_van
