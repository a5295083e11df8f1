using System.Collections.Frozen;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;

namespace TradingDaemon.Venues.Live;

/// <summary>A venue's rules as last told, and whether it takes orders at all. Thread-safe.</summary>
internal sealed class RuleBook(IVenueMarket market, VenueSetup setup)
{
    private volatile FrozenDictionary<string, TradingRule> _rules = FrozenDictionary<string, TradingRule>.Empty;
    private volatile string? _closed;

    /// <summary>All of them; empty before they were told.</summary>
    public IReadOnlyList<TradingRule> All => _rules.Values;

    /// <summary>The rule of an instrument; null when none was told.</summary>
    public TradingRule? Find(string symbol) => _rules.GetValueOrDefault(symbol);

    /// <summary>The venue said how it stands.</summary>
    /// <param name="because">Its word for why it takes no orders, e.g. <c>maintenance</c>; null when it takes them.</param>
    public void Close(string? because) => _closed = because;

    /// <summary>Asks for them. Throws <see cref="VenueException"/> when there is no answer; what was known stays.</summary>
    public async ValueTask RefreshAsync(CancellationToken stopping)
    {
        var told = await market.RulesAsync(stopping);
        _rules = told.Where(rule => setup.Find(rule.Symbol) is not null).DistinctBy(static rule => rule.Symbol).ToFrozenDictionary(static rule => rule.Symbol.Text, StringComparer.Ordinal);
    }

    /// <summary>All of them, asked for where none was told yet. Throws <see cref="VenueException"/> when there is no answer.</summary>
    public async ValueTask<IReadOnlyList<TradingRule>> ToldAsync(CancellationToken stopping)
    {
        if (All.Count == 0) await RefreshAsync(stopping);
        return All;
    }

    /// <summary>Asks again now and then, until <paramref name="stopping"/> is cancelled.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var beat = new PeriodicTimer(setup.RulesEvery, setup.Clock);
        while (await beat.WaitForNextTickAsync(stopping))
        {
            try
            {
                await RefreshAsync(stopping);
            }
            catch (VenueException)
            {
                // The rules that are known are good enough until the next time; the venue checks its own.
            }
        }
    }

    /// <summary>An order as the venue takes it, or why it is not sent.</summary>
    public OrderTerms Fit(OrderIntent intent, out PlacementAnswer.Refused? refused)
    {
        refused = null;
        if (_closed is { } because) refused = PlacementAnswer.Refused.Here(VenueRefusal.MarketClosed, $"{setup.Id} takes no orders now: {because}.");
        else if (setup.Find(intent.Symbol) is null) refused = PlacementAnswer.Refused.Here(VenueRefusal.UnknownInstrument, $"{intent.Symbol} is not traded at {setup.Id}.");
        if (refused is not null || Find(intent.Symbol.Text) is not { } rule) return intent.Terms;
        return rule.Fit(intent.Side, intent.Terms, intent.Side == OrderSide.Buy ? intent.DecisionAsk : intent.DecisionBid, out refused);
    }
}
