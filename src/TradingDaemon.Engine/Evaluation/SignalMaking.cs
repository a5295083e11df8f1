using System.Collections.Immutable;
using System.Globalization;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Domain.Strategies;
using TradingDaemon.Engine.Regimes;

namespace TradingDaemon.Engine.Evaluation;

/// <summary>Turns a proposal into a signal, or says why it is none.</summary>
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

    private static bool IsEntry(SignalKind kind, decimal holdingBase) =>
        (kind == SignalKind.Buy && holdingBase >= 0m) || (kind == SignalKind.Sell && holdingBase <= 0m);
}
