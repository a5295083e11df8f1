using System.Threading.Channels;
using TradingDaemon.Domain.Orders;
using TradingDaemon.Domain.Ports;
using TradingDaemon.Venues.Clock;
using TradingDaemon.Venues.Live.Told;
using TradingDaemon.Venues.Streaming;

namespace TradingDaemon.Venues.Live;

/// <summary>
/// The account's own stream, one connection: turns orders and executions into events. A poll beside it asks for executions the stream lost, and silence
/// beyond the venue's heartbeat ends the connection. What ended while nobody listened, the comparison after <see cref="VenueEvent.StreamOpened"/> finds.
/// </summary>
/// <param name="setup">Whose account, and how patient.</param>
/// <param name="words">How the venue is listened to; null for a venue without a stream, whose account is polled alone.</param>
/// <param name="clock">Its time, measured while the connection lasts.</param>
/// <param name="rules">Its rules, known before the stream counts as open and asked for again while the connection lasts.</param>
/// <param name="memory">Whose orders are whose.</param>
/// <param name="account">Its own records.</param>
internal sealed class AccountStream(VenueSetup setup, IAccountWords? words, VenueClock clock, RuleBook rules, OrderMemory memory, IVenueAccount account)
{
    // Records lag behind the engine by a moment; what they do not show by then, the steady poll finds.
    private static readonly TimeSpan[] CatchUpWaits = [TimeSpan.Zero, TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    private readonly Channel<bool> _behind = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long _polled;

    /// <summary>One connection; see <see cref="IVenue.RunAsync"/>.</summary>
    public async Task RunAsync(ChannelWriter<VenueEvent> events, CancellationToken stopping)
    {
        await clock.EnsureAsync();
        await rules.RefreshAsync(stopping);
        _polled = account.Fills.Last; // what came before, the comparison asks for
        await using var link = words is null ? null : await words.OpenAsync(stopping);
        if (link is null) await PollAsync(events, stopping); // an answer is what a venue without a stream has for an opening
        await events.WriteAsync(new VenueEvent.StreamOpened(setup.Id, setup.Clock.GetUtcNow()), stopping);

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        List<Task> all = [PollingAsync(events, ending.Token), clock.RunAsync(ending.Token), rules.RunAsync(ending.Token)];
        if (link is not null) all.AddRange([ReadAsync(link, events, ending.Token), KeepAliveAsync(link, ending.Token), CatchUpAsync(events, ending.Token)]);
        var first = await Task.WhenAny(all);
        ending.Cancel(); // on this thread: what is cancelled ends before the next line
        await Task.WhenAll(all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await first;
    }

    private async Task ReadAsync(IStreamLink link, ChannelWriter<VenueEvent> events, CancellationToken ending)
    {
        while (true)
        {
            var frame = await AccountLink.NextAsync(link, setup.SilenceMax, setup.Clock, ending);
            await TellAsync(Answer.OfFrame(frame, words!.Read), events, ending);
            if (words!.IsBehind) _behind.Writer.TryWrite(true);
        }
    }

    // The beginning of an order before its executions, and those before its end.
    private async ValueTask TellAsync(Answer told, ChannelWriter<VenueEvent> events, CancellationToken ending)
    {
        foreach (var order in told.Orders) memory.Learn(order);
        await account.Fills.NameAsync([.. told.Orders.Where(order => IsEnd(order) && memory.Complete(order).ClientOrderId is null).Select(static order => order.VenueOrderId).OfType<string>()], ending);
        var news = new List<VenueEvent>();
        foreach (var order in told.Orders)
        {
            if (memory.Complete(order).ToEvent(setup.Clock.GetUtcNow()) is { } change) news.Add(change);
        }

        foreach (var begun in news.OfType<VenueEvent.Accepted>()) await events.WriteAsync(begun, ending);
        foreach (var fill in await account.Fills.ToFillsAsync(told.Fills, ending)) await events.WriteAsync(new VenueEvent.Executed(fill), ending);
        foreach (var ended in news.Where(static change => change is not VenueEvent.Accepted)) await events.WriteAsync(ended, ending);
    }

    private static bool IsEnd(ToldOrder order) => order.Status is OrderStatus.Cancelled or OrderStatus.Expired or OrderStatus.Rejected;

    private async Task PollingAsync(ChannelWriter<VenueEvent> events, CancellationToken ending)
    {
        using var beat = new PeriodicTimer(setup.PollEvery, setup.Clock);
        while (await beat.WaitForNextTickAsync(ending)) await PollAsync(events, ending);
    }

    private async Task CatchUpAsync(ChannelWriter<VenueEvent> events, CancellationToken ending)
    {
        while (await _behind.Reader.WaitToReadAsync(ending))
        {
            _behind.Reader.TryRead(out _);
            foreach (var wait in CatchUpWaits)
            {
                if (!words!.IsBehind) break;
                await Task.Delay(wait, setup.Clock, ending);
                await PollAsync(events, ending);
            }
        }
    }

    // What the stream told meanwhile is told again: who books knows it by its number.
    private async ValueTask PollAsync(ChannelWriter<VenueEvent> events, CancellationToken ending)
    {
        try
        {
            foreach (var fill in await account.FillsSinceAsync(_polled, int.MaxValue, ending))
            {
                await events.WriteAsync(new VenueEvent.Executed(fill), ending);
                _polled = fill.ExecutionSequence;
            }
        }
        catch (VenueException failed) when (words is not null && failed.Fault.IsRetryable)
        {
            // The stream is alive, and the next poll asks for the same and more.
        }
    }

    private async Task KeepAliveAsync(IStreamLink link, CancellationToken ending)
    {
        using var beat = new PeriodicTimer(setup.SilenceMax * 0.4, setup.Clock); // twice before silence counts
        while (await beat.WaitForNextTickAsync(ending))
            if (words!.KeepAlive is { } message && !await TrySendAsync(link, message, ending)) await Task.Delay(Timeout.InfiniteTimeSpan, ending);
    }

    // Who reads knows why it cannot be sent, a silence or a cut, and ends the connection after a silence at the latest.
    private static async Task<bool> TrySendAsync(IStreamLink link, byte[] message, CancellationToken ending)
    {
        try
        {
            await link.SendAsync(message, ending);
            return true;
        }
        catch (VenueException)
        {
            return false;
        }
    }
}
