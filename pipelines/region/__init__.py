"""Running a region: many municipalities side by side, each as its own home, and then the roll-up.

What is split and what is compared is in `assets.region`.
"""
