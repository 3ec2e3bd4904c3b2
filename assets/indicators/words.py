"""The four words of a verdict. When each is said is in `windows` and, for registers, in
`comparison`."""

USUAL = "binnen normale schommeling"
UP = "signaal omhoog"
DOWN = "signaal omlaag"
UNCERTAIN = "niet vast te stellen"
