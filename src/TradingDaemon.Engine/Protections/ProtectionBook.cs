using System.Collections.Immutable;
using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Engine.Portfolio;

namespace TradingDaemon.Engine.Protections;

/// <summary>
/// What guards positions: the fold of fills of entries that name something. One protection a strategy and instrument, from its first partial fill until the
/// position is flat, turned over, or less than an order can carry.
/// </summary>
public sealed class ProtectionBook
{
    private static readonly IReadOnlyList<PositionKey> None = [];

    private readonly InstrumentCatalog _catalog;
    private readonly Dictionary<PositionKey, PositionProtection> _all = [];
    private readonly List<PositionKey>?[] _on; // by instrument, ordered by strategy, so that nobody acts in an order that depends on history

    /// <summary>As a checkpoint remembers it.</summary>
    public ProtectionBook(InstrumentCatalog catalog, AccountState state)
    {
        (_catalog, _on) = (catalog, new List<PositionKey>?[catalog.Count]);
        foreach (var protection in state.Protections) Set(protection);
    }

    /// <summary>How many there are.</summary>
    public int Count => _all.Count;

    /// <summary>What guards a position, or null.</summary>
    public PositionProtection? Find(PositionKey key) => _all.Count == 0 ? null : _all.GetValueOrDefault(key);

    /// <summary>The guarded positions in an instrument, by strategy.</summary>
    public IReadOnlyList<PositionKey> On(InstrumentId instrument) => _on[instrument.Index] ?? None;

    /// <summary>A fill was booked: what an entry opened is guarded by what it names.</summary>
    /// <param name="intent">Its order; null when nobody knows it any more.</param>
    /// <param name="key">Whose position it changed.</param>
    /// <param name="beforeBase">What was held before, signed.</param>
    /// <param name="averageQuote">What that was bought for on average; read only where nothing guards it.</param>
    /// <param name="priceQuote">The fill's price, which also tells what is too little to count.</param>
    /// <param name="positions">Positions after it.</param>
    public void Filled(OrderIntent? intent, PositionKey key, decimal beforeBase, decimal averageQuote, decimal priceQuote, PositionBooks positions)
    {
        var (instrument, after) = (_catalog.Find(key.Symbol)!, positions.NetBase(key));
        if (instrument.IsDust(after, priceQuote))
        {
            Remove(key);
            return;
        }

        var isLong = after > 0m;
        var held = instrument.IsDust(beforeBase, priceQuote) ? 0m : Math.Max(0m, isLong ? beforeBase : -beforeBase);
        if (Math.Abs(after) > held && intent is { IsReduceOnly: false } && intent.Side == (isLong ? OrderSide.Buy : OrderSide.Sell)
            && PositionProtection.AfterEntry(Find(key), key, isLong, intent.Protection, held, averageQuote, Math.Abs(after) - held, priceQuote) is { } protection) Set(protection);
        else if (held == 0m) Remove(key); // turned over, and nothing was named for it
    }

    /// <summary>Positions in an instrument changed otherwise: what is gone guards nothing.</summary>
    public void Settle(Symbol symbol, PositionBooks positions)
    {
        if (_catalog.Find(symbol) is not { } instrument || _on[instrument.Id.Index] is not { } keys) return;
        for (var i = keys.Count - 1; i >= 0; i--)
        {
            var net = positions.NetBase(keys[i]);
            if (instrument.IsDust(net, null) || net > 0m != _all[keys[i]].IsLong) Remove(keys[i]);
        }
    }

    /// <summary>A trailing stop moved, or a level was reached; of a position that is guarded no more it changes nothing.</summary>
    public void Move(Fact fact)
    {
        if (fact is Fact.ProtectionTrailed trailed && Find(new PositionKey(trailed.Strategy, trailed.Symbol)) is { } trailing) Set(trailing with { TrailQuote = trailed.TrailQuote });
        if (fact is Fact.ProtectionTriggered triggered && Find(new PositionKey(triggered.Strategy, triggered.Symbol)) is { } reached) Set(reached with { Triggered = triggered.Kind });
    }

    /// <summary>The book as a checkpoint keeps it.</summary>
    public ImmutableArray<PositionProtection> ToState() => [.. _all.OrderBy(static pair => pair.Key, Comparer<PositionKey>.Create(Compare)).Select(static pair => pair.Value)];

    private void Set(PositionProtection protection)
    {
        var key = protection.Key;
        if (_all.TryAdd(key, protection))
        {
            var keys = _on[IndexOf(key)] ??= [];
            var at = keys.FindIndex(other => string.CompareOrdinal(other.Strategy.Text, key.Strategy.Text) > 0);
            keys.Insert(at < 0 ? keys.Count : at, key);
        }

        _all[key] = protection;
    }

    private void Remove(PositionKey key)
    {
        if (_all.Remove(key)) _on[IndexOf(key)]!.Remove(key);
    }

    private static int Compare(PositionKey left, PositionKey right) =>
        string.CompareOrdinal(left.Strategy.Text, right.Strategy.Text) is not 0 and var byStrategy ? byStrategy : string.CompareOrdinal(left.Symbol.Text, right.Symbol.Text);

    private int IndexOf(PositionKey key) => (_catalog.Find(key.Symbol)
        ?? throw new InvalidDataException($"The store holds a protected position in {key.Symbol}, which the configuration no longer names. Add the instrument again.")).Id.Index;
}
