using System.Collections.Immutable;
using System.Globalization;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Regimes;

namespace TradingDaemon.Engine.Evaluation;

/// <summary>Turns a proposal, or a market maker's set, into a signal, or says why it is none.</summary>
internal static class SignalMaking
{
    private const decimal NumberMax = 1e15m; // more is a slip of the pen, and its product with prices and rates could be no decimal any more

    /// <summary>What is wrong with the proposal, or null.</summary>
    public static string? FaultOf(in SignalProposal proposal)
    {
        if (proposal.Kind is < SignalKind.Buy or > SignalKind.CloseAll) return string.Create(CultureInfo.InvariantCulture, $"kind {(int)proposal.Kind} is none.");
        if (!(proposal.Confidence is >= 0d and <= 1d)) return string.Create(CultureInfo.InvariantCulture, $"confidence is {proposal.Confidence}; it must be from 0 to 1.");
        if (string.IsNullOrWhiteSpace(proposal.Reasoning)) return "reasoning is empty.";
        if (proposal.StopQuote is <= 0m) return string.Create(CultureInfo.InvariantCulture, $"stop is {proposal.StopQuote}; it must be above zero.");
        if (proposal.TargetQuote is <= 0m) return string.Create(CultureInfo.InvariantCulture, $"target is {proposal.TargetQuote}; it must be above zero.");
        if (proposal is { QuantityBase: > NumberMax } or { StopQuote: > NumberMax } or { TargetQuote: > NumberMax }) return string.Create(CultureInfo.InvariantCulture, $"quantity, stop or target is above {NumberMax}.");
        return proposal.QuantityBase is <= 0m ? string.Create(CultureInfo.InvariantCulture, $"quantity is {proposal.QuantityBase}; it must be above zero.") : null;
    }

    /// <summary>The signal of a valid proposal; Wait instead of an entry whose estimated slippage is above the strategy's limit, or that comes before the bars it looks back on.</summary>
    /// <param name="spec">Who proposes.</param>
    /// <param name="instrument">On what.</param>
    /// <param name="proposal">What.</param>
    /// <param name="quote">The quote of now, or null.</param>
    /// <param name="holdingBase">The strategy's signed holding: reducing it is an exit, and no entry limit stops an exit.</param>
    /// <param name="now">When (UTC).</param>
    /// <param name="gauge">What measures the instrument, where the strategy's stops or sizes ask for it.</param>
    /// <param name="barsMissing">Bars it looks back on and has not seen.</param>
    /// <param name="regime">Of the instrument's market, where it is known.</param>
    /// <param name="volumeWeights">Its market's volumes over the day, where the strategy learns them; default for none.</param>
    public static Signal Make(StrategySpec spec, InstrumentId instrument, in SignalProposal proposal, Quote? quote, decimal holdingBase, DateTimeOffset now, RangeGauge? gauge = null, int barsMissing = 0, Regime regime = Regime.Unknown, ImmutableArray<decimal> volumeWeights = default)
    {
        var estimate = quote?.SpreadFraction;
        var reasoning = proposal.Reasoning.Length <= SignalProposal.ReasoningLengthMax ? proposal.Reasoning : proposal.Reasoning[..SignalProposal.ReasoningLengthMax];
        var signal = new Signal(
            spec.Id, instrument, proposal.Kind, proposal.Confidence, reasoning, quote, estimate, proposal.QuantityBase,
            now, now + spec.SignalLifetime, TickReceivedTime: now)
        {
            StopQuote = proposal.StopQuote, TargetQuote = proposal.TargetQuote, AtrQuote = gauge?.AtrQuote, VolatilityFraction = gauge?.VolatilityFraction, Regime = regime, VolumeWeights = volumeWeights,
        };
        if (!IsEntry(proposal.Kind, holdingBase)) return signal;
        var why = barsMissing > 0 ? string.Create(CultureInfo.InvariantCulture, $"{barsMissing} of the {spec.LookBackBars} bars it looks back on are missing")
            : estimate > spec.SlippageMaxFraction ? string.Create(CultureInfo.InvariantCulture, $"estimated slippage {estimate:0.######} is above {spec.SlippageMaxFraction}") : null;
        return why is null ? signal : signal with { Kind = SignalKind.Wait, Reasoning = $"{proposal.Kind} waits: {why}. {reasoning}" };
    }

