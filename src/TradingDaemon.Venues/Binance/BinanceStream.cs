using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Venues.Binance;

/// <summary>
/// The account's events over the WebSocket interface, subscribed to with a signature and for as long as the connection lives. They have no numbers:
/// what is lost, only the poll beside it finds. Nothing is said in quiet hours, so the venue is asked for a sign of life.
/// </summary>
internal sealed class BinanceStream(VenueSetup setup, VenueDesk desk, BinanceRequests requests) : IAccountWords
{
    private readonly BinanceReader _reader = new(setup.Instruments);

    /// <inheritdoc/>
    public byte[] KeepAlive { get; } = """{"id":"ping","method":"ping"}"""u8.ToArray();

    /// <inheritdoc/>
    public ValueTask<IStreamLink> OpenAsync(CancellationToken stopping) => AccountLink.OpenAsync(setup, desk.Line, async link =>
    {
        _reader.Begin();
        await link.SendAsync(requests.SubscribeAccount(desk.Line.NextStamp()).Body, stopping);
        await AccountLink.UntilAsync(link, setup, Read, static told => told.IsTaken, stopping);
    }, stopping);

    /// <inheritdoc/>
    public void Read(ReadOnlyMemory<byte> frame, Answer into)
    {
        _reader.Read(frame.Span, default, into);
        BinanceSymbols.MakeUnique(into, setup.Hosts.IsReal);
        if (into.Said is { } said)
        {
            if (said.Code == BinanceErrors.WrongTime) desk.Line.Clock.Distrust();
            throw new VenueException(BinanceLimits.Refine(new VenueFault(said.Kind == VenueFaultKind.OutcomeUnknown ? VenueFaultKind.Retry : said.Kind, said.Code ?? "STREAM", said.Message)));
        }

        foreach (var (of, _, status, _) in into.States)
            if ((of, status) is ("session", "terminated") or ("venue", "shutdown")) throw new VenueException(new VenueFault(VenueFaultKind.Retry, "STREAM_ENDED", $"The venue ends the account's stream: {of} {status}."));
    }
}
