-- Grain: one row per delivery of a file that the team writes itself. `telt`: whether it is the newest
-- version of its file; the newest version of an edited file replaces the older ones as a whole. A
-- numbered copy, such as `doelen (1).csv`, is a version of its original.
-- nl: Een rij per levering van een bestand dat het team zelf bijhoudt, met of het de nieuwste versie
-- van dat bestand is. Alleen de nieuwste versie geldt.
select
    stg_leveringen.levering_id,
    stg_leveringen.bron,
    stg_leveringen.volgorde,
    stg_leveringen.ontvangen_op,
    row_number() over (
        partition by stg_leveringen.bron, stg_leveringen.bestand_nr
        order by stg_leveringen.volgorde desc
    ) = 1 as telt
from stg_leveringen
inner join bronnen on stg_leveringen.bron = bronnen.bron and bronnen.soort = 'teksten'
order by stg_leveringen.bron, stg_leveringen.volgorde
