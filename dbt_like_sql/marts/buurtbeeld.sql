-- Grain: one row per neighbourhood, month and theme: police and reports side by side, and per 1,000
-- inhabitants where the neighbourhood and the number are large enough. `onbekend` holds the rest.
select
    int_buurt_thema_maand.buurtcode,
    coalesce(gebieden.buurtnaam, int_buurt_thema_maand.buurtcode) as buurtnaam,
    int_buurt_thema_maand.maand,
    int_buurt_thema_maand.thema,
    int_buurt_thema_maand.politie_registraties,
    int_buurt_thema_maand.melddesk_meldingen,
    int_buurt_thema_maand.politie_12m,
    int_buurt_thema_maand.melddesk_12m,
    case
        when int_inwoners.inwoners >= instellingen.minimum_inwoners
            and int_buurt_thema_maand.politie_12m >= instellingen.minimum_aantal
            then round(1000.0 * int_buurt_thema_maand.politie_12m / int_inwoners.inwoners, 1)
    end as politie_12m_per_1000,
    case
        when int_inwoners.inwoners >= instellingen.minimum_inwoners
            and int_buurt_thema_maand.melddesk_12m >= instellingen.minimum_aantal
            then round(1000.0 * int_buurt_thema_maand.melddesk_12m / int_inwoners.inwoners, 1)
    end as melddesk_12m_per_1000,
    int_buurt_thema_maand.politie_status,
    int_buurt_thema_maand.melddesk_status
from int_buurt_thema_maand
cross join instellingen
left join gebieden on int_buurt_thema_maand.buurtcode = gebieden.buurtcode
left join int_inwoners
    on int_buurt_thema_maand.buurtcode = int_inwoners.buurtcode
    and int_buurt_thema_maand.jaar = int_inwoners.jaar
order by int_buurt_thema_maand.buurtcode, int_buurt_thema_maand.thema, int_buurt_thema_maand.maand
