"""What the demo company offered, bought and wrote down: plain tables. Money in cents, rates in thousandths of a
percent, quantities in thousandths. The estimates go with those of `demo_places`, in order, and go on after them."""

from industrack_core.domain.named_tuple import NamedTuple
from industrack_core.domain.records.estimate import EstimateStatus
from industrack_core.domain.records.job_parts import ItemKind
from industrack_core.domain.records.purchase import OrderStatus

_PART, _GEAR, _SERVICE = ItemKind.PART, ItemKind.EQUIPMENT, ItemKind.SERVICE
_LABOR, _OVERTIME = "Labor, hour", "Labor, overtime hour"

SALES_TAX = 8375
"""8.375 percent."""


class Ware(NamedTuple):
    """An item that is only offered so far: name, SKU, kind, price, cost, counted, reorder point, vendor."""

    name: str
    sku: str
    kind: ItemKind
    price: int
    cost: int = 0
    counted: int = 0
    reorder_point: int = 0
    vendor: str = ""


WARES: tuple[Ware, ...] = (
    Ware("RPZ valve 2 in", "RP-2", _PART, 96500, 61200, 0, 1000, "Harbor Plumbing"),
    Ware("Tankless unit 199 MBH", "TU-199", _GEAR, 215000, 142000, 1000, 1000, "Harbor Plumbing"),
    Ware("Mini split 12k", "MS-12", _GEAR, 189000, 118000, 3000, 2000, "Comfort Parts"),
    Ware("Line set, 25 ft", "LS-25", _PART, 24500, 13800, 6000, 4000, "Comfort Parts"),
    Ware("Panel 400 A", "PN-400", _GEAR, 329000, 214000, 0, 0, "Voltline"),
    Ware("Surge protector, whole house", "SP-1", _PART, 38500, 21900, 2000, 3000, "Voltline"),
    Ware("Generator 24 kW", "GN-24", _GEAR, 745000, 548000, 0, 0, "Voltline"),
    Ware("Transfer switch 200 A", "TS-200", _GEAR, 118000, 76500, 1000, 0, "Voltline"),
    Ware("Door operator", "DO-1", _GEAR, 862000, 590000, 0, 0, "Liftworks"),
    Ware("Roof unit visit", "RV-1", _SERVICE, 39500),
    Ware("Camera inspection", "CI-1", _SERVICE, 35000),
    Ware("Pipe lining, foot", "PL-1", _SERVICE, 11500),
)
REORDER_POINTS = {
    "Air filter 16x25": 30000, "Air filter 20x20": 12000, "Igniter, hot surface": 4000, "Circulator pump": 3000,
    "Door operator belt": 4000, "Anode rod": 6000, "Run capacitor 45/5": 10000,
}  # fmt: skip
"""Of items that every job needs: more is kept."""


class Sold(NamedTuple):
    """A line of an estimate: an item's name, or words with a price; the discount as a rate, or an amount."""

    text: str
    quantity: int = 1000
    price: int = -1
    rate: int = 0
    amount: int = 0


class Offer(NamedTuple):
    """An estimate: status, lines, discount on the whole as rate or amount, tax, note for the field, a link."""

    status: EstimateStatus
    lines: tuple[Sold, ...]
    rate: int = 0
    amount: int = 0
    tax: int = SALES_TAX
    note: str = ""
    link: str = ""
    description: str = ""
    """Of an estimate beyond those of `demo_places`."""


