using TradingDaemon.Cli.Replay;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Replay;

/// <summary>What one strategy made, converted to account currency.</summary>
internal static class ReplaySums
{
    /// <summary>Sums the strategy's positions; unrealized is null when one of them has no price or rate.</summary>
    public static StrategyResult Of(TradingAccount account, StrategyId strategy, (long Orders, long Fills) counts)
    {
        var (realized, fees) = (0m, 0m);
        decimal? unrealized = 0m;
        foreach (var book in account.Books.Positions.Of(strategy))
        {
            var rate = account.Setup.Catalog.Find(book.Key.Symbol) is { } instrument ? account.Valuation.Rate(instrument) : null;
            realized += book.RealizedQuote * (rate ?? 0m); // a currency without a rate cannot have been traded: the gate refuses it
            fees += book.FeesQuote * (rate ?? 0m);
            unrealized += book.NetBase == 0m ? 0m : account.Valuation.UnrealizedQuote(book) * rate;
        }

        return new StrategyResult(strategy.Text, realized, unrealized, fees, counts.Orders, counts.Fills);
    }
}
