-- Grain: one row per theme: those of the program, and those of the settings ([themas]). `onder`: the
-- theme that a theme of the settings is a part of.
-- nl: Een rij per thema: die van het programma, en uw eigen thema's uit [themas] met het thema waar
-- zij onder vallen.
select thema, naam, is_overlast, politie, melddesk, volgorde, straatniveau, cast(null as varchar) as onder
from thema_lijst
union all
select thema, naam, is_overlast, politie, melddesk, volgorde, straatniveau, onder
from thema_instellingen
order by cast(volgorde as integer), thema
