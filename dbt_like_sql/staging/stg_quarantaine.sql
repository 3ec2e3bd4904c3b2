-- Grain: one row per fault of a delivery that was known on the reference date.
select
    stg_leveringen.bron,
    quarantaine.levering_id,
    quarantaine.rijnummer,
    quarantaine.kolom,
    quarantaine.reden,
    quarantaine.soort
from quarantaine
inner join stg_leveringen on quarantaine.levering_id = stg_leveringen.levering_id
order by stg_leveringen.bron, stg_leveringen.volgorde, quarantaine.rijnummer, quarantaine.kolom
