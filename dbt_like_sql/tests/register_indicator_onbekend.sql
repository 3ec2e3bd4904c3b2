-- An indicator of a register that is not in the code tables: it counts, under its own name. [warns]
select indicator_id, naam from int_register_indicatoren
