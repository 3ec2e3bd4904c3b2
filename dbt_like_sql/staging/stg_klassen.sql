-- Grain: one row per maatschappelijke klasse. `in_misdrijven`: whether a delivery of crime codes of
-- CBS holds it, also a class that is no longer used, whose crimes are under the code of the same
-- number; `in_overlast`: whether the nuisance codes do.
-- nl: Een rij per maatschappelijke klasse van de politie, met haar code van het CBS en haar thema, en
-- of zij in een levering met alleen codes van het CBS kan staan.
select
    mk_klassen.mk_code,
    mk_klassen.soort_misdrijf,
    thema_politie.thema,
    thema_politie.straatniveau = 'J' as op_straatniveau,
    mk_klassen.soort_misdrijf is not null
    or (mk_klassen.delict = 'J' and misdrijven.code is not null) as in_misdrijven,
    overlast.code is not null as in_overlast
from mk_klassen
inner join thema_politie on mk_klassen.mk_code = thema_politie.mk_code
left join open_data_codes as misdrijven
    on mk_klassen.inp_niv3_code = misdrijven.code and misdrijven.domein = 'misdrijf'
left join open_data_codes as overlast
    on mk_klassen.mk_code = overlast.code and overlast.domein = 'overlast'
order by mk_klassen.mk_code
