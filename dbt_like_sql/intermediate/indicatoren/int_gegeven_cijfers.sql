-- Grain: one row per figure that was delivered as a figure (a register, the Veiligheidsmonitor, the
-- open data of the police) and delivery that holds it, with the figure before it. Nothing is counted
-- here; sums of months of the open data stand beside what is published.
select
    indicator_id,
    gebied_code,
    periode_soort,
    periode,
    waarde,
    vorige_waarde,
    false as is_voorlopig,
    is_nieuwste,
    1 as definitie_versie,
    levering_id,
    ontvangen_op
from int_registercijfers
union all
select
    indicator_id,
    gebied_code,
    'jaar' as periode_soort,
    periode,
    waarde,
    vorige_waarde,
    is_voorlopig,
    is_nieuwste,
    definitie_versie,
    levering_id,
    ontvangen_op
from int_veiligheidsmonitor_cijfers
union all
select
    indicator_id,
    gebied_code,
    periode_soort,
    periode,
    waarde,
    vorige_waarde,
    is_voorlopig,
    is_nieuwste,
    1 as definitie_versie,
    levering_id,
    ontvangen_op
from int_open_data_cijfers
union all
select
    indicator_id,
    gebied_code,
    periode_soort,
    periode,
    waarde,
    vorige_waarde,
    is_voorlopig,
    is_nieuwste,
    1 as definitie_versie,
    levering_id,
    ontvangen_op
from int_open_data_sommen
