-- Grain: one row per accepted row and period during which it counts, of the sources that straatbeeld,
-- buurtbeeld and the hotspots show by theme. Another source of rows is counted in `int_tellingen`
-- alone: it may not change what those tables say of the police and the reports.
-- nl: Een rij per registratie of melding en tijd waarin die telt, van de bronnen die per thema naast
-- elkaar staan: politie en meldsysteem.
select int_tellingen.*
from int_tellingen
inner join bronnen on int_tellingen.bron = bronnen.bron and bronnen.per_thema
