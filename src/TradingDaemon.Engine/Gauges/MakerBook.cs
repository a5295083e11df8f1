using TradingDaemon.Domain.Account;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Orders;

namespace TradingDaemon.Engine.Gauges;

/// <summary>What market makers did, one record a strategy and instrument it quoted: their bounds on losses outlive a restart by it.</summary>
public sealed class MakerBook
{
    private readonly SortedDictionary<(string Strategy, string Symbol), MakerRecord> _records = [];

    /// <summary>As a checkpoint remembers it.</summary>
    public MakerBook(AccountState state)
    {
        foreach (var record in state.Makers) _records.Add((record.Strategy.Text, record.Symbol.Text), record);
    }

    /// <summary>Everyone who ever quoted.</summary>
    public IReadOnlyCollection<MakerRecord> All => _records.Values;

    /// <summary>What one did; nothing before its first quote.</summary>
    public MakerRecord Of(PositionKey key) => _records.TryGetValue((key.Strategy.Text, key.Symbol.Text), out var record) ? record : new MakerRecord(key.Strategy, key.Symbol);

    /// <summary>An order was decided.</summary>
    public void Decided(OrderIntent intent)
    {
        if (intent.QuoteOf is not null) _records.TryAdd((intent.Strategy.Text, intent.Symbol.Text), new MakerRecord(intent.Strategy, intent.Symbol));
    }

    /// <summary>A fill was booked, of a quote or of whatever else the strategy did there.</summary>
    /// <param name="booked">The fill.</param>
    /// <param name="realizedQuote">What it realized, net of fees.</param>
    public void Booked(Fact.FillBooked booked, decimal realizedQuote)
    {
        var key = (booked.Strategy.Text, booked.Fill.Symbol.Text);
        if (_records.Count == 0 || !_records.TryGetValue(key, out var record)) return;
        var isBuy = booked.Fill.Side == OrderSide.Buy;
        var realized = record.RealizedQuote + realizedQuote;
        _records[key] = record with { Buys = record.Buys + (isBuy ? 1 : 0), Sells = record.Sells + (isBuy ? 0 : 1), RealizedQuote = realized, PeakQuote = Math.Max(record.PeakQuote, realized) };
    }

    /// <summary>Another trading day begins.</summary>
    public void Open()
    {
        foreach (var (key, record) in _records.ToList()) _records[key] = record with { DayBeganQuote = record.RealizedQuote };
    }

    /// <summary>A person lets the account go on: what was lost before counts no more against what may be lost from now on.</summary>
    public void Forget()
    {
        foreach (var (key, record) in _records.ToList())
            _records[key] = record with { DayBeganQuote = record.RealizedQuote, PeakQuote = record.RealizedQuote };
    }

    /// <summary>The book as a checkpoint keeps it.</summary>
    public AccountState Into(AccountState state) => state with { Makers = [.. _records.Values] };
}
