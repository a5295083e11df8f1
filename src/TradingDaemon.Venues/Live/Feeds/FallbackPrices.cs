using System.Threading.Channels;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Venues.Live.Feeds;

/// <summary>
/// While a stream is lost, prices are asked for: holdings stay valued, and exits, which need a price that is known, stay possible. Where a touch is of now, best
/// bid and ask are, one instrument after the other; where it may be old, the newest quotes and trades of all, which keep their own time and so never look
/// fresher than they are. The feed counts as lost, and in time as stale and blind, all the same: then nothing is entered, for these prices are far apart.
/// </summary>
/// <param name="setup">What is watched.</param>
/// <param name="market">Makes the way to ask; made when it is needed first. Where its prices may be old and tell no time nothing is asked.</param>
/// <param name="onTick">Takes the prices; called beside the stream's own calls.</param>
internal sealed class FallbackPrices(FeedSetup setup, Func<IVenueMarket> market, TickReceiver onTick)
{
    private readonly Channel<bool> _lost = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }); // one waiting wake-up is as good as many
    private DateTimeOffset _lostAt; // written before the flag below, and read after it
    private volatile bool _isLost;

    /// <summary>Hears what the stream says of itself; from its own thread.</summary>
    public void Take(FeedChange change)
    {
        if (change.Kind == FeedChangeKind.Confirmed) _isLost = false;
        if (change.Kind is not (FeedChangeKind.Lost or FeedChangeKind.Broken) || _isLost) return;
        _lostAt = change.At;
        _isLost = true;
        _lost.Writer.TryWrite(true);
    }

    /// <summary>Runs until <paramref name="stopping"/> is cancelled.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        IVenueMarket? asked = null;
        var sink = new TickSink(setup with { Books = false }, TakeAnswer, isAnswer: true);
        try
        {
            while (true)
            {
                await _lost.Reader.ReadAsync(stopping);
                asked ??= market();
                var newest = asked.TellsTouchOfNow ? null : asked as INewestPrices;
                if (!asked.TellsTouchOfNow && newest is null) return; // nobody would know how old a price is
                await Task.Delay(setup.FallbackAfter, setup.Clock, stopping); // most streams are back by then
                for (var next = 0; _isLost; next++)
                {
                    if (newest is null) await TryAsync(token => AskAsync(asked, setup.Instruments[next % setup.Instruments.Count], token), stopping);
                    else await TryAsync(token => AskNewestAsync(newest, sink, token), stopping);
                    await Task.Delay(newest is null ? setup.FallbackEvery : setup.NewestEvery, setup.Clock, stopping);
                }
            }
        }
        finally
        {
            asked?.Dispose();
        }
    }

    private async ValueTask AskAsync(IVenueMarket asked, Instrument instrument, CancellationToken stopping)
    {
        var touch = await asked.TouchAsync(instrument.Symbol, stopping);
        var now = setup.Clock.GetUtcNow();
        if (touch is var (bid, ask) && _isLost) onTick(RawTick.OfQuote(instrument.Id, now, now, bid, RawTick.UnknownSize, ask, RawTick.UnknownSize));
    }

    // A closed market has no news.
    private async ValueTask AskNewestAsync(INewestPrices newest, TickSink sink, CancellationToken stopping)
    {
        var now = setup.Clock.GetUtcNow();
        Instrument[] open = [.. setup.Instruments.Where(instrument => setup.Liveness.IsOpen(instrument, now))];
        sink.Readings.Clear(); // a sign of life of the stream, which this is not
        if (open.Length > 0) await newest.NewestAsync(open, sink, stopping);
    }

    // A trade of before the stream was lost is told already.
    private void TakeAnswer(in RawTick tick)
    {
        if (_isLost && (tick.Kind != MarketEventKind.Trade || tick.SourceTime > _lostAt)) onTick(tick);
    }

    private static async Task TryAsync(Func<CancellationToken, ValueTask> ask, CancellationToken stopping)
    {
        try
        {
            await ask(stopping);
        }
        catch (Exception) when (!stopping.IsCancellationRequested)
        {
            // Whatever it is, it costs one answer and no more: that the feed is lost is told already, and the next one is asked in a moment.
        }
    }
}
