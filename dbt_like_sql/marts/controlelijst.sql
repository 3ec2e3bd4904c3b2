-- Grain: one row per source, text and reason: what was written and is to be looked at by the analyst,
-- most frequent first. Only rows that count now; a text that could name someone is not shown.
with
rijen as (
    select
        int_rijgeldigheid.bron,
        stg_politie.maand,
        stg_politie.controle_tekst,
        stg_politie.koppelmethode,
        stg_politie.koppelscore,
        stg_politie.tweede_keus,
        stg_politie.tweede_keus_score,
        straten.straatnaam
    from int_rijgeldigheid
    inner join stg_politie
        on int_rijgeldigheid.levering_id = stg_politie.levering_id
        and int_rijgeldigheid.rijnummer = stg_politie.rijnummer
    left join straten on stg_politie.straat_id = straten.straat_id
    where int_rijgeldigheid.tot is null and stg_politie.controle_tekst is not null
    union all
    select
        int_rijgeldigheid.bron,
        stg_meldingen.maand,
        stg_meldingen.controle_tekst,
        stg_meldingen.koppelmethode,
        stg_meldingen.koppelscore,
        stg_meldingen.tweede_keus,
        stg_meldingen.tweede_keus_score,
        straten.straatnaam
    from int_rijgeldigheid
    inner join stg_meldingen
        on int_rijgeldigheid.levering_id = stg_meldingen.levering_id
        and int_rijgeldigheid.rijnummer = stg_meldingen.rijnummer
    left join straten on stg_meldingen.straat_id = straten.straat_id
    where int_rijgeldigheid.tot is null and stg_meldingen.controle_tekst is not null
)

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
    max(maand) as maand_tot
from rijen
group by bron, controle_tekst, koppelmethode
order by aantal desc, tekst, bron, koppelmethode
