-- Grain: one row per figure of the Veiligheidsmonitor and delivery that holds it. A null `waarde` is
-- unknown. `reeks`: the questionnaire and the survey mode changed between 2019 and 2021, so figures
-- before and after are two series (CBS, onderzoeksverantwoording 2021), with `definitie_versie` 1 and
-- 2.
-- nl: Een rij per uitkomst van de Veiligheidsmonitor en levering waarin die staat, met de reeks
-- waartoe zij hoort (tot en met 2019, of vanaf 2021). Een lege waarde is onbekend.
select
    stg_leveringen.volgorde,
    stg_leveringen.ontvangen_op,
    bronnen.indicatorbron as bron,
    staged_veiligheidsmonitor.*,
    staged_veiligheidsmonitor.voorlopig = 'J' as is_voorlopig,
    cast(staged_veiligheidsmonitor.periode as integer) as jaar,
    case when staged_veiligheidsmonitor.periode < '2021' then 'tot en met 2019' else 'vanaf 2021' end
        as reeks,
    case when staged_veiligheidsmonitor.periode < '2021' then 1 else 2 end as definitie_versie
from staged_veiligheidsmonitor
inner join stg_leveringen on staged_veiligheidsmonitor.levering_id = stg_leveringen.levering_id
inner join bronnen on stg_leveringen.bron = bronnen.bron
order by stg_leveringen.volgorde, staged_veiligheidsmonitor.rijnummer
