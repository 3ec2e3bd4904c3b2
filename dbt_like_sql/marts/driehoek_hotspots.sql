-- Grain: one row per street and nuisance theme with a figure in the last twelve months (T3, plain
-- ranking). The two sources are ranked apart and never added up; a street that stands high in both
-- comes first.
with
jaar as (
    select
        straatbeeld.straat_id,
        straatbeeld.straatnaam,
        straatbeeld.thema,
        thema_lijst.naam as soort,
        int_driehoek_periode.periode_tot as maand_tot,
        max(case when int_maanden.maandnummer = tot_nummer then straatbeeld.politie_12m end) as politie_12m,
        max(case when int_maanden.maandnummer = tot_nummer then straatbeeld.melddesk_12m end) as melddesk_12m,
        count(
            case
                when coalesce(straatbeeld.politie_registraties, 0) > 0
                    or coalesce(straatbeeld.melddesk_meldingen, 0) > 0
                    then 1
            end
        ) as maanden_actief
    from straatbeeld
    inner join int_maanden on straatbeeld.maand = int_maanden.maand
    inner join thema_lijst on straatbeeld.thema = thema_lijst.thema and thema_lijst.is_overlast = 'J'
    inner join straten on straatbeeld.straat_id = straten.straat_id
    cross join int_driehoek_periode
    where int_maanden.maandnummer between tot_nummer - 11 and tot_nummer
    group by
        straatbeeld.straat_id,
        straatbeeld.straatnaam,
        straatbeeld.thema,
        thema_lijst.naam,
        int_driehoek_periode.periode_tot
),

gerangschikt as (
    select
        jaar.*,
        rank() over (order by coalesce(politie_12m, 0) desc) as rang_politie,
        rank() over (order by coalesce(melddesk_12m, 0) desc) as rang_melddesk
    from jaar
    where maanden_actief > 0
)

select
    row_number() over (
        order by
            rang_politie + rang_melddesk,
            least(coalesce(politie_12m, 0), coalesce(melddesk_12m, 0)) desc,
            maanden_actief desc,
            straatnaam,
            straat_id,
            thema
    ) as rang,
    straat_id,
    straatnaam,
    thema,
    soort,
    maand_tot,
    maanden_actief,
    politie_12m,
    melddesk_12m,
    coalesce(politie_12m, 0) > 0 and coalesce(melddesk_12m, 0) > 0 as beide_bronnen,
    rang_politie,
    rang_melddesk
from gerangschikt
order by rang
