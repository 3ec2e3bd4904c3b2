-- A month with fewer streets linked than the warning level of the settings. [warns]
select bron, maand, straat_gekoppeld_pct
from driehoek_datakwaliteit
cross join stg_instellingen
where geteld > 0 and straat_gekoppeld < stg_instellingen.waarschuwing_gekoppeld * straat_opgegeven
