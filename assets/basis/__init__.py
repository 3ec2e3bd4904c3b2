"""What every other room uses: the folders of a home, atomic writes, errors, personal data.

Nothing about police, streets or months belongs here.
"""
