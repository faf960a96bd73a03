"""Who works at the demo company: names, trades, hours, days off. Plain tables: a seed always means the same."""

from industrack_core.domain.named_tuple import NamedTuple

COMPANY_NAME = "Northwind Heating & Plumbing"
COMPANY_ZONE = "America/New_York"


class Person(NamedTuple):
    """One employee: wall-clock hours of a working day, and which days after today are off (0 is today)."""

    first_name: str
    last_name: str
    group: str
    role: str
    skills: tuple[str, ...]
    opens: int
    closes: int
    days_off: tuple[int, ...]


_EARLY, _USUAL, _LATE = (7 * 60, 15 * 60 + 30), (8 * 60, 17 * 60), (10 * 60, 19 * 60)

PEOPLE: tuple[Person, ...] = (
    Person("Amara", "Okafor", "Heating", "Lead technician", ("gas", "boilers", "refrigerant"), *_EARLY, (3, 4)),
    Person("Tomasz", "Nowak", "Heating", "Technician", ("gas", "boilers"), *_USUAL, (4, 5)),
    Person("Mei-Ling", "Chen", "Heating", "Technician", ("gas", "refrigerant"), *_USUAL, (2, 3)),
    Person("Jamal", "Whitaker", "Heating", "Technician", ("refrigerant", "ducts"), *_LATE, (5, 6)),
    Person("Sofía", "Herrera", "Heating", "Apprentice", ("ducts",), *_USUAL, (3, 4)),
    Person("Declan", "Byrne", "Plumbing", "Lead technician", ("drains", "backflow"), *_EARLY, (4, 5)),
    Person("Priya", "Raman", "Plumbing", "Technician", ("drains", "water heaters"), *_USUAL, (5, 6)),
    Person("Luis", "Delgado", "Plumbing", "Technician", ("drains", "backflow"), *_USUAL, (1, 2)),
    Person("Hannah", "Goldberg", "Plumbing", "Technician", ("water heaters", "gas"), *_LATE, (3, 4)),
    Person("Kofi", "Mensah", "Electrical", "Lead technician", ("panels", "generators"), *_USUAL, (4, 5)),
    Person("Yuki", "Tanaka", "Electrical", "Technician", ("panels", "controls"), *_EARLY, (2, 3)),
    Person("Marcus", "Lindqvist", "Electrical", "Technician", ("panels",), *_USUAL, (5, 6)),
    Person("Rosa", "Ferraro", "Electrical", "Apprentice", ("controls",), *_USUAL, (0, 6)),
    Person("Ivan", "Petrov", "Elevators", "Lead technician", ("elevators", "controls"), *_USUAL, (4, 5)),
    Person("Grace", "Kim", "Elevators", "Technician", ("elevators",), *_LATE, (2, 3)),
    Person("Samuel", "Adeyemi", "Elevators", "Technician", ("elevators", "escalators"), *_EARLY, (3, 4)),
    Person("Walter", "Brandt", "Heating", "Technician", ("boilers",), *_USUAL, (5, 6)),
)

INACTIVE = "Brandt"
"""Left the field last year; old jobs still name him."""

GROUPS = ("Heating", "Plumbing", "Electrical", "Elevators")


class Works(NamedTuple):
    """A kind of work: its group, color, skills, usual minutes, and what jobs of it are about."""

    name: str
    group: str
    color: str
    skills: tuple[str, ...]
    minutes: tuple[int, ...]
    descriptions: tuple[str, ...]


