-- Grain: one row: up to which year, and up to which month, an issue that is asked for may look: what
-- came after its period does not stand on it. Without one (the latest issue): everything that is known.
select
    coalesce(
        cast(substr(coalesce(driehoek_tot, raad_periode), 1, 4) as integer), 9999
    ) as tot_jaar,
    coalesce(
        driehoek_tot,
        substr(raad_periode, 1, 4) || case when substr(raad_periode, 7, 1) = '1' then '-06' else '-12' end,
        '9999-12'
    ) as tot_maand
from instellingen
