using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Alpaca.Reading;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Told;
using TradingDaemon.Venues.Requests;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Venues.Alpaca;

/// <summary>
/// The account's events over Alpaca's own stream, text or binary frames alike. It has no heartbeat and no numbers: it is asked over and over what it
/// listens to, and what an execution does not follow on is asked of the activities. Events repeat: an order that ended stays so.
/// </summary>
internal sealed class AlpacaStream(VenueSetup setup, VenueDesk desk, AlpacaRequests requests, AlpacaExecutions executions) : IAccountWords
{
    private const int EndedMax = 20_000; // the venue repeats what is minutes old

    private readonly AlpacaReader _reader = new();
    private readonly Newest<string, bool> _ended = new(EndedMax);
    private readonly IReadOnlyList<WireRequest> _words = requests.Listen();

    /// <inheritdoc/>
    public byte[] KeepAlive => _words[^1].Body.ToArray();

    /// <inheritdoc/>
    public ValueTask<IStreamLink> OpenAsync(CancellationToken stopping) => AccountLink.OpenAsync(setup, desk.Line, async link =>
    {
        foreach (var word in _words)
        {
            await link.SendAsync(word.Body, stopping);
            var isListening = word == _words[^1];
            await AccountLink.UntilAsync(link, setup, Read, told => isListening ? told.IsTaken : told.States.Any(static state => state is ("session", null, "authorized", _)), stopping);
        }
    }, stopping);

    /// <inheritdoc/>
    public void Read(ReadOnlyMemory<byte> frame, Answer into)
    {
        _reader.Read(frame.Span, default, into);
        if (into.Said is { } said) throw new VenueException(new VenueFault(said.Kind, said.Code ?? "STREAM", said.Message));
        foreach (var (of, _, status, _) in into.States)
        {
            if (of == "session" && status == "nothing is listened to") throw new VenueException(new VenueFault(VenueFaultKind.Retry, "NOT_LISTENING", "The stream does not listen to what becomes of orders."));
            if (of == "fill") throw new VenueException(new VenueFault(VenueFaultKind.Retry, "CORRECTED", $"The venue undid or changed an execution ({status}): everything is compared.")); // what is booked is compared with the account
        }

        into.Orders.RemoveAll(order => IsRepeated(order));
        ToldFill[] told = [.. into.Fills.Select(executions.Following).OfType<ToldFill>()];
        into.Fills.Clear();
        into.Fills.AddRange(told);
    }

    // What ended is told again now and then, as new and filled once more.
    private bool IsRepeated(ToldOrder order)
    {
        if (order.VenueOrderId is not { } id) return false;
        if (_ended.Has(id)) return true;
        if (order.Status is OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Expired or OrderStatus.Rejected) _ended[id] = true;
        return false;
    }
}
