-- A month with fewer streets linked than the warning level of the settings. [warns]
select bron, maand, straat_van_opgegeven_pct
from driehoek_datakwaliteit
where koppeling_oordeel = 'waarschuwing'
