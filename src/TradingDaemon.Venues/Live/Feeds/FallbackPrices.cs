using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Venues.Live.Feeds;

/// <summary>
/// While a stream is lost, best bid and ask are asked for, one instrument after the other: holdings stay valued, and exits, which need a price that is
/// known, stay possible. The feed counts as lost, and in time as stale and blind, all the same: then nothing is entered, for these prices are far apart.
/// </summary>
/// <param name="setup">What is watched.</param>
/// <param name="market">Makes the way to ask; made when it is needed first. Where its prices may be old nothing is asked.</param>
/// <param name="onTick">Takes the quotes; called beside the stream's own calls.</param>
internal sealed class FallbackPrices(FeedSetup setup, Func<IVenueMarket> market, TickReceiver onTick)
{
    private readonly Channel<bool> _lost = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }); // one waiting wake-up is as good as many
    private volatile bool _isLost;

    /// <summary>Hears what the stream says of itself; from its own thread.</summary>
    public void Take(FeedChange change)
    {
        if (change.Kind == FeedChangeKind.Confirmed) _isLost = false;
        if (change.Kind is not (FeedChangeKind.Lost or FeedChangeKind.Broken) || _isLost) return;
        _isLost = true;
        _lost.Writer.TryWrite(true);
    }

    /// <summary>Runs until <paramref name="stopping"/> is cancelled.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        IVenueMarket? asked = null;
        try
        {
            while (true)
            {
                await _lost.Reader.ReadAsync(stopping);
                if (!(asked ??= market()).TellsTouchOfNow) return; // nobody would know how old a price is
                await Task.Delay(setup.FallbackAfter, setup.Clock, stopping); // most streams are back by then
                for (var next = 0; _isLost; next++)
                {
                    await AskAsync(asked, setup.Instruments[next % setup.Instruments.Count], stopping);
                    await Task.Delay(setup.FallbackEvery, setup.Clock, stopping);
                }
            }
        }
        finally
        {
            asked?.Dispose();
        }
    }

    private async Task AskAsync(IVenueMarket asked, Instrument instrument, CancellationToken stopping)
    {
        try
        {
            var touch = await asked.TouchAsync(instrument.Symbol, stopping);
            var now = setup.Clock.GetUtcNow();
            if (touch is var (bid, ask) && _isLost) onTick(RawTick.OfQuote(instrument.Id, now, now, bid, RawTick.UnknownSize, ask, RawTick.UnknownSize));
        }
        catch (Exception) when (!stopping.IsCancellationRequested)
        {
            // Whatever it is, it costs one answer and no more: that the feed is lost is told already, and the next one is asked in a moment.
        }
    }
}
