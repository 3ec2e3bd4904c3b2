-- Grain: one row per neighbourhood, theme and part of the week in which anything happened, in the twelve
-- months of the period. What has no usable moment is in the part `onbekend`, so that a sum is complete.
-- `..._op_volgorde` sorts as the week does: most programs sort an axis by its text.
select
    gebieden.gebied_sleutel,
    buurtmomenten.buurtcode,
    gebieden.gebiedsnaam as buurtnaam,
    gebieden.wijkcode,
    wijken.gebiedsnaam as wijknaam,
    buurtmomenten.thema,
    themas.themanaam,
    kalender.periode,
    kalender.begin,
    kalender.eind,
    buurtmomenten.weekdag,
    list_position(
        ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag', 'zondag', 'onbekend'],
        buurtmomenten.weekdag
    ) || ' ' || buurtmomenten.weekdag as weekdag_op_volgorde,
    buurtmomenten.dagdeel,
    list_position(['nacht', 'ochtend', 'middag', 'avond', 'onbekend'], buurtmomenten.dagdeel)
        || ' ' || buurtmomenten.dagdeel as dagdeel_op_volgorde,
    buurtmomenten.politie_12m,
    buurtmomenten.melddesk_12m,
    buurtmomenten.melddesk_voorval,
    buurtmomenten.momentbron
from buurtmomenten
left join themas on buurtmomenten.thema = themas.thema
left join kalender
    on kalender.periode_soort = '12m' and buurtmomenten.maand_tot = strftime(kalender.eind, '%Y-%m')
left join gebieden
    on buurtmomenten.buurtcode = gebieden.gebied_code
    and buurtmomenten.maand_tot >= gebieden.maand_van
    and buurtmomenten.maand_tot <= gebieden.maand_tot
left join gebieden as wijken
    on gebieden.wijkcode = wijken.gebied_code
    and buurtmomenten.maand_tot >= wijken.maand_van
    and buurtmomenten.maand_tot <= wijken.maand_tot
