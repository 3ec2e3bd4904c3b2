-- Grain: one row per source, theme, month, street, neighbourhood and pattern over the week, of the rows
-- that count now and are of the twelve months up to the period of the Driehoek. `momenten`: the weights
-- of each of its `aantal` rows over the cells of the week, in twelfths (`4:3 5:9`), or `onbekend`: no
-- usable moment. `van_voorval`: the moment is of the event itself, not of the report about it. Rows
-- without a moment in store (removed after their term) are `onbekend`.
-- nl: Een rij per bron, thema, maand, straat, buurt en patroon over de week, met het aantal registraties
-- of meldingen van de laatste twaalf maanden die zo over de week liggen.
with
momenten as (
    select levering_id, rijnummer, momenten, momentbron from stg_politie
    union all
    select levering_id, rijnummer, momenten, momentbron from stg_meldingen
)

select
    int_thematellingen.bron,
    int_thematellingen.thema,
    int_thematellingen.maand,
    int_thematellingen.straat_id,
    int_thematellingen.buurtcode,
    int_thematellingen.buurt_van,
    int_thematellingen.buurt_tot,
    coalesce(momenten.momenten, 'onbekend') as momenten,
    coalesce(momenten.momentbron, '') = 'gebeurtenis' as van_voorval,
    count(*) as aantal
from int_thematellingen
inner join int_maanden on int_thematellingen.maand = int_maanden.maand
inner join int_driehoek_periode
    on int_maanden.maandnummer between int_driehoek_periode.tot_nummer - 11
    and int_driehoek_periode.tot_nummer
left join momenten
    on int_thematellingen.levering_id = momenten.levering_id
    and int_thematellingen.rijnummer = momenten.rijnummer
where int_thematellingen.tot is null
group by 1, 2, 3, 4, 5, 6, 7, 8, 9
order by 1, 2, 3, 4 nulls first, 5 nulls first, 6 nulls first, 7 nulls first, 8, 9
