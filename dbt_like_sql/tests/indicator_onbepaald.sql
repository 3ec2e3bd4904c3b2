-- Indicators without a figure in a month, as the police gave a wider code alone. [warns]
select verzameling, maand from int_onbepaald where nu
