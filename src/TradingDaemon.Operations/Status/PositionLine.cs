namespace TradingDaemon.Operations.Status;

/// <summary>One strategy's holding as shown to operators.</summary>
/// <param name="Strategy">Whose.</param>
/// <param name="Symbol">Of what.</param>
/// <param name="NetBase">Signed quantity; never zero.</param>
/// <param name="AveragePriceQuote">Average entry price of the open lots.</param>
/// <param name="MarkQuote">The price it is valued at, or null without a quote.</param>
/// <param name="Unrealized">P&amp;L against the mark, or why there is none.</param>
public sealed record PositionLine(string Strategy, string Symbol, decimal NetBase, decimal AveragePriceQuote, decimal? MarkQuote, Valuation Unrealized)
{
    /// <summary>Where its loss is cut, or null without a stop loss.</summary>
    public decimal? StopQuote { get; init; }

    /// <summary>Where its profit is taken, or null without a take profit.</summary>
    public decimal? TargetQuote { get; init; }

    /// <summary>Where its trailing stop is, or null without one and before it trails.</summary>
    public decimal? TrailQuote { get; init; }

    /// <summary>Which of them closes it now, e.g. <c>StopLoss</c>, or null while none does.</summary>
    public string? ClosedBy { get; init; }

    /// <summary>Under which other name its strategy is shown it and closes it, for it does not trade this one; null where it trades it, and where nothing of the strategy finds it.</summary>
    public string? FoundAs { get; init; }
}
