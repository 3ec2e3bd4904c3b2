-- A month with fewer linked streets than the warning level in the settings. [warns]
select bron, maand, straat_van_opgegeven_pct
from int_koppeling
where koppeling_oordeel = 'waarschuwing'