SERVICES: tuple[Works, ...] = (
    Works("Heating repair", "Heating", "Red", ("gas",), (60, 90, 120), (
        "No heat on second floor, boiler locks out after 10 minutes",
        "Furnace short-cycles, check flame sensor and limit switch",
        "Radiators cold in rear apartments, bleed and balance",
        "Circulator pump humming, replace cartridge",
        "Smell of gas at the unit heater, leak test and tag",
    )),
    Works("Heating maintenance", "Heating", "Orange", (), (60, 75, 90), (
        "Annual boiler service with combustion test",
        "Clean burner and heat exchanger, replace nozzle",
        "Filter change and belt check, 4 roof units",
        "Low-water cutoff test and blowdown",
        "Clean condensate trap, check neutralizer",
        "Oil tank gauge stuck, change filter and bleed",
    )),
    Works("Cooling", "Heating", "Blue", ("refrigerant",), (60, 90, 150), (
        "Walk-in cooler at 48 F, check charge and fan",
        "Server room split leaks water, clear condensate line",
        "Compressor trips breaker on start",
        "Pressure test new line set, 2 circuits",
    )),
    Works("Plumbing repair", "Plumbing", "Teal", (), (45, 60, 90), (
        "Leak under kitchen sink, shut-off does not hold",
        "Running toilets in both restrooms, rebuild valves",
        "No hot water since last night, check mixing valve",
        "Burst supply line in basement, water is off",
        "Shower drips through ceiling of 3B",
        "Low pressure on top floor, check booster pump",
        "Replace two hose bibs, frost damage",
    )),
    Works("Drain and sewer", "Plumbing", "Brown", ("drains",), (60, 90, 120), (
        "Main line backed up, snake from the clean-out",
        "Grease trap overflows, pump and jet",
        "Camera inspection of lateral before closing",
        "Floor drain smells, trap primer stuck",
    )),
    Works("Water heater", "Plumbing", "Pink", ("water heaters",), (90, 120, 180), (
        "Replace 50 gal water heater, haul away the old one",
        "Flush tankless unit, error 11 on display",
        "Expansion tank waterlogged, replace and set to 60 psi",
    )),
    Works("Backflow test", "Plumbing", "Grey", ("backflow",), (45, 60), (
        "Yearly backflow test, RPZ in meter room",
        "Retest after repair, two double checks",
    )),
    Works("Electrical repair", "Electrical", "Yellow", ("panels",), (60, 90, 120), (
        "Half of the lights out on floor 2, trace circuit",
        "Breaker for dishwasher trips, check load and neutral",
        "Outlet sparks when used, room 214",
        "Parking lot lights stay on all day, replace photocell",
        "Exit signs dark in stair B, replace batteries",
        "Buzzing from main disconnect, thermal scan",
    )),
    Works("Generator service", "Electrical", "Green", ("generators",), (90, 120), (
        "Load bank test, 60 kW, with report for the insurer",
        "Replace starting batteries and coolant hoses",
    )),
    Works("Controls", "Electrical", "Purple", ("controls",), (60, 90), (
        "Thermostats offline after router change, 6 zones",
        "Damper actuator does not answer, check 24 V loop",
        "Set night schedule and show the manager how",
    )),
    Works("Elevator maintenance", "Elevators", "Green", ("elevators",), (60, 90, 120), (
        "Monthly maintenance, cars 1 and 2",
        "Door reopens by itself on floor 5, clean sill and adjust",
        "Levels 20 mm low at the lobby, check brake and encoder",
        "Annual category 1 test with the city inspector",
        "Quarterly escalator service, clean comb plates",
        "Replace cab lights and two call buttons",
    )),
    Works("Elevator emergency", "Elevators", "Red", ("elevators",), (45, 60, 90), (
        "Car stuck between 3 and 4, nobody inside",
        "Out of service, fault 204 on controller",
        "Phone in car has no dial tone",
        "Doors do not open on floor 6, people waiting",
        "Car runs but skips the lobby",
    )),
)  # fmt: skip

INSTALLATIONS: dict[str, tuple[str, ...]] = {
    "Heating": ("Install condensing boiler, first day of two", "Set two roof units with the crane, street closed"),
    "Plumbing": ("Replace riser, floors 1 to 4, water off from 9", "Rough-in for new restroom group"),
    "Electrical": ("Panel change 400 A, utility cut at 8:30", "Pull feeders for three car chargers"),
    "Elevators": ("Replace hoist ropes, car 2, barricade the lobby", "Modernize door operator, car 1"),
}
"""Work for two or three people at once, by group."""
