"""What is measured, how, and what the figures should be. Pure."""

from __future__ import annotations

from dataclasses import dataclass

# Cost is 1 ÷ requests per second; targets are ratios of cost to the bare page, measured right beside.
BARE = "bare"
# The registers that the targets are for, and from how many rounds on they are held to be reached or missed.
SIZES = (3_000, 100_000)
ENOUGH_ROUNDS = 3
CARD = '<li class="card'


@dataclass(frozen=True)
class Part:
    """One thing to measure.

    `fresh`: the generation of the public content changes first and each address is asked once, so nothing asked was
    kept whole ("cold"). Otherwise the addresses are asked over and over, beginning before the clock does ("warm").
    """

    key: str
    title: str
    fresh: bool = False
    signed_in: bool = False
    tagged: bool = False  # with If-None-Match: every answer must be 304
    fewest: int = 0  # so many different addresses must be answered in a round, or it counts for nothing
    says: str = ""  # what nearly all of the pages must bear, or they are not what is to be measured
    targets: tuple[float, float] | None = None  # at the two SIZES
    most_queries: int | None = None

    @property
    def status(self) -> int:
        """The only status that counts as an answer."""
        return 304 if self.tagged else 200


PARTS = (
    Part("constant", "constant view"),
    Part(BARE, "bare page"),
    Part("home", "home page, warm"),
    Part("catalogue-cold", "catalogue plain, cold (pages and orders)", fresh=True, says=CARD),
    Part("catalogue-warm", "catalogue plain, warm", says=CARD),
    Part(
        "filters-cold",
        "catalogue with all counts, varied filters, cold",
        fresh=True,
        fewest=500,
        says=CARD,
        targets=(2.5, 8),
    ),
    Part("filters-warm", "the same, warm", fewest=500, says=CARD, targets=(1.3, 1.3)),
    Part("search", "search without marks, cold", fresh=True, fewest=200, says=CARD, targets=(2.5, 4)),
    Part("typing-errors", "“Có phải bạn tìm…”, cold", fresh=True, fewest=200, says="Có phải bạn tìm", targets=(3, 5)),
    Part("product", "product, cold", fresh=True, targets=(1.6, 1.6)),
    Part("verification", "verification, cold", fresh=True, targets=(0.9, 0.9)),
    Part("figures", "figures as of any date, cold", fresh=True, fewest=200, targets=(3, 8)),
    Part("repeated", "repeated anonymous request (ETag)", tagged=True, targets=(0.45, 0.45), most_queries=1),
    Part("staff-list", "staff list of products", signed_in=True),
    Part("grid", "result grid of 150 rows", signed_in=True),
)
# Pages of the council room, asked for by the people whom they are for (council_inside.py), at the smaller register.
COUNCIL_PARTS = (
    Part("score-sheet", "score sheet", signed_in=True, says='name="all-comment"', targets=(4, 4), most_queries=12),
    Part("meeting", "meeting of 120 dossiers", signed_in=True, says="120", most_queries=10),
)


@dataclass(frozen=True)
class Load:
    """What the load generator saw in one round."""

    requests: int
    addresses: int  # different ones
    seconds: float
    p50: float  # milliseconds
    p99: float

    @property
    def rate(self) -> float:
        """Requests per second."""
        return self.requests / self.seconds


@dataclass(frozen=True)
class Inside:
    """What a request costs inside the process: the median of a sample."""

    milliseconds: float
    queries: int
    most_queries: int
    sent: int  # bytes as they travel, compressed
    plain: int


@dataclass(frozen=True)
class Figures:
    """All that is known of one part at one register, and of the bare page at the same time."""

    load: Load
    inside: Inside
    bare_load: Load
    bare_inside: Inside

    @property
    def cost(self) -> float:
        """Of a request, in bare pages."""
        return self.bare_load.rate / self.load.rate
