-- For each street and each neighbourhood, and each theme, the weights of all parts of the week and of
-- `onbekend` add up to the number of registrations and of reports in those twelve months. [blocks]
with
sommen as (
    select 'straat' as soort, straatbeeld.straat_id as plaats, straatbeeld.thema, 0 as keer,
        12 * straatbeeld.politie_12m as politie, 12 * straatbeeld.melddesk_12m as melddesk
    from straatbeeld
    inner join int_driehoek_periode on straatbeeld.maand = int_driehoek_periode.periode_tot
    union all
    select 'buurt' as soort, buurtbeeld.buurtcode as plaats, buurtbeeld.thema, 0 as keer,
        12 * buurtbeeld.politie_12m as politie, 12 * buurtbeeld.melddesk_12m as melddesk
    from buurtbeeld
    inner join int_driehoek_periode on buurtbeeld.maand = int_driehoek_periode.periode_tot
    union all
    select 'straat' as soort, straat_id as plaats, thema, 1 as keer,
        12 * politie_12m as politie, 12 * melddesk_12m as melddesk
    from straatmomenten
    union all
    select 'buurt' as soort, buurtcode as plaats, thema, 1 as keer,
        12 * politie_12m as politie, 12 * melddesk_12m as melddesk
    from buurtmomenten
),

vergeleken as (
    select
        soort,
        plaats,
        thema,
        round(sum(case when keer = 0 then coalesce(politie, 0) else 0 end)) as politie,
        round(sum(case when keer = 1 then coalesce(politie, 0) else 0 end)) as politie_gewogen,
        round(sum(case when keer = 0 then coalesce(melddesk, 0) else 0 end)) as melddesk,
        round(sum(case when keer = 1 then coalesce(melddesk, 0) else 0 end)) as melddesk_gewogen
    from sommen
    group by soort, plaats, thema
)

select *
from vergeleken
where politie <> politie_gewogen or melddesk <> melddesk_gewogen
