-- An indicator of a register that the code tables do not know: it counts, under its own name. [warns]
select indicator_id, naam from int_register_indicatoren
