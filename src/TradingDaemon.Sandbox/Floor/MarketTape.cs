using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.Floor;

/// <summary>What one instrument printed since the exchange was started: the newest trades, and bars of a minute. Used inside the floor only.</summary>
internal sealed class MarketTape(int instrument)
{
    private const int TradesMax = 1_000; // the longest page any venue gives
    private const int MinutesMax = 7 * 24 * 60; // a week; only minutes in which something printed are kept

    private readonly Queue<PrintedTrade> _trades = new();
    private readonly LinkedList<PrintedBar> _minutes = new();

    /// <summary>The newest trade; null before the first.</summary>
    public PrintedTrade? Last { get; private set; }

    /// <summary>The newest trades, oldest first.</summary>
    public IReadOnlyCollection<PrintedTrade> Trades => _trades;

    /// <summary>Takes a trade.</summary>
    public PrintedTrade Print(decimal price, decimal quantity, Side aggressor, DateTimeOffset at)
    {
        var trade = new PrintedTrade(instrument, (Last?.Id ?? 0) + 1, price, quantity, aggressor, at);
        Last = trade;
        _trades.Enqueue(trade);
        if (_trades.Count > TradesMax) _trades.Dequeue();
        var bar = PrintedBar.Of(Floored(at, TimeSpan.FromMinutes(1)), trade);
        if (_minutes.Last is { } last && last.Value.Begin >= bar.Begin) last.Value = last.Value.With(bar);
        else _minutes.AddLast(bar);
        if (_minutes.Count > MinutesMax) _minutes.RemoveFirst();
        return trade;
    }

    /// <summary>The newest bars of an interval, oldest first, without gaps from the first trade to <paramref name="now"/>; the last is still forming.</summary>
    /// <param name="interval">A whole number of minutes.</param>
    /// <param name="now">True time.</param>
    /// <param name="countMax">1 or more.</param>
    public IReadOnlyList<PrintedBar> Bars(TimeSpan interval, DateTimeOffset now, int countMax)
    {
        if (_minutes.First is not { } first) return [];
        var (end, oldest) = (Floored(now, interval), Floored(now, interval) - (interval * (countMax - 1)));
        var bars = new List<PrintedBar>();
        var close = first.Value.Open;
        foreach (var minute in _minutes)
        {
            var begin = Floored(minute.Begin, interval);
            if (begin >= oldest)
            {
                Fill(bars, begin, interval, close, oldest);
                var bar = minute with { Begin = begin };
                if (bars is [.., var newest] && newest.Begin == begin) bars[^1] = newest.With(bar);
                else bars.Add(bar);
            }

            close = minute.Close;
        }

        Fill(bars, end + interval, interval, close, oldest);
        return bars.Count > countMax ? bars[^countMax..] : bars;
    }

    /// <summary>All that printed since a time, as one bar; null when nothing did.</summary>
    public PrintedBar? Since(DateTimeOffset since)
    {
        PrintedBar? all = null;
        for (var at = _minutes.Last; at is not null && at.Value.Begin >= since; at = at.Previous) all = all is null ? at.Value : at.Value.With(all);
        return all;
    }

    private static DateTimeOffset Floored(DateTimeOffset at, TimeSpan interval) => new(at.UtcTicks - (at.UtcTicks % interval.Ticks), TimeSpan.Zero);

    // Intervals without a trade, up to the one that begins at the end given.
    private static void Fill(List<PrintedBar> bars, DateTimeOffset end, TimeSpan interval, decimal close, DateTimeOffset oldest)
    {
        if (bars.Count == 0 && end <= oldest) return;
        for (var next = bars is [.., var last] ? last.Begin + interval : end; next < end; next += interval) bars.Add(PrintedBar.Quiet(next, close));
    }
}
