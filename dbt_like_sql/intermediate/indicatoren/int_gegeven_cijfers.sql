-- Grain: one row per figure that is not counted from rows and delivery that holds or changed it, with
-- the value it supersedes: the figures that sources counted themselves, and the sums of open-data
-- months for periods that are not published.
-- nl: Een rij per cijfer dat niet uit registraties of meldingen is geteld en levering die het bracht
-- of wijzigde, met de waarde ervoor. Het zijn de geleverde cijfers en de sommen van maanden uit de
-- open data.
select
    indicator_id,
    gebied_code,
    periode_soort,
    periode,
    waarde,
    vorige_waarde,
    is_voorlopig,
    is_nieuwste,
    definitie_versie,
    levering_id,
    ontvangen_op
from int_cijferversies
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
