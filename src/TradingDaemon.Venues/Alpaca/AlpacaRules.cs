using System.Runtime.CompilerServices;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Alpaca.Reading;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Venues.Alpaca;

/// <summary>What orders at Alpaca must keep to. The venue lists all shares, tens of thousands of them, and all coins; or tells of one, and options so alone.</summary>
/// <param name="trading">Asks the trading interface.</param>
/// <param name="requests">Builds the questions.</param>
/// <param name="instruments">Whose rules are asked for; all of shares and coins where this is empty.</param>
internal sealed class AlpacaRules(VenueDesk trading, AlpacaRequests requests, IReadOnlyList<Instrument> instruments)
{
    private const string Shares = "us_equity";
    private const string Coins = "crypto";

    // A list of megabytes costs as much time as about so many questions, and counts as one of the two hundred a minute.
    private const int OneByOneMax = 10;

    // Of coins priced in dollars, whatever their own minimum is.
    private const decimal CoinNotionalMin = 10m;

    private const decimal TickBelowOneDollar = 0.0001m;

    /// <summary>Part by part: of a class of which there are many by its list, then those no list told one by one. Throws <see cref="VenueException"/> when a question has no answer.</summary>
    public async IAsyncEnumerable<IReadOnlyList<TradingRule>> ToldAsync([EnumeratorCancellation] CancellationToken stopping)
    {
        string[] names = [.. instruments.Select(static instrument => instrument.Symbol.Text).Distinct(StringComparer.Ordinal)];
        var untold = names.ToHashSet(StringComparer.Ordinal);
        foreach (var listed in new[] { Shares, Coins })
        {
            if (names.Length > 0 && names.Count(name => ListOf(name) == listed) <= OneByOneMax) continue;
            var all = await ListAsync(listed, stopping);
            yield return names.Length == 0 ? all : [.. all.Where(rule => untold.Remove(rule.Symbol.Text))];
        }

        foreach (var name in names)
            if (untold.Contains(name)) yield return await OneAsync(name, stopping);
    }

    private static string? ListOf(string name) => AlpacaRequests.IsCoin(name) ? Coins : AlpacaSymbols.IsOption(name) ? null : Shares;

    private async ValueTask<IReadOnlyList<TradingRule>> ListAsync(string of, CancellationToken stopping)
    {
        var told = await trading.SendAsync("assets", _ => requests.Assets(of), isUrgent: false, stopping);
        return [.. told.OrThrow().Rules.Select(Fitting)];
    }

    private async ValueTask<IReadOnlyList<TradingRule>> OneAsync(string name, CancellationToken stopping)
    {
        var told = await trading.SendAsync("asset", _ => requests.Asset(name), isUrgent: false, stopping);
        if (told.Fault is { Kind: VenueFaultKind.Rejected }) return [new TradingRule(new Symbol(name), name, null, null, null, null, "unknown", IsTradable: false)];
        return [.. told.OrThrow().Rules.Select(Fitting)];
    }

    // What the venue says elsewhere than in its answer.
    private static TradingRule Fitting(TradingRule rule) => AlpacaRequests.IsCoin(rule.VenueSymbol)
        ? rule with { MinNotional = rule.VenueSymbol.EndsWith("/USD", StringComparison.Ordinal) ? CoinNotionalMin : null }
        : rule with { TickSizeBelowOne = AlpacaSymbols.IsOption(rule.VenueSymbol) ? null : TickBelowOneDollar };
}
