-- A month with fewer linked streets than the minimum in the settings: for that source and month
-- nothing is shown by street. Everything else is published. [withholds]
select bron, maand, straat_van_opgegeven_pct
from int_koppeling
where koppeling_oordeel = 'onder minimum'
