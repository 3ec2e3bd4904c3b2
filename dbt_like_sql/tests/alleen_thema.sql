-- Registrations that count in a theme and in no indicator, as the settings give them a theme alone.
-- [warns]
select int_tellingen.maand, int_tellingen.code, count(*) as registraties
from int_tellingen
inner join stg_themas on int_tellingen.code = stg_themas.thema
where int_tellingen.bron = 'politie' and int_tellingen.tot is null
group by int_tellingen.maand, int_tellingen.code
