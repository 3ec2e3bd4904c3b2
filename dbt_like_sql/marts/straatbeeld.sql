-- Grain: one row per street, month and theme: what the police registered and what residents
-- reported, side by side. `onbekend` holds what could not be linked to a street; `niet op
-- straatniveau` what is never shown by street, because it could point at persons.
select
    int_straat_thema_maand.straat_id,
    coalesce(straten.straatnaam, int_straat_thema_maand.straat_id) as straatnaam,
    int_straat_thema_maand.maand,
    int_straat_thema_maand.thema,
    int_straat_thema_maand.politie_registraties,
    int_straat_thema_maand.melddesk_meldingen,
    int_straat_thema_maand.politie_12m,
    int_straat_thema_maand.melddesk_12m,
    int_straat_thema_maand.politie_status,
    int_straat_thema_maand.melddesk_status
from int_straat_thema_maand
left join straten on int_straat_thema_maand.straat_id = straten.straat_id
order by int_straat_thema_maand.straat_id, int_straat_thema_maand.thema, int_straat_thema_maand.maand
