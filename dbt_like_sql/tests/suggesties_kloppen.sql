-- A suggestion has a probability, none is surer than the one before it, and a text of which only the
-- form may be shown has none: the street would tell what was written. [blocks]
select bron, tekst, koppelmethode
from controlelijst
where suggestie_1_kans not between 0 and 1
    or suggestie_2_kans > suggestie_1_kans
    or suggestie_3_kans > suggestie_2_kans
    or (suggestie_1 is null) <> (suggestie_1_kans is null)
    or (suggestie_2 is null) <> (suggestie_2_kans is null)
    or (suggestie_3 is null) <> (suggestie_3_kans is null)
    or (suggestie_1 is not null and not regexp_matches(tekst, '[b-zB-Z0-8À-ž]'))
