-- Grain: one row per accepted row of a police delivery, in every version. A neighbourhood code that
-- the reference does not know in the month of the row becomes null, and the row counts as `onbekend`.
-- `buurt_van`, `buurt_tot`: the months in which the code means this neighbourhood. `code`: what the row
-- counts under: its class (`mk_code`), or a wider code or a theme where that is all that is known. A
-- code that no table knows any more counts under `onbekend`.
-- nl: Een rij per geaccepteerde registratie uit elke levering van de politie, ook uit leveringen die
-- inmiddels zijn vervangen, met thema, straat en buurt. De registraties die nu tellen, staan in
-- registraties.
select
    stg_leveringen.volgorde,
    staged_politie.levering_id,
    staged_politie.rijnummer,
    staged_politie.sleutel,
    staged_politie.leveringsmaand,
    staged_politie.maand,
    staged_politie.kennisname_maand,
    staged_politie.pleegmaand,
    stg_klassen.mk_code,
    staged_politie.mk_code as code,
    staged_politie.mk_code as leveringscode,
    staged_politie.aangifte,
    staged_politie.poging,
    staged_politie.straat_id,
    staged_politie.straatnaam,
    staged_politie.koppelmethode,
    staged_politie.koppelscore,
    staged_politie.tweede_keus,
    staged_politie.tweede_keus_score,
    staged_politie.kruisende_straat_id,
    staged_politie.controle_tekst,
    staged_politie.suggesties,
    buurten_lijst.buurtcode,
    buurten_lijst.wijkcode,
    buurten_lijst.maand_van as buurt_van,
    buurten_lijst.maand_tot as buurt_tot,
    staged_politie.gebiedsmethode,
    staged_politie.gebiedsscore,
    staged_politie.gebiedsconflict,
    staged_politie.adres_sleutel,
    staged_politie.plaatsnaam,
    staged_politie.momenten,
    staged_politie.momentbron,
    try_cast(staged_politie.uur as integer) as uur,
    coalesce(stg_klassen.soort_misdrijf, misdrijven.soort_misdrijf) as soort_misdrijf,
    coalesce(stg_klassen.thema, ruim.thema, stg_themas.thema, 'onbekend') as thema,
    coalesce(stg_klassen.op_straatniveau, ruim.op_straatniveau, stg_themas.straatniveau = 'J', false)
        as op_straatniveau
from staged_politie
inner join stg_leveringen on staged_politie.levering_id = stg_leveringen.levering_id
left join stg_klassen on staged_politie.mk_code = stg_klassen.mk_code
left join (select distinct soort_misdrijf from stg_klassen) as misdrijven
    on staged_politie.mk_code = misdrijven.soort_misdrijf
left join (select distinct code, thema, op_straatniveau from stg_ruime_codes) as ruim
    on staged_politie.mk_code = ruim.code
left join stg_themas on staged_politie.mk_code = stg_themas.thema
left join buurten_lijst
    on staged_politie.buurtcode = buurten_lijst.buurtcode
    and staged_politie.maand >= buurten_lijst.maand_van
    and staged_politie.maand <= buurten_lijst.maand_tot
order by stg_leveringen.volgorde, staged_politie.rijnummer
