using System.Collections.Immutable;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Engine.Books;
using TradingDaemon.Operations.Markets;

namespace TradingDaemon.Gating;

/// <summary>What markets are like, as the account engine tells them apart.</summary>
internal static class RegimeLines
{
    private const int UnusualMax = 64; // what a person reads; the counts have all

    private static readonly ImmutableArray<Regime> Regimes = [.. Enum.GetValues<Regime>()];

    /// <summary>Null where nobody tells.</summary>
    public static RegimesLine? Of(TradingAccount account)
    {
        if (account.Setup.Regimes is null || account.Setup.Catalog.Count == 0) return null;
        var (counts, unusual) = (new int[Regimes.Length], ImmutableArray.CreateBuilder<RegimeLine>());
        foreach (var instrument in account.Setup.Catalog.All)
        {
            var regime = account.RegimeOf(instrument);
            counts[Regimes.IndexOf(regime)]++;
            if (regime is not (Regime.Unknown or Regime.Normal) && unusual.Count < UnusualMax) unusual.Add(new RegimeLine(instrument.Symbol.Text, regime));
        }

        return new RegimesLine(account.MarketPhase, [.. Regimes.Select((regime, i) => new RegimeCount(regime, counts[i]))], unusual.ToImmutable());
    }
}
