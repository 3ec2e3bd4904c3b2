-- A month with fewer streets linked than the minimum of the settings: of that source and month nothing
-- is shown by street. All else is published. [withholds]
select bron, maand, straat_van_opgegeven_pct
from int_koppeling
where koppeling_oordeel = 'onder minimum'
