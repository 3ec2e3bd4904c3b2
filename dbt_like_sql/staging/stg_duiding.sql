-- Grain: one row per row of what the team said or agreed and delivery that holds it. `telt`: whether it
-- is in the newest version of its file, or an entry. A row is about an indicator in an area or a theme
-- in a street; texts that do not apply are empty, also in a row of before they existed.
-- nl: Een rij per duiding of afspraak van het team en levering waarin zij staat, met of die versie van
-- het bestand nu geldt.
select
    stg_teamversies.levering_id,
    stg_teamversies.volgorde,
    stg_teamversies.ontvangen_op,
    stg_teamversies.bestand_nr,
    stg_teamversies.bestandsversie,
    stg_teamversies.is_invoer,
    stg_teamversies.telt,
    case
        when stg_teamversies.is_invoer then cast(nullif(staged_duiding.ingevoerd_op, '') as timestamp)
        else stg_teamversies.vanaf
    end as vanaf,
    staged_duiding.rijnummer,
    staged_duiding.indicator_id,
    staged_duiding.gebied_code,
    coalesce(staged_duiding.thema, '') as thema,
    coalesce(staged_duiding.straat_id, '') as straat_id,
    coalesce(staged_duiding.straatnaam, '') as straatnaam,
    staged_duiding.periode,
    staged_duiding.tekst,
    staged_duiding.auteur,
    staged_duiding.datum,
    coalesce(nullif(staged_duiding.nieuw_niveau, ''), 'nee') as nieuw_niveau,
    coalesce(staged_duiding.actie, '') as actie,
    coalesce(staged_duiding.wie, '') as wie,
    coalesce(staged_duiding.uiterlijk, '') as uiterlijk,
    coalesce(staged_duiding.status, '') as status
from staged_duiding
inner join stg_teamversies on staged_duiding.levering_id = stg_teamversies.levering_id
order by stg_teamversies.volgorde, staged_duiding.rijnummer
