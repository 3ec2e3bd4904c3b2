-- Grain: one row per month with registrations under a wider code. `alleen_cbs`: no row that counts now
-- has a class outside the codes of CBS, so that such classes were probably not delivered;
-- `met_overlast`: rows have its nuisance codes.
-- nl: Een rij per maand waarin registraties alleen een ruimere code hebben, met of de maand alleen
-- codes van het CBS heeft. Dan is van de andere klassen niet bekend hoe vaak zij voorkwamen.
select
    int_tellingen.maand,
    not coalesce(
        bool_or(stg_klassen.mk_code is not null and not stg_klassen.in_misdrijven and not stg_klassen.in_overlast),
        false
    ) as alleen_cbs,
    coalesce(bool_or(stg_klassen.in_overlast), false) as met_overlast
from int_tellingen
left join stg_klassen on int_tellingen.code = stg_klassen.mk_code
where int_tellingen.bron = 'politie'
    and int_tellingen.tot is null
    and int_tellingen.maand in (
        select ruim.maand
        from int_tellingen as ruim
        inner join stg_ruime_codes on ruim.code = stg_ruime_codes.code
        where ruim.bron = 'politie' and ruim.tot is null
    )
group by int_tellingen.maand
order by int_tellingen.maand
