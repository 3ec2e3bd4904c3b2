-- Grain: one row per month and theme with registrations that the settings give a theme alone
-- ([politie.codes]): they count in the theme, and in no indicator, as no class is known of them.
-- nl: Een rij per maand en thema met registraties die volgens [politie.codes] alleen onder dat thema
-- tellen. De indicatoren van dat thema zijn dan niet compleet.
select int_tellingen.bron, int_tellingen.maand, int_tellingen.code as thema, count(*) as aantal
from int_tellingen
inner join stg_themas on int_tellingen.code = stg_themas.thema
where int_tellingen.bron = 'politie' and int_tellingen.tot is null
group by int_tellingen.bron, int_tellingen.maand, int_tellingen.code
order by int_tellingen.maand, int_tellingen.code
