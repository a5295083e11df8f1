using TradingDaemon.Domain.Facts;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Engine.Desks;

/// <summary>
/// Moves what the day's profit and loss are counted from with what came or went without a trade, at its worth of that moment. What comes is added;
/// what goes leaves the fraction that is lost as it was, so that a withdrawal neither pulls the stop nor loosens it.
/// </summary>
/// <param name="account">The account.</param>
public sealed class DayOpening(TradingAccount account)
{
    /// <summary>Makes what moved since a fact, as soon as the account can be valued; until then the day has no opening, and entries wait.</summary>
    public void Settle(DateTimeOffset now)
    {
        var day = account.Books.Day;
        if (day.Moved.Count == 0 || day is not { Date: { } date, OpenedAtAccount: { } opened } || account.Equity() is not { } equity) return;
        var worth = 0m;
        foreach (var (currency, amount) in day.Moved) worth += amount * (account.Valuation.Rate(currency) ?? 0m); // none, and the account is valued all the same: nothing of it is held any more
        var before = equity - worth;
        account.Log.Emit(new Fact.DayOpened(date, worth >= 0m || before <= 0m ? opened + worth : opened * Math.Max(0m, equity) / before), now);
    }
}
