using System.Globalization;
using TradingDaemon.Domain.Tiers;
using TradingDaemon.Engine.Account;
using TradingDaemon.Engine.Books;

namespace TradingDaemon.Trials;

/// <summary>The trial on paper the account asks for, as seen between two of its inputs.</summary>
/// <param name="Attempt">Which.</param>
/// <param name="Since">When the account began it (UTC).</param>
/// <param name="Tier">What is tried.</param>
/// <param name="Bars">What it has to come to.</param>
/// <param name="Live">What the configuration says of the account now.</param>
/// <param name="Cash">What the account on paper begins with, by currency code: together what the account was worth.</param>
internal sealed record PaperOrder(int Attempt, DateTimeOffset Since, Tier Tier, TierPaper Bars, AccountSetup Live, IReadOnlyDictionary<string, decimal> Cash)
{
    /// <summary>Its directory's name. When it began is part of it: another account's first attempt, left behind in the same place, is another trial.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Tier.Name}-{Attempt}-{Since.UtcDateTime:yyyyMMdd'T'HHmmss}");

    /// <summary>What is asked for now, or null; on the engine's thread.</summary>
    public static PaperOrder? Of(AccountEngine engine) =>
        engine.Account.Books.Gauges.Trial.Newest is { IsRunning: true } trial && engine.Account.Setup.Tiers.Find(trial.Tier) is { Paper: { } bars } tier
            ? new PaperOrder(trial.Attempt, trial.Since, tier, bars, engine.Account.Setup, CashOf(engine.Account, trial.EquityAccount))
            : null;

    // Holdings become account currency: what is tried is how the tier would begin. Cash in other currencies stays what it is, because some instruments are paid in it.
    private static Dictionary<string, decimal> CashOf(TradingAccount account, decimal equity)
    {
        var (own, rest, cash) = (account.Setup.Currency.Code, equity, new Dictionary<string, decimal>(StringComparer.Ordinal));
        foreach (var (currency, amount) in account.Books.Cash.Total)
        {
            if (currency == own || amount <= 0m || account.Valuation.Rate(currency) is not { } rate || amount * rate >= rest) continue;
            cash[currency] = amount;
            rest -= amount * rate;
        }

        cash[own] = rest;
        return cash;
    }
}
