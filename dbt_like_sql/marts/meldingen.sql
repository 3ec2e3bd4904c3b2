-- Grain: one row per report of a resident, as in the newest delivery that covers its month. Cancelled
-- reports are included, with their status: someone did report.
select
    stg_meldingen.sleutel as melding_sleutel,
    stg_meldingen.levering_id,
    stg_meldingen.rijnummer,
    stg_meldingen.maand,
    stg_meldingen.hoofdcategorie,
    stg_meldingen.subcategorie,
    stg_meldingen.thema,
    stg_meldingen.status,
    stg_meldingen.kanaal,
    stg_meldingen.straat_id,
    coalesce(int_straten.straatnaam, 'onbekend') as straatnaam,
    stg_meldingen.plaatsnaam,
    stg_meldingen.buurtcode,
    stg_meldingen.wijkcode,
    stg_meldingen.koppelmethode,
    stg_meldingen.koppelscore,
    stg_meldingen.gebiedsmethode,
    stg_meldingen.gebiedsscore,
    stg_meldingen.gebiedsconflict,
    stg_meldingen.tweede_keus,
    stg_meldingen.tweede_keus_score,
    stg_meldingen.kruisende_straat_id,
    stg_meldingen.op_straatniveau,
    stg_meldingen.uur
from int_rijgeldigheid
inner join stg_meldingen
    on int_rijgeldigheid.levering_id = stg_meldingen.levering_id
    and int_rijgeldigheid.rijnummer = stg_meldingen.rijnummer
left join int_straten on stg_meldingen.straat_id = int_straten.straat_id
left join stg_bevroren on int_rijgeldigheid.levering_id = stg_bevroren.levering_id
where int_rijgeldigheid.tot is null and stg_bevroren.levering_id is null
order by stg_meldingen.maand, stg_meldingen.levering_id, stg_meldingen.rijnummer
