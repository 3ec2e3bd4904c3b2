-- Grain: one row per street, month and theme: what the police registered and what residents reported,
-- side by side. `onbekend` holds rows that could not be linked to a street; `niet op straatniveau`
-- those never shown by street, because that could point at persons.
select
    int_plaats_thema_maand.plaats as straat_id,
    coalesce(straten.straatnaam, int_plaats_thema_maand.plaats) as straatnaam,
    int_plaats_thema_maand.maand,
    int_plaats_thema_maand.thema,
    int_plaats_thema_maand.politie_registraties,
    int_plaats_thema_maand.melddesk_meldingen,
    int_plaats_thema_maand.politie_12m,
    int_plaats_thema_maand.melddesk_12m,
    int_plaats_thema_maand.politie_status,
    int_plaats_thema_maand.melddesk_status
from int_plaats_thema_maand
left join straten on int_plaats_thema_maand.plaats = straten.straat_id
where int_plaats_thema_maand.plaats_soort = 'straat'
order by int_plaats_thema_maand.plaats, int_plaats_thema_maand.thema, int_plaats_thema_maand.maand
