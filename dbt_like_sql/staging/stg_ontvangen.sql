-- Grain: one row per delivery received by the reference date, including held ones. A held delivery
-- does not count until it is accepted. `status`: ingenomen, vastgehouden or geaccepteerd (was held,
-- accepted since). `rang`: its place among the deliveries of its source, from old to new.
-- `bestand_nr`: the same for all versions and copies of one file, whose name is shown by its form if
-- nl: Een rij per levering die op de peildatum ontvangen was, ook als zij is vastgehouden, met haar
-- status en de reden van vasthouden.
with
oordeel as (
    select
        levering_id,
        max(case when uitkomst = 'vastgehouden' then 1 else 0 end) as vastgehouden,
        max(case when uitkomst = 'geaccepteerd' then 1 else 0 end) as geaccepteerd,
        string_agg(
            case when uitkomst in ('vastgehouden', 'geaccepteerd') then melding end, ' ' order by melding
        ) as reden
    from leveringsoordelen
    group by levering_id
)

select
    manifesten.levering_id,
    manifesten.bron,
    manifesten.bestandsnaam,
    manifesten.sha256,
    manifesten.ontvangen_op,
    manifesten.ontvangen_volgens,
    manifesten.meldsysteem,
    manifesten.rijen,
    manifesten.rang,
    manifesten.bestand_nr,
    manifesten.is_invoer,
    case
        when oordeel.vastgehouden = 1 then 'vastgehouden'
        when oordeel.geaccepteerd = 1 then 'geaccepteerd'
        else 'ingenomen'
    end as status,
    oordeel.reden
from manifesten
cross join instellingen
left join oordeel on manifesten.levering_id = oordeel.levering_id
where instellingen.peildatum is null
    or cast(manifesten.ontvangen_op as date) <= instellingen.peildatum
order by manifesten.bron, manifesten.rang
