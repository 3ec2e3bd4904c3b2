-- Grain: one row per code that stands for several classes, and class in it: a crime code of CBS, or an
-- indicator of the police. `klassen`: how many there are; `op_straatniveau`: whether all may be shown by street.
-- nl: Een rij per ruimere code (een code van het CBS, of een indicator) en maatschappelijke klasse die
-- erin valt. Een rij met alleen een ruimere code telt in elke indicator die al deze klassen telt.
with
delen as (
    select soort_misdrijf as code, mk_code from stg_klassen where soort_misdrijf is not null
    union
    select indicator_id, code from indicator_codes where bron = 'politie'
)

select
    delen.code,
    delen.mk_code,
    count(*) over per_code as klassen,
    min(stg_klassen.thema) over per_code as thema,
    bool_and(stg_klassen.op_straatniveau) over per_code as op_straatniveau
from delen
inner join stg_klassen on delen.mk_code = stg_klassen.mk_code
window per_code as (partition by delen.code)
order by delen.code, delen.mk_code
