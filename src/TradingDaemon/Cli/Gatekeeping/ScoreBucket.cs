namespace TradingDaemon.Cli.Gatekeeping;

/// <summary>Entries of about the same score, and what became of them.</summary>
/// <param name="From">Least score, 0…0.9; null for entries that could not be scored.</param>
/// <param name="To">The score it ends below; 1 is in the last.</param>
/// <param name="Entries">Entries decided, refused ones included.</param>
/// <param name="Refused">Those of them that became no order, by whichever rule.</param>
/// <param name="Trades">Trades, from flat to flat, whose entries scored so on average.</param>
/// <param name="Won">Those of them that gained, net of fees.</param>
/// <param name="ScoreMean">Mean score of those trades; null without one. A model that is right wins as often as it says.</param>
/// <param name="ReturnMean">Mean gain, a fraction of what was closed; null without a trade.</param>
/// <param name="ProfitQuote">What they gained together net of fees, each in its own quote currency as if they were one.</param>
internal sealed record ScoreBucket(decimal? From, decimal? To, long Entries, long Refused, long Trades, long Won, decimal? ScoreMean, decimal? ReturnMean, decimal ProfitQuote)
{
    /// <summary>Share of the trades that gained, 0…1; null without one.</summary>
    public decimal? WinShare => Trades > 0 ? (decimal)Won / Trades : null;
}
