using System.Collections.Immutable;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Engine.Books;
using TradingDaemon.Exchange;
using TradingDaemon.Exchange.Accounts;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Venues.Simulated;

namespace TradingDaemon.Simulation.World;

/// <summary>What every simulated world stands on: instruments of all kinds, two tiers around the starting equity, strategies of every order style.</summary>
internal static class Ground
{
    /// <summary>The venue.</summary>
    public const string Venue = "simulated";

    /// <summary>Our account there.</summary>
    public const string Account = AccountOptions.DefaultId;

    /// <summary>The place of the pair that is listed at a second venue too, without whose key it is traded here on its own prices; in most worlds it has none and nothing is entered in it.</summary>
    public const int Further = 6;

    /// <summary>When every world begins.</summary>
    public static readonly DateTimeOffset Start = new(2025, 3, 3, 14, 0, 0, TimeSpan.Zero);

    /// <summary>Where prices begin.</summary>
    public static ImmutableArray<decimal> Prices { get; } = [50_000m, 3_000m, 200m, 5m, 1.1m, 50_000m, 50_000m];

    /// <summary>What is traded.</summary>
    public static InstrumentCatalog Catalog { get; } = new([
        Make(0, "BTC/USD", AssetClass.Crypto, "BTC", "USD", 0.01m, 0.0001m) with { MinNotional = 10m },
        Make(1, "ETH/USD", AssetClass.Crypto, "ETH", "USD", 0.01m, 0.001m) with { Shortable = true },
        Make(2, "IBM", AssetClass.Equity, "IBM", "USD", 0.01m, 1m) with { Shortable = true },
        Make(3, "IBM250620C00200000", AssetClass.Option, "IBM250620C00200000", "USD", 0.01m, 1m) with { Multiplier = 100m },
        Make(4, "EUR/USD", AssetClass.Forex, "EUR", "USD", 0.00001m, 1m),
        Make(5, "BTC/USDT", AssetClass.Crypto, "BTC", "USDT", 0.01m, 0.0001m),
        Make(Further, "BTC/USD@second", AssetClass.Crypto, "BTC", "USD", 0.01m, 0.001m) with { MinNotional = 10m }]);

    /// <summary>The tiers.</summary>
    public static TierTable Tiers { get; } = new([Small, Middle, Large]);

    /// <summary>The same with strategies whose positions are guarded: by every kind of level there is, so near that prices reach them.</summary>
    public static TierTable Guarded { get; } = new(Tiers.All.Select(static tier => tier with { Strategies = [.. tier.Strategies.Select(Guard)] }));

    /// <summary>The account as configured.</summary>
    public static AccountSetup Setup { get; } = new(Catalog, Currency.Usd, ImmutableSortedDictionary<string, decimal>.Empty.Add("USDT", 1m), Tiers, new SpreadLimits());

    /// <summary>What it begins with.</summary>
    public static IReadOnlyDictionary<string, decimal> Cash { get; } = new Dictionary<string, decimal> { ["USD"] = 18_450m, ["USDT"] = 1_600m };

    private static Tier Small => new("small", 0m, 0.999m,
        new RiskLimits { OrderNotionalMaxAccount = 1_500m, OrdersInFlightMax = 5, DailyLossMaxFraction = 0.02m },
        [Noise("taker", OrderStyle.Market) with { Symbols = ["BTC/USD", "IBM", "EUR/USD"] }, Noise("maker", OrderStyle.PostOnly), Crossover]);

    private static Tier Middle => Large with { Name = "middle", EquityMinAccount = 19_940m, DemotionFraction = 0.999m, Strategies = [Noise("taker", OrderStyle.Market), Noise("maker", OrderStyle.Limit), Crossover] };

    private static Tier Large => new("large", 20_000m, 0.999m,
        new RiskLimits { OrderNotionalMaxAccount = 3_000m, OrdersInFlightMax = 9, DailyLossMaxFraction = 0.04m, PositionMaxFraction = 0.15m },
        [Noise("taker", OrderStyle.ImmediateOrCancel), Noise("maker", OrderStyle.Limit), Bear, Crossover]);

