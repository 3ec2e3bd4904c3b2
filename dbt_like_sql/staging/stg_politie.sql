-- Grain: one row per accepted row of a police delivery, in every version. A neighbourhood code that
-- the reference does not know in the month of the row becomes null, and the row counts as `onbekend`.
-- `buurt_van`, `buurt_tot`: the months in which the code means this neighbourhood.
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
    staged_politie.mk_code,
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
    gebieden.buurtcode,
    gebieden.wijkcode,
    gebieden.maand_van as buurt_van,
    gebieden.maand_tot as buurt_tot,
    staged_politie.gebiedsmethode,
    staged_politie.adres_sleutel,
    mk_klassen.soort_misdrijf,
    thema_politie.thema,
    thema_politie.straatniveau = 'J' as op_straatniveau
from staged_politie
inner join stg_leveringen on staged_politie.levering_id = stg_leveringen.levering_id
inner join mk_klassen on staged_politie.mk_code = mk_klassen.mk_code
inner join thema_politie on staged_politie.mk_code = thema_politie.mk_code
left join gebieden
    on staged_politie.buurtcode = gebieden.buurtcode
    and staged_politie.maand >= gebieden.maand_van
    and staged_politie.maand <= gebieden.maand_tot
order by stg_leveringen.volgorde, staged_politie.rijnummer
