using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Told;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>Coinbase's channel of orders. It says how far each is filled; by what, the fills say.</summary>
internal sealed class CoinbaseStream(VenueSetup setup, VenueDesk desk, CoinbaseRequests requests, OrderMemory memory, CoinbaseProgress progress) : IAccountWords
{
    private readonly CoinbaseReader _reader = new();

    /// <inheritdoc/>
    public bool IsBehind => progress.IsBehind;

    /// <inheritdoc/>
    /// <remarks>The picture of the open orders may come before the acknowledgement: what ended meanwhile, the comparison finds, and what was filled, the fills tell.</remarks>
    public ValueTask<IStreamLink> OpenAsync(CancellationToken stopping) => AccountLink.OpenAsync(setup, desk.Line, async link =>
    {
        _reader.Begin();
        foreach (var message in requests.SubscribeAccount(desk.Line.NextStamp())) await link.SendAsync(message.Body, stopping);
        await AccountLink.UntilAsync(link, setup, ReadPicture, static told => told.Channels.Contains("user"), stopping);
    }, stopping);

    /// <inheritdoc/>
    public void Read(ReadOnlyMemory<byte> frame, Answer into)
    {
        _reader.Read(frame.Span, default, into);
        foreach (var (of, _, status, _) in into.States)
            if (of == "session" && status == "gap") throw new VenueException(new VenueFault(VenueFaultKind.Retry, "SEQUENCE_GAP", "Frames of the account's stream are missing."));
        if (into.Said is { } said)
        {
            if (said.Kind == VenueFaultKind.Authentication) desk.Line.Clock.Distrust(); // it may be the token's time
            throw new VenueException(new VenueFault(said.Kind, said.Code ?? "STREAM", said.Message));
        }

        foreach (var order in into.Orders) progress.Told(order);
    }

    private void ReadPicture(ReadOnlyMemory<byte> frame, Answer into)
    {
        Read(frame, into);
        foreach (var order in into.Orders) memory.Learn(order);
    }
}
