-- Grain: one row per fault in a delivery received by the reference date.
-- nl: Een rij per fout in een levering: een afgekeurde rij of een leeggemaakt veld, met de kolom en de
-- reden.
select
    stg_ontvangen.bron,
    quarantaine.levering_id,
    quarantaine.rijnummer,
    quarantaine.kolom,
    quarantaine.reden,
    quarantaine.soort
from quarantaine
inner join stg_ontvangen on quarantaine.levering_id = stg_ontvangen.levering_id
order by stg_ontvangen.bron, stg_ontvangen.ontvangst_nr, quarantaine.rijnummer, quarantaine.kolom
