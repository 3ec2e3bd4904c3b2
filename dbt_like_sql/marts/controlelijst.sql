-- Grain: one row per source, text and reason: what was written as a location and needs a look by the
-- analyst, most frequent first. Only rows that count now; a text that could name a person is not
-- shown, and has no suggestions.
with
rijen as (
    select
        int_rijgeldigheid.bron,
        stg_rijen.maand,
        stg_rijen.controle_tekst,
        stg_rijen.suggesties,
        stg_rijen.koppelmethode,
        stg_rijen.koppelscore,
        stg_rijen.tweede_keus,
        stg_rijen.tweede_keus_score,
        int_straten.straatnaam
    from int_rijgeldigheid
    inner join stg_rijen
        on int_rijgeldigheid.levering_id = stg_rijen.levering_id
        and int_rijgeldigheid.rijnummer = stg_rijen.rijnummer
    left join int_straten on stg_rijen.straat_id = int_straten.straat_id
    where int_rijgeldigheid.tot is null and stg_rijen.controle_tekst is not null
),

teksten as (
    select
        bron,
        controle_tekst as tekst,
        koppelmethode,
        count(*) as aantal,
        min(straatnaam) as straatnaam,
        max(koppelscore) as koppelscore,
        min(tweede_keus) as tweede_keus,
        max(tweede_keus_score) as tweede_keus_score,
        min(maand) as maand_van,
        max(maand) as maand_tot,
        min(suggesties) as suggesties
    from rijen
    group by bron, controle_tekst, koppelmethode
)

select
    bron,
    tekst,
    koppelmethode,
    aantal,
    straatnaam,
    koppelscore,
    tweede_keus,
    tweede_keus_score,
    maand_van,
    maand_tot,
    nullif(split_part(split_part(suggesties, '|', 1), '=', 1), '') as suggestie_1,
    cast(nullif(split_part(split_part(suggesties, '|', 1), '=', 2), '') as double) as suggestie_1_kans,
    nullif(split_part(split_part(suggesties, '|', 2), '=', 1), '') as suggestie_2,
    cast(nullif(split_part(split_part(suggesties, '|', 2), '=', 2), '') as double) as suggestie_2_kans,
    nullif(split_part(split_part(suggesties, '|', 3), '=', 1), '') as suggestie_3,
    cast(nullif(split_part(split_part(suggesties, '|', 3), '=', 2), '') as double) as suggestie_3_kans
from teksten
order by aantal desc, tekst, bron, koppelmethode
