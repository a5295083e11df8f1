using System.Collections.Immutable;
using TradingDaemon.Domain.Algorithms;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Strategies.Parameters;

namespace TradingDaemon.Strategies.MarketMaking;

/// <summary>Makes <see cref="MarketMaker"/>.</summary>
internal sealed class MarketMakerFactory : IStrategyFactory
{
    private const double BasisPoint = 0.0001d;
    private const int LayersMax = 5; // each side has as many orders at work

    private static readonly Parameter<double> SpreadBps = ParameterTypes.Number("spreadBps", 10d, 5d, 50d, "From the innermost bid to the innermost ask, in basis points of the mid.");
    private static readonly Parameter<double> Spacing = ParameterTypes.Number("layerSpacing", 2d, 1d, 4d, "How many times as far from the mid each layer is as the one before it.");
    private static readonly Parameter<ImmutableArray<double>> Sizes = ParameterTypes.Shares("sizes", "40/35/25", LayersMax, "Percent of a side's size in each layer, the innermost first: as many layers as numbers.");
    private static readonly Parameter<TimeSpan> Refresh = ParameterTypes.Duration("refresh", TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10), "Prices are worked out anew so often.");
    private static readonly Parameter<double> RefreshBps = ParameterTypes.Number("refreshBps", 10d, 0.1, 500d, "And when the mid moved so far since, in basis points; and with each fill.");
    private static readonly Parameter<double> ToleranceBps = ParameterTypes.Number("toleranceBps", 1d, 0d, 50d, "What rests so near to where it is wanted stays, in basis points of the price.");
    private static readonly Parameter<double> InventoryMax = ParameterTypes.Number("inventoryMax", 0.1, 0.001, 1d, "Most it may hold of an instrument, long or short, with everything that rests on that side, as a fraction of equity.");
    private static readonly Parameter<double> SkewFrom = ParameterTypes.Number("skewFrom", 0.3, 0d, 0.99, "Part of that from which prices lean towards reducing; below skewFull.");
    private static readonly Parameter<double> SkewFull = ParameterTypes.Number("skewFull", 0.7, 0.01, 1d, "Part of that from which they lean no further and nothing adds.");
    private static readonly Parameter<double> SkewBps = ParameterTypes.Number("skewBps", 20d, 0d, 500d, "How far they lean there, in basis points of the mid.");
    private static readonly Parameter<double> ToxicShare = ParameterTypes.Number("toxicShare", 0.8, 0.5, 1d, "Share of the newest fills on one side from which flow is toxic.");
    private static readonly Parameter<int> ToxicFills = ParameterTypes.WholeNumber("toxicFills", 10, 2, 1_000, "How many of the newest fills that is asked of; of fewer it is not.");
    private static readonly Parameter<double> ToxicSpread = ParameterTypes.Number("toxicSpread", 2d, 1d, 10d, "Times as far from the mid it quotes then.");
    private static readonly Parameter<double> ToxicSize = ParameterTypes.Number("toxicSize", 0.5, 0.01, 1d, "Times the size.");
    private static readonly Parameter<int> ToxicRecovery = ParameterTypes.WholeNumber("toxicRecovery", 100, 1, 100_000, "Fills after which it quotes as before.");
    private static readonly Parameter<double> DailyLoss = ParameterTypes.Number("dailyLoss", 0.01, 0.0001, 1d, "Loss of the trading day in an instrument, as a fraction of equity, at which it closes and is silent until the next.");
    private static readonly Parameter<double> Drawdown = ParameterTypes.Number("drawdown", 0.02, 0.0001, 1d, "Fall of its profit in an instrument below the most that was, as a fraction of equity, at which it closes and is silent until a person resumes.");
    private static readonly Parameter<double> QuoteMin = ParameterTypes.Number("quoteMin", 100d, 0d, 1_000_000d, "A quote that adds and is worth less, in account currency, is left out.");

    private static readonly ParameterSet Set = new(
        SpreadBps, Spacing, Sizes, Refresh, RefreshBps, ToleranceBps, InventoryMax, SkewFrom, SkewFull, SkewBps, ToxicShare, ToxicFills, ToxicSpread, ToxicSize, ToxicRecovery, DailyLoss, Drawdown, QuoteMin);

    /// <inheritdoc/>
    public string Kind => StrategySpec.MarketMakingKind;

    /// <inheritdoc/>
    public IReadOnlyList<StrategyParameter> Parameters => Set.Descriptions;

    /// <inheritdoc/>
    public IEnumerable<string> Validate(StrategySpec spec)
    {
        foreach (var fault in Set.Faults(spec)) yield return fault;
        foreach (var fault in ParameterFaults.NotBelow(spec, SkewFrom, SkewFull)) yield return fault;
        if (spec.Protection != new ProtectionSpec()) yield return $"strategies[{spec.Id}].protection: {Kind} has none; inventoryMax, dailyLoss and drawdown bound its losses";
        if (spec.Execution != AlgorithmSpec.Direct) yield return $"strategies[{spec.Id}].execution: {Kind} places its layers itself";
        if (spec.Sizing.Method != SizingMethod.Fraction) yield return $"strategies[{spec.Id}].sizing.method: {Kind} sizes by sizeFraction: what all layers of a side come to";
    }

    /// <inheritdoc/>
    public IStrategy Create(StrategySpec spec, Instrument instrument)
    {
        ParameterFaults.ThrowIfAny(Validate(spec));
        return new MarketMaker(spec, instrument, new MarketMakerSettings
        {
            Spread = SpreadBps.Read(spec) * BasisPoint, Spacing = Spacing.Read(spec), Sizes = Sizes.Read(spec), Refresh = Refresh.Read(spec), RefreshMove = RefreshBps.Read(spec) * BasisPoint,
            Tolerance = ToleranceBps.Read(spec) * BasisPoint, InventoryMax = InventoryMax.Read(spec), SkewFrom = SkewFrom.Read(spec), SkewFull = SkewFull.Read(spec), Skew = SkewBps.Read(spec) * BasisPoint,
            ToxicShare = ToxicShare.Read(spec), ToxicFills = ToxicFills.Read(spec), ToxicSpread = ToxicSpread.Read(spec), ToxicSize = ToxicSize.Read(spec), ToxicRecovery = ToxicRecovery.Read(spec),
            DailyLoss = DailyLoss.Read(spec), Drawdown = Drawdown.Read(spec), QuoteMin = QuoteMin.Read(spec),
        });
    }
}
