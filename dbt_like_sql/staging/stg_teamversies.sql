-- Grain: one row per delivery of a file that the team writes itself. `telt`: whether it is the newest
-- version of its file; the newest version of an edited file replaces the older ones as a whole. A
-- numbered copy, such as `doelen (1).csv`, is a version of its original. An entry of the form
-- (`is_invoer`) replaces no file and always counts. `vanaf`: when a file kept by hand was known, never
-- before the file that came before it; empty for an entry, whose row has its own moment.
-- nl: Een rij per levering van een bestand dat het team zelf bijhoudt, met of het de nieuwste versie
-- van dat bestand is. Alleen de nieuwste versie geldt; invoer van het formulier geldt altijd.
select
    stg_leveringen.levering_id,
    stg_leveringen.bron,
    stg_leveringen.volgorde,
    stg_leveringen.ontvangen_op,
    stg_leveringen.bestand_nr,
    stg_leveringen.is_invoer,
    row_number() over (
        partition by stg_leveringen.bron, stg_leveringen.bestand_nr, stg_leveringen.is_invoer
        order by stg_leveringen.volgorde
    ) as bestandsversie,
    stg_leveringen.is_invoer or row_number() over (
        partition by stg_leveringen.bron, stg_leveringen.bestand_nr, stg_leveringen.is_invoer
        order by stg_leveringen.volgorde desc
    ) = 1 as telt,
    case when not stg_leveringen.is_invoer then max(stg_leveringen.ontvangen_op) over (
        partition by stg_leveringen.bron, stg_leveringen.is_invoer
        order by stg_leveringen.volgorde
        rows between unbounded preceding and current row
    ) end as vanaf
from stg_leveringen
inner join bronnen on stg_leveringen.bron = bronnen.bron and bronnen.soort = 'teksten'
order by stg_leveringen.bron, stg_leveringen.volgorde
