using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Live;
using TradingDaemon.Venues.Live.Feeds;
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
    public async ValueTask<IStreamLink> OpenAsync(CancellationToken stopping)
    {
        using var invoker = new HttpMessageInvoker(desk.Line.Sockets, disposeHandler: false);
        var link = await WebSocketLink.ConnectAsync(setup.Hosts.AccountStream!, invoker, setup.Line.ConnectMax, LiveFeed.FrameBytesMax, setup.Clock, stopping);
        try
        {
            _reader.Begin();
            foreach (var message in requests.SubscribeAccount(desk.Line.NextStamp())) await link.SendAsync(message.Body, stopping);
            while (true)
            {
                var frame = await AccountStream.NextAsync(link, setup.SilenceMax, setup.Clock, stopping);
                var told = new Answer(frame);
                Read(frame, told);
                foreach (var order in told.Orders) memory.Learn(order);
                if (told.Channels.Contains("user")) return link;
            }
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Read(ReadOnlyMemory<byte> frame, Answer into)
    {
        _reader.Read(frame.Span, default, into);
        foreach (var (of, _, status, _) in into.States)
            if (of == "session" && status == "gap") throw new VenueException(new VenueFault(VenueFaultKind.Retry, "SEQUENCE_GAP", "Frames of the account's stream are missing."));
        if (into.Said is { } said) throw new VenueException(new VenueFault(said.Kind, said.Code ?? "STREAM", said.Message));
        foreach (var order in into.Orders) progress.Told(order);
    }
}
