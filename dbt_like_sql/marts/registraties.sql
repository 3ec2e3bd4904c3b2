-- Grain: one row per police registration, as in the newest delivery that covers its month.
select
    stg_politie.sleutel as registratie_sleutel,
    stg_politie.levering_id,
    stg_politie.rijnummer,
    stg_politie.maand,
    stg_politie.kennisname_maand,
    stg_politie.pleegmaand,
    stg_politie.mk_code,
    stg_politie.code as telt_als,
    stg_politie.soort_misdrijf,
    stg_politie.thema,
    stg_politie.aangifte,
    stg_politie.poging,
    stg_politie.straat_id,
    coalesce(int_straten.straatnaam, 'onbekend') as straatnaam,
    stg_politie.plaatsnaam,
    stg_politie.buurtcode,
    stg_politie.wijkcode,
    stg_politie.koppelmethode,
    stg_politie.koppelscore,
    stg_politie.gebiedsmethode,
    stg_politie.gebiedsscore,
    stg_politie.gebiedsconflict,
    stg_politie.tweede_keus,
    stg_politie.tweede_keus_score,
    stg_politie.kruisende_straat_id,
    stg_politie.op_straatniveau,
    stg_politie.uur
from int_rijgeldigheid
inner join stg_politie
    on int_rijgeldigheid.levering_id = stg_politie.levering_id
    and int_rijgeldigheid.rijnummer = stg_politie.rijnummer
left join int_straten on stg_politie.straat_id = int_straten.straat_id
left join stg_bevroren on int_rijgeldigheid.levering_id = stg_bevroren.levering_id
where int_rijgeldigheid.tot is null and stg_bevroren.levering_id is null
order by stg_politie.maand, stg_politie.levering_id, stg_politie.rijnummer
