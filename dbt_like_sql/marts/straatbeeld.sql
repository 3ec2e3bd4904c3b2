-- Grain: one row per street, month and theme: what the police registered and what residents reported,
-- side by side. A place that is no street (`PL-` with its name) has its own rows. `onbekend` holds rows
-- that could not be linked to either; `niet op straatniveau` those never shown by street, because that
-- could point at persons.
select
    int_plaats_thema_maand.plaats as straat_id,
    case
        when straten.straatnaam is not null then straten.straatnaam
        when int_plaats_thema_maand.plaats like 'PL-%' then substr(int_plaats_thema_maand.plaats, 4)
        else int_plaats_thema_maand.plaats
    end as straatnaam,
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
