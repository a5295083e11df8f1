using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Books;
using TradingDaemon.Tests.Engine.Account;

namespace TradingDaemon.Tests.Engine.MarketMaking;

/// <summary>An account whose strategy <c>maker</c> tells sets, and a venue that answers when a test says so.</summary>
internal sealed class MakerBench
{
    public static readonly StrategyId Maker = new("maker");

    public MakerBench(AccountSetup? setup = null) => Bench = AccountBench.Running(setup ?? Setup());

    /// <summary>A process after another one, with what that one remembered.</summary>
    public MakerBench(AccountSetup setup, AccountState remembered, DateTimeOffset now) => Bench = new AccountBench(setup, remembered) { Now = now };

    /// <summary>The same account, another instrument.</summary>
    public MakerBench(AccountBench bench) => Bench = bench;

    public AccountBench Bench { get; }

    /// <summary>ETH/USD at 9.995/10.005 can be short, BTC/USD at 99.95/100.05 cannot.</summary>
    public int Instrument { get; init; } = TestMarket.Eth;

    public decimal NetMax { get; set; } = 1_000m;

    public decimal PriceTolerance { get; set; }

    public decimal SizeTolerance { get; set; } = 0.1m;

    /// <summary>Quotes at work, as layer, side, price and what is left.</summary>
    public IEnumerable<string> Resting => Open.Select(static order => FormattableString.Invariant($"{(order.Intent.Side == OrderSide.Buy ? "bid" : "ask")} {order.Intent.QuoteOf!.Layer}: {order.RemainingBase:0.####} at {((OrderTerms.Limit)order.Intent.Terms).Price.QuotePerBase:0.####}")).Order(StringComparer.Ordinal);

    public IEnumerable<OrderState> Open => Bench.Books.Orders.Open.Where(static order => order.Intent.QuoteOf is not null);

    public decimal Net => Bench.Net(Instrument, "maker");

    public static StrategySpec Spec(bool allowShort = true) => TestMarket.Spec("maker", allowShort: allowShort) with { Kind = StrategySpec.MarketMakingKind, OrderAgeMax = TimeSpan.FromHours(1) };

    public static AccountSetup Setup(RiskLimits? limits = null, params StrategySpec[] others) => TestMarket.Setup(limits ?? new RiskLimits(), [Spec(), .. others]);

    public static WantedQuote Bid(byte layer, decimal price, decimal quantity) => new(layer, true, price, quantity);

    public static WantedQuote Ask(byte layer, decimal price, decimal quantity) => new(layer, false, price, quantity);

    public MakerBench Tell(params WantedQuote[] quotes)
    {
        Bench.Signal(new Signal(Maker, TestMarket.At(Instrument).Id, SignalKind.Quote, 1d, "As it is.", null, null, null, Bench.Now, Bench.Now.AddSeconds(5), Bench.Now)
        {
            Quotes = new QuoteSet { Quotes = [.. quotes], NetMaxBase = NetMax, PriceToleranceFraction = PriceTolerance, SizeToleranceFraction = SizeTolerance, Reasoning = "As it is." },
        });
        return this;
    }

    /// <summary>The venue takes what is on its way to it.</summary>
    public MakerBench Accept()
    {
        foreach (var order in Open.Where(static order => order.Status == OrderStatus.PendingAck).ToList()) Bench.Accept(order.Intent);
        return this;
    }

    /// <summary>The venue says that what is to be cancelled is over.</summary>
    public MakerBench ConfirmCancels()
    {
        foreach (var order in Open.Where(order => Bench.Books.Orders.IsCancelWanted(order.Intent.ClientOrderId)).ToList()) Bench.Report(new VenueEvent.CancelDone(order.Intent.ClientOrderId, "Cancelled.", Bench.Now));
        return this;
    }

    public MakerBench Fill(byte layer, OrderSide side, decimal quantity)
    {
        var order = Open.Single(order => order.Intent.QuoteOf!.Layer == layer && order.Intent.Side == side);
        Bench.Fill(order.Intent, quantity, ((OrderTerms.Limit)order.Intent.Terms).Price.QuotePerBase);
        return this;
    }

    /// <summary>A quarter of a second passes, with fresh quotes.</summary>
    public MakerBench Pass(double seconds = 0.25)
    {
        Bench.Now = Bench.Now.AddSeconds(seconds);
        Bench.Quote(TestMarket.Eth, 9.995m, 10.005m);
        Bench.Quote(TestMarket.Btc, 99.95m, 100.05m);
        Bench.Clock();
        return this;
    }
}
