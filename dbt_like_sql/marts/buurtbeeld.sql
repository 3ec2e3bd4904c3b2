-- Grain: one row per neighbourhood, month and theme: police registrations and reports side by side,
-- and per 1,000 inhabitants where the neighbourhood and the number are large enough. `onbekend` holds
-- rows without a known neighbourhood.
select
    int_plaats_thema_maand.plaats as buurtcode,
    coalesce(buurten_lijst.buurtnaam, int_plaats_thema_maand.plaats) as buurtnaam,
    int_plaats_thema_maand.maand,
    int_plaats_thema_maand.thema,
    int_plaats_thema_maand.politie_registraties,
    int_plaats_thema_maand.melddesk_meldingen,
    int_plaats_thema_maand.politie_12m,
    int_plaats_thema_maand.melddesk_12m,
    case
        when int_inwoners.inwoners >= instellingen.minimum_inwoners
            and int_plaats_thema_maand.politie_12m >= instellingen.minimum_aantal
            then round(1000.0 * int_plaats_thema_maand.politie_12m / int_inwoners.inwoners, 1)
    end as politie_12m_per_1000,
    case
        when int_inwoners.inwoners >= instellingen.minimum_inwoners
            and int_plaats_thema_maand.melddesk_12m >= instellingen.minimum_aantal
            then round(1000.0 * int_plaats_thema_maand.melddesk_12m / int_inwoners.inwoners, 1)
    end as melddesk_12m_per_1000,
    int_plaats_thema_maand.politie_status,
    int_plaats_thema_maand.melddesk_status
from int_plaats_thema_maand
cross join instellingen
left join buurten_lijst
    on int_plaats_thema_maand.plaats = buurten_lijst.buurtcode
    and int_plaats_thema_maand.plaats_van = buurten_lijst.maand_van
left join int_inwoners
    on int_plaats_thema_maand.plaats = int_inwoners.buurtcode
    and int_plaats_thema_maand.plaats_van = int_inwoners.maand_van
    and int_plaats_thema_maand.jaar = int_inwoners.jaar
where int_plaats_thema_maand.plaats_soort = 'buurt'
order by int_plaats_thema_maand.plaats, int_plaats_thema_maand.thema, int_plaats_thema_maand.maand