    /// <summary>What is wrong with the set, or null.</summary>
    public static string? FaultOf(QuoteSet set)
    {
        if (set.Quotes.IsDefault) return "quotes are not given.";
        if (string.IsNullOrWhiteSpace(set.Reasoning)) return "reasoning is empty.";
        if (set.NetMaxBase is < 0m or > NumberMax) return Text($"the most net is {set.NetMaxBase}; it must be zero or more.");
        if (set.PriceToleranceFraction is < 0m or >= 1m) return Text($"the price tolerance is {set.PriceToleranceFraction}; it must be from 0 to below 1.");
        if (set.SizeToleranceFraction is < 0m or >= 1m) return Text($"the size tolerance is {set.SizeToleranceFraction}; it must be from 0 to below 1.");
        if (set.Quotes.Length > 2 * QuoteSet.LayersMax) return Text($"{set.Quotes.Length} quotes are more than {QuoteSet.LayersMax} layers a side.");
        var (bid, ask) = (0m, decimal.MaxValue);
        for (var i = 0; i < set.Quotes.Length; i++)
        {
            if (FaultOf(set.Quotes[i]) is { } fault) return fault;
            var quote = set.Quotes[i];
            for (var j = 0; j < i; j++)
                if (set.Quotes[j].Layer == quote.Layer && set.Quotes[j].IsBid == quote.IsBid) return Text($"layer {quote.Layer} is wanted twice on one side.");
            if (quote.IsBid) bid = Math.Max(bid, quote.PriceQuote);
            else ask = Math.Min(ask, quote.PriceQuote);
        }

        return bid >= ask ? Text($"its bid of {bid} would meet its ask of {ask}.") : null;
    }

    /// <summary>The signal of a valid set; an empty one while bars it looks back on are missing.</summary>
    /// <param name="spec">Whose.</param>
    /// <param name="instrument">On what.</param>
    /// <param name="set">What is to rest.</param>
    /// <param name="quote">The quote of now, or null.</param>
    /// <param name="now">When (UTC).</param>
    /// <param name="barsMissing">Bars it looks back on and has not seen.</param>
    public static Signal Make(StrategySpec spec, InstrumentId instrument, QuoteSet set, Quote? quote, DateTimeOffset now, int barsMissing)
    {
        var told = barsMissing > 0 && !set.Quotes.IsEmpty ? QuoteSet.Nothing(Text($"{barsMissing} of the {spec.LookBackBars} bars it looks back on are missing.")) : set;
        var reasoning = told.Reasoning.Length <= SignalProposal.ReasoningLengthMax ? told.Reasoning : told.Reasoning[..SignalProposal.ReasoningLengthMax];
        return new Signal(spec.Id, instrument, SignalKind.Quote, 1d, reasoning, quote, quote?.SpreadFraction, null, now, now + spec.SignalLifetime, TickReceivedTime: now) { Quotes = told };
    }

    private static bool IsEntry(SignalKind kind, decimal holdingBase) =>
        (kind == SignalKind.Buy && holdingBase >= 0m) || (kind == SignalKind.Sell && holdingBase <= 0m);

    private static string? FaultOf(WantedQuote quote) =>
        quote.Layer >= QuoteSet.LayersMax ? Text($"layer {quote.Layer} is beyond the {QuoteSet.LayersMax} there may be.")
        : quote.PriceQuote is <= 0m or > NumberMax ? Text($"a price is {quote.PriceQuote}; it must be above zero.")
        : quote.QuantityBase is <= 0m or > NumberMax ? Text($"a quantity is {quote.QuantityBase}; it must be above zero.")
        : null;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
