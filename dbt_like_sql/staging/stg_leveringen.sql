-- Grain: one row per delivery that counts: known on the reference date and not held.
-- `volgorde` counts the deliveries of a source from old to new; all history is told by it.
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
    ) as volgorde
from stg_ontvangen
where status <> 'vastgehouden'
order by bron, volgorde
