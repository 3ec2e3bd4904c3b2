-- Grain: one row per accepted row of a delivery of the report system, every version of it.
select
    stg_leveringen.volgorde,
    staged_melddesk.*,
    coalesce(thema_lijst.thema, 'onbekend') as thema,
    coalesce(thema_lijst.straatniveau, 'J') = 'J' as op_straatniveau
from staged_melddesk
inner join stg_leveringen on staged_melddesk.levering_id = stg_leveringen.levering_id
left join stg_categoriekaart as precies
    on lower(trim(staged_melddesk.hoofdcategorie)) = precies.hoofdcategorie
    and lower(trim(coalesce(staged_melddesk.subcategorie, ''))) = precies.subcategorie
left join stg_categoriekaart as hoofd
    on lower(trim(staged_melddesk.hoofdcategorie)) = hoofd.hoofdcategorie
    and hoofd.subcategorie = ''
left join thema_lijst on coalesce(precies.thema, hoofd.thema) = thema_lijst.thema
order by stg_leveringen.volgorde, staged_melddesk.rijnummer
