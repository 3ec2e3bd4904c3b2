-- Grain: one row per accepted row of a police delivery, every version of it.
select
    stg_leveringen.volgorde,
    staged_politie.*,
    mk_klassen.soort_misdrijf,
    thema_politie.thema,
    thema_politie.straatniveau = 'J' as op_straatniveau
from staged_politie
inner join stg_leveringen on staged_politie.levering_id = stg_leveringen.levering_id
inner join mk_klassen on staged_politie.mk_code = mk_klassen.mk_code
inner join thema_politie on staged_politie.mk_code = thema_politie.mk_code
order by stg_leveringen.volgorde, staged_politie.rijnummer
