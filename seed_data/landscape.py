"""The roughly true landscape of the schematic map: railways, waters, slag heaps, parks and woods by a few points each.

Drawn by hand from general knowledge, good to some hundred metres; never a survey.
"""

from game_rules.geo import LatLon

LINES: tuple[tuple[str, str, tuple[LatLon, ...]], ...] = (
    (
        "rail",
        "Lens – Arras",
        (
            LatLon(50.4272, 2.8277), LatLon(50.4190, 2.8310), LatLon(50.4127, 2.8335), LatLon(50.4000, 2.8290),
            LatLon(50.3880, 2.8200), LatLon(50.3760, 2.8140), LatLon(50.3600, 2.8050),
        ),
    ),
    (
        "rail",
        "Lens – Douai",
        (
            LatLon(50.4272, 2.8277), LatLon(50.4220, 2.8450), LatLon(50.4180, 2.8640), LatLon(50.4185, 2.8880),
            LatLon(50.4190, 2.9080), LatLon(50.4190, 2.9400),
        ),
    ),
    (
        "rail",
        "Lens – Béthune",
        (
            LatLon(50.4272, 2.8277), LatLon(50.4330, 2.8090), LatLon(50.4430, 2.7960), LatLon(50.4520, 2.7880),
            LatLon(50.4640, 2.7640), LatLon(50.4800, 2.7330), LatLon(50.4950, 2.7000),
        ),
    ),
    (
        "rail",
        "Lens – Bully-Grenay",
        (
            LatLon(50.4272, 2.8277), LatLon(50.4265, 2.8050), LatLon(50.4257, 2.7737), LatLon(50.4330, 2.7550),
            LatLon(50.4437, 2.7312), LatLon(50.4490, 2.7050), LatLon(50.4560, 2.6760),
        ),
    ),
    (
        "rail",
        "Lens – Lille",
        (
            LatLon(50.4272, 2.8277), LatLon(50.4330, 2.8480), LatLon(50.4470, 2.8620), LatLon(50.4600, 2.8740),
            LatLon(50.4750, 2.8840), LatLon(50.4930, 2.8880), LatLon(50.5100, 2.8960),
        ),
    ),
    (
        "water",
        "Canal de la Deûle",
        (
            LatLon(50.4420, 2.9420), LatLon(50.4520, 2.9230), LatLon(50.4610, 2.9090), LatLon(50.4730, 2.8960),
            LatLon(50.4850, 2.8990), LatLon(50.5010, 2.8900), LatLon(50.5130, 2.8800),
        ),
    ),
    (
        "water",
        "Canal de Lens",
        (
            LatLon(50.4520, 2.9230), LatLon(50.4410, 2.9080), LatLon(50.4370, 2.8860), LatLon(50.4395, 2.8640),
            LatLon(50.4405, 2.8480),
        ),
    ),
    (
        "water",
        "Souchez",
        (
            LatLon(50.3870, 2.7330), LatLon(50.3960, 2.7430), LatLon(50.4040, 2.7560), LatLon(50.4090, 2.7720),
            LatLon(50.4130, 2.7900), LatLon(50.4170, 2.8020), LatLon(50.4190, 2.8190), LatLon(50.4210, 2.8380),
            LatLon(50.4300, 2.8530), LatLon(50.4395, 2.8640),
        ),
    ),
)  # fmt: skip
"""Class, name and course of each railway and water."""

BLOBS: tuple[tuple[str, str, LatLon, float, float, float], ...] = (
    ("slag_heap", "Terril 74, Base 11/19", LatLon(50.4432, 2.7765), 270, 210, 20),
    ("slag_heap", "Terril 74a, Base 11/19", LatLon(50.4452, 2.7818), 250, 200, 20),
    ("slag_heap", "Terril de Pinchonvalles", LatLon(50.4010, 2.8080), 620, 190, 25),
    ("slag_heap", "Terril de Grenay", LatLon(50.4560, 2.7420), 240, 140, 150),
    ("slag_heap", "Terril de Méricourt", LatLon(50.3940, 2.8760), 280, 170, 60),
    ("green", "Parc du Louvre-Lens", LatLon(50.4303, 2.8035), 380, 200, 35),
    ("green", "Parc de Rollencourt", LatLon(50.4165, 2.7865), 300, 180, 40),
    ("green", "Parc de la Glissoire", LatLon(50.4168, 2.8440), 420, 280, 20),
    ("green", "Bois de Lorette", LatLon(50.4040, 2.7100), 1500, 520, 165),
    ("green", "Bois de Bouvigny", LatLon(50.4110, 2.6700), 1300, 450, 170),
    ("green", "Parc mémorial de Vimy", LatLon(50.3800, 2.7740), 900, 500, 140),
    ("green", "Marais de Wingles", LatLon(50.4990, 2.8430), 500, 260, 0),
    ("green", "Parc des Îles", LatLon(50.3950, 2.9230), 520, 300, 60),
    ("green", "Bois de Florimond", LatLon(50.4400, 2.9180), 360, 220, 30),
    ("water", "Étang de la Glissoire", LatLon(50.4165, 2.8450), 190, 110, 20),
    ("water", "Étang de Wingles", LatLon(50.4990, 2.8440), 260, 130, 0),
)
"""Class, name, middle, half length and half width in metres, and direction of the length in degrees from east."""
