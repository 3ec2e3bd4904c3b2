-- Grain: one row per delivery that counts: known on the reference date and not held.
-- `volgorde` counts the deliveries of a source from old to new; all history is told by it. `stroom`:
-- within which a later delivery of a month takes the place of an earlier one. Report systems that
-- are used side by side are a stream each: what one delivers says nothing of the other.
select
    levering_id,
    bron,
    bestandsnaam,
    sha256,
    ontvangen_op,
    ontvangen_volgens,
    meldsysteem,
    rijen,
    row_number() over (
        partition by bron
        order by ontvangen_op, bestandsnaam, sha256
    ) as volgorde,
    case
        when bron = 'melddesk' and instellingen.naast_elkaar
            then 'melddesk/' || coalesce(nullif(meldsysteem, ''), 'melddesk')
        else bron
    end as stroom
from stg_ontvangen
cross join instellingen
where status <> 'vastgehouden'
order by bron, volgorde
