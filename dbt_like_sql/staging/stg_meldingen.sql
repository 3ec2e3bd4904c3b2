-- Grain: one row per accepted row of a delivery of the report system, in every version. A
-- neighbourhood code that the reference does not know in the month of the row becomes null, and the
-- row counts as `onbekend`. `buurt_van`, `buurt_tot`: the months in which the code means this
-- neighbourhood.
-- nl: Een rij per geaccepteerde melding uit elke levering van het meldsysteem, ook uit leveringen die
-- inmiddels zijn vervangen, met thema, straat en buurt. De meldingen die nu tellen, staan in
-- meldingen.
select
    stg_leveringen.volgorde,
    staged_melddesk.levering_id,
    staged_melddesk.rijnummer,
    staged_melddesk.sleutel,
    staged_melddesk.leveringsmaand,
    staged_melddesk.maand,
    staged_melddesk.hoofdcategorie,
    staged_melddesk.subcategorie,
    staged_melddesk.status,
    staged_melddesk.kanaal,
    staged_melddesk.straat_id,
    staged_melddesk.straatnaam,
    staged_melddesk.koppelmethode,
    staged_melddesk.koppelscore,
    staged_melddesk.tweede_keus,
    staged_melddesk.tweede_keus_score,
    staged_melddesk.kruisende_straat_id,
    staged_melddesk.controle_tekst,
    staged_melddesk.suggesties,
    buurten_lijst.buurtcode,
    buurten_lijst.wijkcode,
    buurten_lijst.maand_van as buurt_van,
    buurten_lijst.maand_tot as buurt_tot,
    staged_melddesk.gebiedsmethode,
    staged_melddesk.gebiedsscore,
    staged_melddesk.gebiedsconflict,
    staged_melddesk.adres_sleutel,
    staged_melddesk.plaatsnaam,
    staged_melddesk.momenten,
    staged_melddesk.momentbron,
    try_cast(staged_melddesk.uur as integer) as uur,
    coalesce(stg_themas.thema, 'onbekend') as thema,
    coalesce(stg_themas.thema, 'onbekend') as code,
    cast(null as varchar) as leveringscode,
    coalesce(stg_themas.straatniveau, 'J') = 'J' as op_straatniveau
from staged_melddesk
inner join stg_leveringen on staged_melddesk.levering_id = stg_leveringen.levering_id
left join stg_categoriekaart as precies
    on lower(trim(staged_melddesk.hoofdcategorie)) = precies.hoofdcategorie
    and lower(trim(coalesce(staged_melddesk.subcategorie, ''))) = precies.subcategorie
left join stg_categoriekaart as hoofd
    on lower(trim(staged_melddesk.hoofdcategorie)) = hoofd.hoofdcategorie
    and hoofd.subcategorie = ''
left join stg_themas on coalesce(precies.thema, hoofd.thema) = stg_themas.thema
left join buurten_lijst
    on staged_melddesk.buurtcode = buurten_lijst.buurtcode
    and staged_melddesk.maand >= buurten_lijst.maand_van
    and staged_melddesk.maand <= buurten_lijst.maand_tot
order by stg_leveringen.volgorde, staged_melddesk.rijnummer