    /// <summary>The one that may sell what it has not.</summary>
    public static StrategySpec Bear => Noise("bear", OrderStyle.Market) with { AllowShort = true, ExposureMaxFraction = 0.2m };

    /// <summary>The one in whose name programs outside propose.</summary>
    public static StrategySpec Desk => new() { Id = new StrategyId("desk"), Kind = StrategySpec.ExternalKind, Symbols = ["*"], SizeFraction = 0.03m, AllowShort = true, OrderAgeMax = TimeSpan.FromSeconds(8), SlippageMaxFraction = 0.002m };

    private static StrategySpec Crossover => new()
    {
        Id = new StrategyId("crossover"), Kind = "moving-average-crossover", Symbols = ["BTC/USD", "IBM"], SizeFraction = 0.03m,
        Parameters = ImmutableSortedDictionary<string, string>.Empty.Add("fast", "5").Add("slow", "20"),
    };

    /// <summary>What is one pair, at whichever venues.</summary>
    public static string PairOf(Symbol symbol) => symbol.Text.Split('@')[0];

    /// <summary>What is of one root: a share with its options, a coin for whatever it is paid in.</summary>
    public static string RootOf(Instrument instrument) => instrument.AssetClass == AssetClass.Option ? instrument.Symbol.Text[..^15] : instrument.Base.Code;

    /// <summary>The exchange without its own delays: the wire has them, and worse.</summary>
    /// <param name="ids">How long client order ids stay taken there.</param>
    /// <param name="rememberedMax">Closed orders and executions it can still tell of.</param>
    public static SimulatedExchange OpenExchange(ClientOrderIdScope ids, int rememberedMax)
    {
        var fees = new Dictionary<AssetClass, FeeRates> { [AssetClass.Crypto] = new(-0m, 0.0003m, 0m), [AssetClass.Option] = new(0m, 0m, 0.013m) };
        var options = new ExchangeOptions
        {
            RequestLatencyMin = TimeSpan.Zero, RequestLatencyMax = TimeSpan.Zero, ReportLatencyMin = TimeSpan.Zero, ReportLatencyMax = TimeSpan.Zero,
            Accounts = [new AccountOptions { Id = Account, StartingCash = Cash, SelfTrade = SelfTradePrevention.PassOver, ClientOrderIds = ids }],
            ClosedOrdersMax = rememberedMax, ExecutionsMax = rememberedMax,
        };
        return new SimulatedExchange(options, Catalog.All.Select(instrument => instrument.ToExchange(fees)), Start);
    }

    private static StrategySpec Guard(StrategySpec spec) => spec.Id.Text switch
    {
        "taker" => spec with { Protection = new ProtectionSpec { StopFraction = 0.001m, TargetFraction = 0.002m } },
        "bear" => spec with { Protection = new ProtectionSpec { StopFraction = 0.002m, TrailFraction = 0.001m, TrailAfterFraction = 0.001m }, Sizing = new SizingSpec { OnCap = CapPolicy.Shrink } },
        "crossover" => spec with { Protection = new ProtectionSpec { StopAtr = 2m, TrailAtr = 1.5m, TrailAfterFraction = 0m }, MeasureInterval = TimeSpan.FromSeconds(1), MeasurePeriod = 3 },
        _ => spec,
    };

    private static StrategySpec Noise(string id, OrderStyle style) => new()
    {
        Id = new StrategyId(id), Kind = NoiseFactory.KindName, Symbols = ["*"], OrderStyle = style, SizeFraction = 0.04m, OrderAgeMax = TimeSpan.FromSeconds(8), SlippageMaxFraction = 0.002m,
    };

    private static Instrument Make(int index, string symbol, AssetClass assetClass, string @base, string quote, decimal tick, decimal lot) => new()
    {
        Id = new InstrumentId(index), Symbol = new Symbol(symbol), AssetClass = assetClass, Base = new Currency(@base), Quote = new Currency(quote),
        TickSize = tick, LotSize = lot, Venue = Venue, VenueSymbol = symbol, Hours = TradingHours.Always,
        Option = assetClass == AssetClass.Option ? OptionContract.TryParse(symbol) : null,
    };
}
