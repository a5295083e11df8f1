using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;

namespace TradingDaemon.Engine.Gauges;

/// <summary>What the account did since it entered its tier: what gates ask for.</summary>
/// <param name="state">As a checkpoint remembers it.</param>
public sealed class TierBook(AccountState state)
{
    /// <summary>Null before the first tier.</summary>
    public TierStay? Stay { get; private set; } = state.TierStay;

    /// <summary>A tier was entered.</summary>
    public void Entered(Fact.TierEntered entered, DateTimeOffset at) => Stay = new TierStay(at, entered.From) { PeakAccount = entered.EquityAccount, Carried = entered.Carried };

    /// <summary>Equity was looked at. A stay nobody knows the beginning of, as of a checkpoint of a version without it, begins here.</summary>
    public void Observe(decimal equityAccount, DateTimeOffset at)
    {
        var stay = Stay ?? new TierStay(at, null);
        stay = stay with { PeakAccount = Math.Max(stay.PeakAccount ?? equityAccount, equityAccount) };
        Stay = stay with { DrawdownFraction = Math.Max(stay.DrawdownFraction, stay.DrawdownOf(equityAccount) ?? 0m) };
    }

    /// <summary>Money came or went without a trade: no profit, and no loss.</summary>
    public void Move(decimal fromAccount, decimal toAccount)
    {
        if (Stay is { PeakAccount: { } peak } stay)
            Stay = stay with { PeakAccount = toAccount >= fromAccount || fromAccount <= 0m ? peak + (toAccount - fromAccount) : peak * toAccount / fromAccount };
    }

    /// <summary>A trade ended.</summary>
    public void Closed(decimal profitQuote)
    {
        if (Stay is { } stay) Stay = stay with { Trades = stay.Trades + 1, Wins = stay.Wins + (profitQuote > 0m ? 1 : 0) };
    }

    /// <summary>A measure was taken against a strategy on tilt.</summary>
    public void Tilted()
    {
        if (Stay is { } stay) Stay = stay with { TiltMeasures = stay.TiltMeasures + 1 };
    }

    /// <summary>The book as a checkpoint keeps it.</summary>
    public AccountState Into(AccountState state) => state with { TierStay = Stay };
}
