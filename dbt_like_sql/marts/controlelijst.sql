-- Grain: one row per source, text and reason: what was written as a location and needs a look by the
-- analyst, most frequent first. Only rows that count now; a text that could name a person is not
-- shown.
with
rijen as (
    select
        int_rijgeldigheid.bron,
        stg_rijen.maand,
        stg_rijen.controle_tekst,
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
