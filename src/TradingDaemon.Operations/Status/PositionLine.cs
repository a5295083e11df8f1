namespace TradingDaemon.Operations.Status;

/// <summary>One strategy's holding as shown to operators.</summary>
/// <param name="Strategy">Whose.</param>
/// <param name="Symbol">Of what.</param>
/// <param name="NetBase">Signed quantity; never zero.</param>
/// <param name="AveragePriceQuote">Average entry price of the open lots.</param>
/// <param name="MarkQuote">The price it is valued at, or null without a quote.</param>
/// <param name="Unrealized">P&amp;L against the mark, or why there is none.</param>
public sealed record PositionLine(string Strategy, string Symbol, decimal NetBase, decimal AveragePriceQuote, decimal? MarkQuote, Valuation Unrealized);
