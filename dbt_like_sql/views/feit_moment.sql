-- Grain: one row per street, theme and part of the week in which anything happened, in the twelve months
-- of the period. What has no usable moment is in the part `onbekend`, so that a sum is complete.
-- `..._op_volgorde` sorts as the week does: most programs sort an axis by its text.
select
    straatmomenten.straat_id,
    straten.straatnaam,
    straten.soort as straatsoort,
    gebieden.gebied_sleutel,
    straten.buurtcode,
    straten.buurtnaam,
    straatmomenten.thema,
    themas.themanaam,
    kalender.periode,
    kalender.begin,
    kalender.eind,
    straatmomenten.weekdag,
    list_position(
        ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag', 'zondag', 'onbekend'],
        straatmomenten.weekdag
    ) || ' ' || straatmomenten.weekdag as weekdag_op_volgorde,
    straatmomenten.dagdeel,
    list_position(['nacht', 'ochtend', 'middag', 'avond', 'onbekend'], straatmomenten.dagdeel)
        || ' ' || straatmomenten.dagdeel as dagdeel_op_volgorde,
    straatmomenten.politie_12m,
    straatmomenten.melddesk_12m,
    straatmomenten.melddesk_voorval,
    straatmomenten.momentbron
from straatmomenten
left join straten on straatmomenten.straat_id = straten.straat_id
left join themas on straatmomenten.thema = themas.thema
left join kalender
    on kalender.periode_soort = '12m' and straatmomenten.maand_tot = strftime(kalender.eind, '%Y-%m')
left join gebieden
    on straten.buurtcode = gebieden.gebied_code
    and gebieden.maand_van = (
        select max(laatste.maand_van) from gebieden as laatste where laatste.gebied_code = straten.buurtcode
    )
