using System.Collections.Immutable;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live.Told;

namespace TradingDaemon.Venues.Live;

/// <summary>What a venue tells of the account, in the daemon's words: executions numbered and named, assets as cash or holdings.</summary>
/// <param name="setup">Whose account.</param>
/// <param name="numbers">The executions' numbers.</param>
/// <param name="memory">Whose orders they are of.</param>
/// <param name="learn">Asks the venue for orders by its own ids and puts them into the memory; throws <see cref="VenueException"/> when there is no answer.</param>
internal sealed class FillDesk(VenueSetup setup, ExecutionNumbers numbers, OrderMemory memory, Func<IReadOnlyList<string>, CancellationToken, ValueTask> learn)
{
    /// <summary>The newest number given.</summary>
    public long Last => numbers.Last;

    /// <summary>Executions as fills, oldest first. Of whom the venue did not say whose order it is, or what its fee is in, it is asked.</summary>
    public async ValueTask<IReadOnlyList<Fill>> ToFillsAsync(IReadOnlyCollection<ToldFill> told, CancellationToken stopping)
    {
        await NameAsync([.. told.Where(fill => !IsKnown(fill)).Select(static fill => fill.VenueOrderId!).Distinct()], stopping);
        string[] unsaid = [.. told.Where(LacksFeeCurrency).Select(static fill => fill.VenueOrderId!).Distinct()];
        if (unsaid.Length > 0) await learn(unsaid, stopping);
        return [.. told.OrderBy(static fill => fill.At).Select(ToFill)];
    }

    /// <summary>Asks whose orders these are. Throws <see cref="VenueException"/> when the venue does not say of each: taken for a stranger's, an order of ours would miss its fill.</summary>
    public async ValueTask NameAsync(IReadOnlyList<string> venueOrderIds, CancellationToken stopping)
    {
        if (venueOrderIds.Count == 0) return;
        await learn(venueOrderIds, stopping);
        if (venueOrderIds.FirstOrDefault(id => memory.Find(id).ClientOrderId is null) is { } unknown)
            throw new VenueException(new VenueFault(VenueFaultKind.Retry, "CONTRADICTION", $"The venue tells of order {unknown} and does not show it: it has to be asked again."));
    }

    /// <summary>Fills above a cursor, oldest first.</summary>
    /// <param name="cursor">A number.</param>
    /// <param name="countMax">At most so many.</param>
    /// <param name="pages">The venue's executions since a time, pages of them, the oldest page first.</param>
    /// <param name="stopping">Gives up.</param>
    public async ValueTask<IReadOnlyList<Fill>> SinceAsync(long cursor, int countMax, Func<DateTimeOffset, IAsyncEnumerable<IReadOnlyList<ToldFill>>> pages, CancellationToken stopping)
    {
        var (since, before, known) = (numbers.Since(cursor), numbers.Last, numbers.CountAbove(cursor));
        var fills = new List<Fill>();
        await foreach (var page in pages(since).WithCancellation(stopping))
        {
            var told = page.Where(fill => fill.At is not { } at || at >= since).ToArray(); // what is older may be let go, and would be taken for new
            fills.AddRange((await ToFillsAsync(told, stopping)).Where(fill => fill.ExecutionSequence > cursor));
            if (fills.Count >= countMax && fills.Count(fill => fill.ExecutionSequence <= before) >= known) break; // not before those with lower numbers are among them
        }

        return [.. fills.OrderBy(static fill => fill.ExecutionSequence).Take(countMax)];
    }

    // What a venue marks as another of its ledgers: staked, locked, in a vault or a futures wallet. No order is paid from it.
    private const char LedgerMark = '.';

    /// <summary>Balances and positions as holdings: the base of an instrument traded here is told under its symbol, anything else is cash. What is marked as of another ledger is neither.</summary>
    public VenueHoldings ToHoldings(Answer told)
    {
        var (cash, holdings) = (ImmutableSortedDictionary.CreateBuilder<string, decimal>(StringComparer.Ordinal), ImmutableSortedDictionary.CreateBuilder<string, decimal>(StringComparer.Ordinal));
        foreach (var (asset, total) in told.Balances)
        {
            if (total == 0m || asset.Contains(LedgerMark, StringComparison.Ordinal)) continue;
            var held = HoldingOf(asset);
            Add(held is null ? cash : holdings, held?.Text ?? asset, total);
        }

        foreach (var (symbol, netBase) in told.Positions)
            if (netBase != 0m) Add(holdings, symbol.Text, netBase);
        return new VenueHoldings(cash.ToImmutable(), holdings.ToImmutable());
    }

    // An asset is one thing here, for whoever tells of it: its balance, or a fee that comes out of it.
    private Symbol? HoldingOf(string asset) => setup.Instruments.FirstOrDefault(instrument => instrument.Base.Code == asset)?.Symbol;

    private static void Add(ImmutableSortedDictionary<string, decimal>.Builder to, string name, decimal amount) => to[name] = to.GetValueOrDefault(name) + amount;

    // An execution without an order is nobody's order of ours: it is told so.
    private bool IsKnown(ToldFill fill) => fill.VenueOrderId is null || (memory.Find(fill.VenueOrderId) is { ClientOrderId: not null } known && (fill.Symbol ?? known.Symbol) is not null && (fill.Side ?? known.Side) is not null)
        || (fill.ClientOrderId is not null && fill.Symbol is not null && fill.Side is not null);

    private bool LacksFeeCurrency(ToldFill fill) => fill is { IsFeeCurrencyUsual: true, Fee: not (null or 0m), VenueOrderId: { } order } && memory.Find(order).FeeCurrency is null;

    private Fill ToFill(ToldFill told)
    {
        var known = memory.Find(told.VenueOrderId);
        var (symbol, at) = (told.Symbol ?? known.Symbol ?? throw Lacks(told, "symbol"), told.At ?? setup.Clock.GetUtcNow());
        var feeCurrency = (told.IsFeeCurrencyUsual ? known.FeeCurrency : null) ?? told.FeeCurrency ?? QuoteOf(symbol);
        return new Fill
        {
            ExecutionId = told.ExecutionId, ExecutionSequence = numbers.NumberOf(told.ExecutionId, at), ClientOrderId = new ClientOrderId(told.ClientOrderId ?? known.ClientOrderId ?? ""), Venue = setup.Id,
            Symbol = symbol, Side = told.Side ?? known.Side ?? throw Lacks(told, "side"), Price = Price.TryFrom(told.Price) ?? throw Lacks(told, "price"), Quantity = Quantity.TryFrom(told.Quantity) ?? throw Lacks(told, "quantity"),
            Fee = new Money(told.Fee ?? 0m, new Currency(feeCurrency)), FeeHolding = HoldingOf(feeCurrency) is { } held && held != symbol ? held : null, Liquidity = told.Liquidity ?? Liquidity.Taker, At = at, IsSimulated = !setup.Hosts.IsReal,
        };
    }

    private string QuoteOf(Symbol symbol) => setup.Find(symbol)?.Quote.Code ?? symbol.Text[(symbol.Text.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static VenueException Lacks(ToldFill told, string what) => new(new VenueFault(VenueFaultKind.Retry, "GARBLED", $"The venue told execution {told.ExecutionId} without its {what}."));
}
