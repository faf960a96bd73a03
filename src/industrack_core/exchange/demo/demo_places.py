"""Whom the demo company works for: invented customers on invented addresses, phone numbers from the 555-01xx range."""

COMPANIES: tuple[str, ...] = (
    "Harborview Hotel", "Bright Smiles Dental", "St. Brendan's School", "Maple Court Apartments",
    "Orchard Street Bakery", "Blue Heron Brewing", "Riverside Laundry", "Kestrel Data Center", "Union Square Dialysis",
    "Grand Concourse Realty", "Little Acorns Daycare", "Fulton Fish Market Co-op", "Lakeside Senior Living",
    "Ironworks Gym", "Pho Saigon Kitchen",
    "Hudson Valley Creamery", "Beth Shalom Synagogue", "Al-Noor Community Center", "First Baptist Church",
    "Oakwood Library",
    "Prospect Veterinary Clinic", "Nomad Film Studios", "Bayside Auto Body", "Delmonico Steaks", "Tri-Boro Storage",
    "Empire Print Works", "Court Street Chambers", "Seaport Museum", "Van Dyke Condominium", "Parkway Cinema",
    "Café Zürich", "Liberty Linen Service",
)  # fmt: skip

PERSONS: tuple[tuple[str, str], ...] = (
    ("Eleanor", "Vance"), ("Darius", "Coleman"), ("Nguyen", "Thi Lan"), ("Patrick", "O'Malley"), ("Fatima", "Haddad"),
    ("George", "Papadakis"), ("Ingrid", "Sørensen"), ("Leroy", "Baptiste"), ("Ayesha", "Siddiqui"),
    ("Miguel", "Santos"),
    ("Ruth", "Abramowitz"), ("Chidi", "Eze"), ("Wanda", "Kowalski"), ("Kenji", "Mori"), ("Beatriz", "Almeida"),
    ("Arthur", "Pembroke"), ("Lakshmi", "Iyer"), ("Terrence", "Boyd"), ("Olga", "Romanova"), ("Sean", "Gallagher"),
    ("Aaliyah", "Brooks"), ("Giovanni", "Russo"), ("Hye-jin", "Park"), ("Carmen", "Ortiz"), ("Nathan", "Weiss"),
    ("Zainab", "Bello"), ("Frank", "Dombrowski"), ("Emily", "Thornton"),
)  # fmt: skip

CONTACTS: tuple[str, ...] = (
    "Dolores Quinn", "Raj Malhotra", "Steve Kaczmarek", "Lillian Osei", "Bob Castellano", "Joan Whitfield",
    "Andre Dubois", "Monica Reyes", "Philip Yoon", "Theresa Nunez",
)  # fmt: skip

STREETS: tuple[str, ...] = (
    "Oak Street", "Mill Road", "Harbor Avenue", "Chestnut Lane", "Second Avenue", "Canal Street", "Willow Place",
    "Foundry Street", "Church Street", "Depot Road", "Lexington Court", "Pier 9", "Summit Avenue", "Ferry Street",
)  # fmt: skip

TOWNS: tuple[tuple[str, str], ...] = (
    ("Yonkers", "NY 10701"), ("New Rochelle", "NY 10801"), ("White Plains", "NY 10601"), ("Mount Vernon", "NY 10550"),
    ("Bronx", "NY 10463"), ("Rye", "NY 10580"),
)  # fmt: skip

SITE_NAMES: tuple[str, ...] = ("Annex", "Warehouse", "Rear building", "Parking garage", "Roof plant", "Second branch")

SITE_NOTES: tuple[str, ...] = (
    "Key box at the side gate, code from the office. Dog in the yard: ring first.",
    "Sign in at the front desk. No work above occupied rooms before 10.",
    "Water shut-off is behind the vending machine in the basement.",
    "Park in the loading dock only; the street is towed from 4 pm.",
    "Hot work permit needed from the super before any brazing.",
    "Roof hatch is alarmed: call 555-0199 before opening.",
)

TAGS: tuple[str, ...] = ("Contract", "VIP", "net 30", "school", "tenant access", "prepaid")

JOB_NOTES: tuple[str, ...] = (
    "Customer asks for a call 30 minutes before.",
    "Part is on the van, bin 4.",
    "Second visit: last time nobody answered the door.",
    "Take photos before and after for the insurer.",
    "Bring the long ladder.",
)

ESTIMATES: tuple[tuple[str, tuple[tuple[str, int, int], ...]], ...] = (
    ("Replace boiler with condensing unit", (("Condensing boiler 120 MBH", 1000, 648000), ("Labor", 24000, 14500))),
    ("Two mini splits for the office", (("Mini split 12k", 2000, 189000), ("Line set and pad", 2000, 24500))),
    ("Repipe kitchen branch in copper", (("Copper 3/4 in, feet", 60000, 980), ("Labor", 12000, 14500))),
    ("Tankless water heater", (("Tankless unit 199 MBH", 1000, 215000), ("Venting", 1000, 38500))),
    ("400 A panel with surge protection", (("Panel 400 A", 1000, 329000), ("Labor", 16000, 15500))),
    ("Standby generator 24 kW", (("Generator 24 kW", 1000, 745000), ("Transfer switch", 1000, 118000))),
    ("Door operator for car 1", (("Door operator", 1000, 862000), ("Labor", 20000, 17500))),
    ("Backflow preventer 2 in", (("RPZ 2 in", 1000, 96500), ("Labor", 4000, 14500))),
    ("Maintenance contract, 6 roof units", (("Visit, spring and fall", 2000, 118000),)),
    ("Camera inspection and lining, 40 ft", (("Lining, feet", 40000, 11500), ("Camera inspection", 1000, 35000))),
)
"""What was offered: description, then lines of text, quantity in thousandths and price in cents."""
