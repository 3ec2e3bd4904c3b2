-- Grain: one row per street and theme with a registration or a report in the last two years: its last
-- twelve months, and the twelve before.
select
    nu.buurtcode,
    nu.buurtnaam,
    nu.straat_id,
    nu.straatnaam,
    nu.thema,
    nu.themanaam,
    nu.maand,
    nu.politie_12m,
    vorig_jaar.politie_12m as politie_12m_ervoor,
    nu.melddesk_12m,
    vorig_jaar.melddesk_12m as melddesk_12m_ervoor,
    nu.politie_status,
    nu.melddesk_status
from straatbeeld as nu
left join straatbeeld as vorig_jaar
    on nu.straat_id = vorig_jaar.straat_id
    and nu.thema = vorig_jaar.thema
    and vorig_jaar.maand = strftime(cast(nu.maand || '-01' as date) - interval 1 year, '%Y-%m')
where nu.maand = (select max(maand) from straatbeeld)
    and greatest(
        nu.politie_12m, nu.melddesk_12m, vorig_jaar.politie_12m, vorig_jaar.melddesk_12m
    ) > 0
order by nu.buurtnaam, nu.straatnaam, nu.straat_id, nu.themanaam
