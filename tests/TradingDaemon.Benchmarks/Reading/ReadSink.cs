using TradingDaemon.Venues.Normalized;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Benchmarks.Reading;

/// <summary>Takes prices and sizes as numbers, as the daemon does, and adds them up so that nothing can be left out.</summary>
internal sealed class ReadSink : INormalizedSink
{
    /// <summary>How many events were told.</summary>
    public long Events { get; private set; }

    /// <summary>All that was read, added up.</summary>
    public decimal Sum { get; private set; }

    /// <inheritdoc/>
    public void Quote(in QuoteTold quote) => Told(WireNumber.Parse(quote.Bid) + WireNumber.Parse(quote.BidSize) + WireNumber.Parse(quote.Ask) + WireNumber.Parse(quote.AskSize), quote.At);

    /// <inheritdoc/>
    public void Trade(in TradeTold trade) => Told(WireNumber.Parse(trade.Price) + WireNumber.Parse(trade.Size), trade.At);

    /// <inheritdoc/>
    public void Book(in BookTold book)
    {
        if (book.IsProven == false) throw new InvalidOperationException("A book does not follow what was there.");
        Told(book.Bids[0].PriceQuote + book.Asks[^1].SizeBase, book.At);
    }

    /// <inheritdoc/>
    public void Bar(in BarTold bar) => Unexpected();

    /// <inheritdoc/>
    public void Instrument(in InstrumentTold instrument) => Unexpected();

    /// <inheritdoc/>
    public void Subscribed(in SubscribedTold subscribed) => Unexpected();

    /// <inheritdoc/>
    public void Ack(in AckTold ack) => Unexpected();

    /// <inheritdoc/>
    public void Order(in OrderTold order) => Unexpected();

    /// <inheritdoc/>
    public void Fill(in FillTold fill) => Unexpected();

    /// <inheritdoc/>
    public void Balance(in BalanceTold balance) => Unexpected();

    /// <inheritdoc/>
    public void Position(in PositionTold position) => Unexpected();

    /// <inheritdoc/>
    public void Status(in StatusTold status) => Unexpected();

    /// <inheritdoc/>
    public void Heartbeat(WireTime? at) => Unexpected();

    /// <inheritdoc/>
    public void Error(in ErrorTold error) => Unexpected();

    /// <inheritdoc/>
    public void Unrecognized(string what) => Unexpected();

    private static void Unexpected() => throw new InvalidOperationException("These frames tell quotes, trades and books only.");

    private void Told(decimal sum, WireTime? at)
    {
        Events++;
        Sum += sum + (at?.Digits ?? 0);
    }
}
