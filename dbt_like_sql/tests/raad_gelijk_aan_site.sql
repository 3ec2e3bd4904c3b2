-- The council reads the same figure as the site, in every cell that both show. [blocks]
select
    int_raad_vergelijking.indicator_id,
    int_raad_vergelijking.periode,
    int_raad_vergelijking.nu,
    feiten_en_cijfers.waarde
from int_raad_vergelijking
inner join feiten_en_cijfers
    on int_raad_vergelijking.indicator_id = feiten_en_cijfers.indicator_id
    and int_raad_vergelijking.periode = feiten_en_cijfers.periode
where int_raad_vergelijking.gebiedsniveau = 'gemeente'
    and int_raad_vergelijking.nu <> feiten_en_cijfers.waarde
