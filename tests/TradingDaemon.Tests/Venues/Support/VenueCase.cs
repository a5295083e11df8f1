using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Market;
using TradingDaemon.Venues.Adapters;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Tests.Venues.Support;

/// <summary>What differs from venue to venue where many orders are sent to it while things go wrong.</summary>
/// <param name="Name">Of the venue and its protocol.</param>
/// <param name="Markets">What is traded, the first most: the touch, what an order near it is away by, and the least an order is of.</param>
internal sealed record VenueCase(string Name, params IReadOnlyList<VenueCase.Market> Markets)
{
    /// <summary>Words the venue says no with for good.</summary>
    public required string Refusal { get; init; }

    /// <summary>How many times as fast as the wall's its clock goes.</summary>
    public double Speed { get; init; } = 20d;

    /// <summary>Which of the venue's worlds.</summary>
    public int World { get; init; }

    /// <summary>Whether it keeps our ids. Where it does not, each order has a price of its own, by which the ledger's is known, and no doubt is left standing.</summary>
    public bool HasClientOrderIds { get; init; } = true;

    /// <summary>Whether it tells of the account by itself.</summary>
    public bool HasStream { get; init; } = true;

    /// <summary>What the account pays fees in; null: as the venue does of itself.</summary>
    public FeePayment? Fees { get; init; }

    /// <summary>An asset some fees must have been paid in, where <see cref="Fees"/> says how; else null.</summary>
    public string? FeesPaidIn { get; init; }

    /// <summary>Cash the account has besides, of what fees are paid in.</summary>
    public IReadOnlyDictionary<string, decimal> FurtherCash { get; init; } = new Dictionary<string, decimal>();

    /// <summary>What the exchange has besides, which nobody trades.</summary>
    public IReadOnlyList<SandboxInstrument> Further { get; init; } = [];

    /// <summary>Faults that make no sense there.</summary>
    public IReadOnlyList<FaultKind> Senseless { get; init; } = [];

    /// <summary>Makes the venue.</summary>
    public Func<VenueSetup, ILiveVenue> Compose { get; init; } = static setup => VenueEntry.Find(setup.Id)!.Make(setup);

    public IReadOnlyList<Instrument> Instruments => [.. Markets.Select(static market => market.Instrument)];

    /// <summary>An order like most: at the market, taking, near it or far from it, rather a buy.</summary>
    public DurableOrder Order(int number, Random random)
    {
        var market = Markets[random.Next(4) == 0 ? ^1 : 0];
        var side = number <= 8 || random.Next(5) < 3 ? OrderSide.Buy : OrderSide.Sell;
        var quantity = Quantity.From(market.Least * (1 + random.Next(3)));
        var kind = random.Next(5);
        return OrderOf(number, market, side, kind > 2 && HasClientOrderIds ? new OrderTerms.Market(quantity) : new OrderTerms.Limit(quantity, Price.From(PriceOf(market, side, kind, number)), TimeInForce.GoodTilCancelled, PostOnly: false));
    }

    /// <summary>A buy at the market.</summary>
    public DurableOrder Buy(int number) => OrderOf(number, Markets[0], OrderSide.Buy, new OrderTerms.Market(Quantity.From(Markets[0].Least)));

    /// <summary>A buy that rests until the market comes.</summary>
    public DurableOrder BuyNear(int number) =>
        OrderOf(number, Markets[0], OrderSide.Buy, new OrderTerms.Limit(Quantity.From(Markets[0].Least), Price.From(PriceOf(Markets[0], OrderSide.Buy, 1, number)), TimeInForce.GoodTilCancelled, PostOnly: false));

    /// <summary>A buy that takes at once, with a price.</summary>
    public DurableOrder BuyTaking(int number, decimal? quantity = null) =>
        OrderOf(number, Markets[0], OrderSide.Buy, new OrderTerms.Limit(Quantity.From(quantity ?? Markets[0].Least), Price.From(PriceOf(Markets[0], OrderSide.Buy, 2, number)), TimeInForce.GoodTilCancelled, PostOnly: false));

    private decimal PriceOf(Market market, OrderSide side, int kind, int number)
    {
        var away = kind switch { 0 => market.Bid / 5m, 1 => market.Step, _ => -market.Step };
        var own = HasClientOrderIds ? 0m : kind < 2 ? number : -number;
        return side == OrderSide.Buy ? market.Bid - away - own : market.Ask + away + own;
    }

    internal DurableOrder OrderOf(int number, Market market, OrderSide side, OrderTerms terms) => new(new ApprovedOrder(Orders.Of(number, terms, side, isReduceOnly: false).Intent with
    {
        Symbol = market.Instrument.Symbol, Venue = Name, DecisionBid = market.Bid, DecisionAsk = market.Ask, DecidedAt = DateTimeOffset.UtcNow,
    }));

    /// <summary>One thing that is traded.</summary>
    internal sealed record Market(Instrument Instrument, decimal Bid, decimal Ask, decimal Step, decimal Least);
}
