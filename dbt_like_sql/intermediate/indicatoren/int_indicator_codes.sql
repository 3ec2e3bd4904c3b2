-- Grain: one row per indicator, code and range of months in which the indicator counts that code. A
-- code without an entry in `indicator_versies` counts in every month. Reports in a theme of the
-- settings count under that theme, and under every theme that it is a part of.
-- nl: Een rij per indicator en code die zij telt, met de maanden waarin de code meetelt.
with
eigen as (
    select 'melding_' || thema as indicator_id, thema as code
    from thema_instellingen
    where melddesk = 'J'
    union all
    select stg_indicatoren.indicator_id, thema_delen.deel
    from thema_delen
    inner join stg_indicatoren on 'melding_' || thema_delen.thema = stg_indicatoren.indicator_id
    inner join thema_instellingen on thema_delen.deel = thema_instellingen.thema
    where thema_instellingen.melddesk = 'J'
)

select
    indicator_codes.indicator_id,
    indicator_codes.bron,
    indicator_codes.code,
    coalesce(indicator_versies.geldig_van, '0000-01') as maand_van,
    coalesce(indicator_versies.geldig_tot, '9999-12') as maand_tot
from indicator_codes
left join indicator_versies
    on indicator_codes.indicator_id = indicator_versies.indicator_id
    and indicator_codes.code = indicator_versies.code
union all
select indicator_id, 'melddesk', code, '0000-01', '9999-12' from eigen
order by indicator_id, bron, code, maand_van
