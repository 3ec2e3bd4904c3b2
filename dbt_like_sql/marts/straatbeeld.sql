-- Grain: one row per street, month and theme: what the police registered and what residents reported,
-- side by side. A place that is no street (`PL-` with its name) has its own rows. `onbekend` holds rows
-- that could not be linked to either; `niet op straatniveau` those never shown by street, because that
-- could point at persons.
select
    int_plaats_thema_maand.plaats as straat_id,
    straten.straatnaam,
    int_plaats_thema_maand.maand,
    int_plaats_thema_maand.thema,
    int_plaats_thema_maand.politie_registraties,
    int_plaats_thema_maand.melddesk_meldingen,
    int_plaats_thema_maand.politie_12m,
    int_plaats_thema_maand.melddesk_12m,
    int_plaats_thema_maand.politie_status,
    int_plaats_thema_maand.melddesk_status,
    themas.themanaam,
    straten.buurtcode,
    straten.buurtnaam
from int_plaats_thema_maand
inner join straten on int_plaats_thema_maand.plaats = straten.straat_id
inner join themas on int_plaats_thema_maand.thema = themas.thema
where int_plaats_thema_maand.plaats_soort = 'straat'
order by int_plaats_thema_maand.plaats, int_plaats_thema_maand.thema, int_plaats_thema_maand.maand