OFFERS: tuple[Offer, ...] = (
    Offer(
        EstimateStatus.LOST,
        (Sold("Condensing boiler 110k"), Sold("Expansion tank"), Sold(_LABOR, 24000),
         Sold("Chimney liner", 1000, 145000)),
        rate=3000, note="The flue is on the north side; the super has the key.",
    ),
    Offer(
        EstimateStatus.WON,
        (Sold("Mini split 12k", 2000, rate=5000), Sold("Line set, 25 ft", 2000), Sold(_LABOR, 12000)),
        note="Install outside office hours. The landlord opens the roof.", link="https://plans.example/office-2",
    ),
    Offer(
        EstimateStatus.LOST,
        (Sold("Copper pipe 3/4, 10 ft", 6000), Sold("Ball valve 3/4", 4000), Sold(_LABOR, 12000)),
    ),
    Offer(
        EstimateStatus.WON,
        (Sold("Tankless unit 199 MBH"), Sold("Venting, concentric", 1000, 38500), Sold(_LABOR, 6000)),
        amount=15000, note="Old heater is to be taken away.",
    ),
    Offer(
        EstimateStatus.PENDING,
        (Sold("Panel 400 A"), Sold("Surge protector, whole house"), Sold(_LABOR, 16000), Sold(_OVERTIME, 4000),
         Sold("Permit and inspection", 1000, 42000)),
        note="The utility cuts the power at 8:30 and needs a week's notice.",
    ),
    Offer(
        EstimateStatus.PENDING,
        (Sold("Generator 24 kW", rate=4000), Sold("Transfer switch 200 A"), Sold("Concrete pad", 1000, 78000),
         Sold(_LABOR, 18000)),
        link="https://plans.example/generator-24",
    ),
    Offer(
        EstimateStatus.PENDING,
        (Sold("Door operator"), Sold("Door operator belt"), Sold(_LABOR, 20000), Sold(_OVERTIME, 6000)),
        rate=2500,
    ),
    Offer(
        EstimateStatus.SCHEDULED, (Sold("RPZ valve 2 in"), Sold("Ball valve 3/4", 2000), Sold(_LABOR, 4000)),
        note="Water is off for two hours: tell the tenants a day before.",
    ),
    Offer(EstimateStatus.SCHEDULED, (Sold("Roof unit visit", 6000), Sold("Air filter 20x20", 12000)), tax=0),
    Offer(EstimateStatus.INVOICED, (Sold(_LABOR, 16000), Sold(_OVERTIME, 2000), Sold("Diagnostic"))),
    Offer(
        EstimateStatus.DRAFT, (Sold("Circulator pump", 2000), Sold("Pressure relief valve"), Sold(_LABOR, 5000)),
        description="Second heating zone for the annex",
    ),
    Offer(
        EstimateStatus.WON, (Sold("Water heater 50 gal"), Sold("Anode rod"), Sold(_LABOR, 4000)),
        note="Crawl space: bring the short ladder.", description="Replace water heater in the basement",
    ),
    Offer(
        EstimateStatus.PENDING, (Sold("Thermostat, programmable", 6000, rate=10000), Sold(_LABOR, 9000)), tax=0,
        description="Six thermostats with a night schedule",
    ),
    Offer(EstimateStatus.DRAFT, (), description="Exhaust fan for the kitchen, price to be asked"),
)  # fmt: skip


class Order(NamedTuple):
    """A purchase order: status, due in days, lines of item, quantity and how much has come; for whose job."""

    status: OrderStatus
    due: int
    lines: tuple[tuple[str, int, int], ...]
    note: str = ""
    for_estimate: bool = False


ORDERS: tuple[Order, ...] = (
    Order(OrderStatus.BILLED, -9, (("Air filter 16x25", 40000, 40000),)),
    Order(OrderStatus.RECEIVED, -3, (("Ball valve 3/4", 20000, 20000), ("Copper pipe 3/4, 10 ft", 12000, 12000))),
    Order(
        OrderStatus.PARTIALLY_RECEIVED, -1, (("Run capacitor 45/5", 20000, 12000), ("Contactor 40 A", 10000, 0)),
        "The rest comes by truck on Thursday.",
    ),
    Order(OrderStatus.SENT, 3, (("Door operator belt", 6000, 0), ("Guide shoe insert", 12000, 0))),
    Order(OrderStatus.OPEN, 5, (("RPZ valve 2 in", 1000, 0),), "Needed for the test.", for_estimate=True),
    Order(OrderStatus.OPEN, 7, (("Air filter 20x20", 24000, 0), ("Igniter, hot surface", 6000, 0))),
    Order(OrderStatus.VOID, -5, (("Thermostat, programmable", 5000, 0),), "Ordered twice by mistake."),
)  # fmt: skip

SERVICE_NOTES: tuple[str, ...] = (
    "Installed 2016. Heat exchanger inspected last winter, no cracks.",
    "Filter 16x25, change every three months. Gas valve replaced two years ago.",
    "Warranty of the compressor ends next spring.",
    "Draws air from the laundry: clean the screen at each visit.",
    "Serial plate is behind the left panel. Breaker 14.",
)

CHECKLISTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Boiler service", ("Shut down and lock out", "Clean burner", "Check flame sensor", "Combustion test",
                        "Check expansion tank", "Write the values on the card")),
    ("Backflow test", ("Tell the tenants", "Test check valve 1", "Test check valve 2", "Test relief valve",
                       "Hang the tag", "Send the letter to the city")),
    ("Elevator, monthly", ("Ride every floor", "Clean door sills", "Check leveling", "Test the phone in the car",
                           "Sign the log")),
)  # fmt: skip
"""Task templates; each is also a job template of that name."""

KINDS_OF_WORK: dict[str, tuple[str, int, tuple[tuple[str, int], ...]]] = {
    "Boiler service": ("Heating maintenance", 90, (("Yearly maintenance", 1000), ("Flame sensor", 1000))),
    "Backflow test": ("Backflow test", 60, (("Service call", 1000),)),
    "Elevator, monthly": ("Elevator maintenance", 120, (("Labor, hour", 2000), ("Guide shoe insert", 2000))),
}
"""Job templates by name: service type, minutes, items and quantities."""
