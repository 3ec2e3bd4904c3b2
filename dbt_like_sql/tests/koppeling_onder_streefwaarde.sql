-- A month with fewer streets linked than the warning level of the settings. [warns]
select bron, maand, straat_van_opgegeven_pct
from int_koppeling
where koppeling_oordeel = 'waarschuwing'
