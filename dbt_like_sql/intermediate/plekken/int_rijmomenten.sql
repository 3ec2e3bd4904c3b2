-- Grain: one row per row that counts now, of the twelve months up to the period of the Driehoek, and
-- cell of the week in which it may have happened, with its weight in twelfths; the twelfths of a row
-- are twelve. `onbekend` is a cell: no usable moment. `van_voorval`: the moment is of the event itself,
-- not of the report about it. Rows without a moment in store (removed after their term) are `onbekend`.
-- nl: Een rij per registratie of melding van de laatste twaalf maanden en deel van de week waarin zij
-- kan zijn gebeurd, met haar gewicht in twaalfden.
with
momenten as (
    select levering_id, rijnummer, momenten, momentbron from stg_politie
    union all
    select levering_id, rijnummer, momenten, momentbron from stg_meldingen
),

rijen as (
    select
        int_thematellingen.bron,
        int_thematellingen.thema,
        int_thematellingen.maand,
        int_thematellingen.straat_id,
        int_thematellingen.buurtcode,
        int_thematellingen.buurt_van,
        coalesce(momenten.momenten, 'onbekend') as momenten,
        coalesce(momenten.momentbron, '') = 'gebeurtenis' as van_voorval
    from int_thematellingen
    inner join int_maanden on int_thematellingen.maand = int_maanden.maand
    inner join int_driehoek_periode
        on int_maanden.maandnummer between int_driehoek_periode.tot_nummer - 11
        and int_driehoek_periode.tot_nummer
    left join momenten
        on int_thematellingen.levering_id = momenten.levering_id
        and int_thematellingen.rijnummer = momenten.rijnummer
    where int_thematellingen.tot is null
),

delen as (
    select rijen.*, unnest(string_split(momenten, ' ')) as deel from rijen
)

select
    bron,
    thema,
    maand,
    straat_id,
    buurtcode,
    buurt_van,
    van_voorval,
    split_part(deel, ':', 1) as cel,
    case when deel = 'onbekend' then 12 else cast(split_part(deel, ':', 2) as integer) end as twaalfden
from delen
