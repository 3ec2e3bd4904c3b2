-- Grain: one row: the last year and the last month that a requested issue may use, so that it shows
-- nothing of later periods. Without a requested issue (the latest one) there is no limit.
-- nl: Precies één rij: tot en met welk jaar en welke maand een gevraagde uitgave cijfers laat zien.
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
